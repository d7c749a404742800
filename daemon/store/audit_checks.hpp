#pragma once
// What must hold in the book, as queries that find what does not: each row is a difference, told as a sentence.

#include <array>

namespace hall::store {

// Words of which the hall knows each; what it does with another one is to set its row aside.
inline constexpr std::array audit_words = {
    R"(SELECT format('subscriber %s: its status is ''%s''', number, status) FROM subscribers
WHERE status NOT IN ('active', 'suspended', 'cancelled'))",
    R"(SELECT format('subscription %d: its state is ''%s''', id, state) FROM subscriptions
WHERE state NOT IN ('pending', 'trial', 'active', 'ending', 'suspended', 'ended', 'refused'))",
    R"(SELECT format('order %d: its kind is ''%s''', id, kind) FROM orders WHERE kind NOT IN ('order', 'trial', 'cancel'))",
    R"(SELECT format('movement %d: its kind is ''%s''', id, kind) FROM movements
WHERE kind NOT IN ('opening', 'correction', 'charge', 'points'))",
    R"(SELECT format('referral %d: its state is ''%s''', id, state) FROM referrals
WHERE state NOT IN ('open', 'ordered', 'granted', 'reversed', 'lapsed'))",
    R"(SELECT format('move of points %d: its kind is ''%s''', id, kind) FROM points_moves
WHERE kind NOT IN ('granted', 'spent', 'returned', 'expired'))",
    R"(SELECT format('case %d: its phase is ''%s''', id, phase) FROM cases WHERE phase NOT IN ('facts', 'carry_out'))",
    R"(SELECT format('question to %s: its kind is ''%s''', number, kind) FROM questions WHERE kind NOT IN ('confirm', 'list'))",
    R"(SELECT format('usage of %s: its unit is ''%s''', number, unit) FROM usage
WHERE unit NOT IN ('data_mb', 'minutes', 'texts'))",
    R"(SELECT format('gift to %s: its unit is ''%s''', number, unit) FROM gifts
WHERE unit NOT IN ('data_mb', 'minutes', 'texts'))",
};

// Money. A number that is no subscriber's is billed elsewhere: its charges have no movements here.
inline constexpr std::array audit_money = {
    R"(SELECT format('subscriber %s: the balance is %d, its movements come to %d', s.number, s.balance,
  coalesce(sum(m.amount), 0))
FROM subscribers s LEFT JOIN movements m ON m.number = s.number
GROUP BY s.number HAVING s.balance <> coalesce(sum(m.amount), 0))",
    R"(SELECT format('movement %d: %s is no subscriber', m.id, m.number) FROM movements m
WHERE NOT EXISTS (SELECT 1 FROM subscribers s WHERE s.number = m.number))",
    R"(SELECT format('movement %d: a charge that belongs to %d months', m.id, count(c.month))
FROM movements m LEFT JOIN charges c ON c.subscription_id = m.subscription_id AND c.movement_id = m.id
WHERE m.kind = 'charge' GROUP BY m.id HAVING count(c.month) <> 1)",
    R"(SELECT format('subscription %d, month %d: charged %d without a movement', c.subscription_id, c.month, c.amount)
FROM charges c JOIN subscriptions s ON s.id = c.subscription_id JOIN subscribers w ON w.number = s.number
WHERE c.movement_id IS NULL AND c.amount <> 0)",
    R"(SELECT format('subscription %d, month %d: charged %d, movement %d says otherwise', c.subscription_id, c.month,
  c.amount, c.movement_id)
FROM charges c JOIN subscriptions s ON s.id = c.subscription_id LEFT JOIN movements m ON m.id = c.movement_id
WHERE c.movement_id IS NOT NULL AND (m.id IS NULL OR m.kind <> 'charge' OR m.amount <> -c.amount OR c.amount <= 0
  OR m.subscription_id IS NOT c.subscription_id OR m.number <> s.number))",
};

// Subscriptions, as far as no calendar is needed; their orders; the counts.
inline constexpr std::array audit_orders = {
    R"(SELECT format('subscription %d: %s, but something is due on day %d', id, state, next_day) FROM subscriptions
WHERE state IN ('pending', 'suspended', 'ended', 'refused') AND next_day IS NOT NULL)",
    R"(SELECT format('subscription %d: %s without a last day', id, state) FROM subscriptions
WHERE state IN ('trial', 'ending', 'ended') AND until IS NULL)",
    R"(SELECT format('subscription %d: %s with a last day', id, state) FROM subscriptions
WHERE state IN ('active', 'suspended') AND until IS NOT NULL)",
    R"(SELECT format('subscription %d: pending, but no case is open about it', s.id) FROM subscriptions s
WHERE s.state = 'pending' AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.outcome IS NULL AND c.number = s.number
  AND c.subscription_id = s.id AND c.phase = 'carry_out'))",
    R"(SELECT format('subscription %d: %s, and it has %d orders', s.id, s.state, count(o.id))
FROM subscriptions s LEFT JOIN orders o ON o.subscription_id = s.id AND o.kind <> 'cancel'
GROUP BY s.id HAVING count(o.id) <> (s.state <> 'refused'))",
    R"(SELECT format('order %d: it is not of its subscription %d', o.id, o.subscription_id)
FROM orders o JOIN subscriptions s ON s.id = o.subscription_id
WHERE o.number <> s.number OR o.package <> s.package OR o.offer <> s.offer)",
    R"(SELECT format('offer %s: counted %d times, ordered %d times', offer, sum(counted), sum(ordered))
FROM (SELECT offer, taken AS counted, 0 AS ordered FROM offer_counts
  UNION ALL SELECT offer, 0, count(*) FROM orders WHERE kind <> 'cancel' AND never_began = 0 AND offer <> ''
    GROUP BY offer)
GROUP BY offer HAVING sum(counted) <> sum(ordered))",
    R"(SELECT format('package %s on day %d: counted %d times, ordered %d times', package, day, sum(counted),
  sum(ordered))
FROM (SELECT day, package, taken AS counted, 0 AS ordered FROM package_counts
  UNION ALL SELECT day, package, 0, count(*) FROM orders WHERE kind <> 'cancel' AND never_began = 0
    GROUP BY day, package)
GROUP BY day, package HAVING sum(counted) <> sum(ordered))",
    R"(SELECT format('order %d: %s, and subscription %d is %s, from day %d to %s, with %d months charged', o.id,
  iif(o.never_began, 'it never began', 'it counts'), s.id, s.state, s.starts, coalesce(s.until, 'ever'), s.months_charged)
FROM orders o JOIN subscriptions s ON s.id = o.subscription_id
WHERE o.kind = 'order' AND o.never_began <> (s.state = 'ended' AND s.until < s.starts AND s.months_charged = 0))",
    R"(SELECT format('order %d: employees were credited %d for it', order_id, sum(amount)) FROM staff_credits
GROUP BY order_id HAVING sum(amount > 0) <> 1 OR sum(amount <= 0) > 1 OR count(DISTINCT staff) <> 1
  OR sum(amount) NOT IN (0, max(amount)))",
};

// Recommendations and points. Employees get no points.
inline constexpr std::array audit_referrals = {
    R"(SELECT format('referral %d: %s, and %s is due', id, state, iif(next_day IS NULL, 'nothing', 'something'))
FROM referrals r WHERE ((state IN ('open', 'ordered')) <> (next_day IS NOT NULL)
  OR (state = 'open' AND next_day <> window_until))
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'referral' AND a.row_id = r.id))",
    R"(SELECT format('referral %d: %s, and it leads to %s', r.id, r.state,
  coalesce('subscription ' || r.subscription_id, 'no subscription'))
FROM referrals r LEFT JOIN subscriptions s ON s.id = r.subscription_id
WHERE (r.state IN ('open', 'lapsed')) <> (r.subscription_id IS NULL)
  OR (r.subscription_id IS NOT NULL AND (s.id IS NULL OR s.number <> r.friend OR s.package <> r.package)))",
    R"(SELECT format('referrals %d and %d: both were open to one friend for one package', a.id, b.id)
FROM referrals b JOIN referrals a ON a.friend = b.friend AND a.package = b.package AND a.id < b.id
WHERE a.state IN ('open', 'lapsed') AND b.day < a.window_until)",
    R"(SELECT format('referral %d: the friend had opted out before', r.id)
FROM referrals r JOIN opt_outs o ON o.number = r.friend WHERE o.text_id < r.text_id)",
    R"(SELECT format('referral %d: %s, and its points were granted %d times', r.id, r.state, count(l.id))
FROM referrals r LEFT JOIN points_lots l ON l.referral_id = r.id
GROUP BY r.id HAVING count(l.id) <> (r.state = 'granted' AND r.staff IS NULL))",
    R"(SELECT format('lot %d: it is not what referral %d promised', l.id, r.id)
FROM points_lots l JOIN referrals r ON r.id = l.referral_id WHERE l.number <> r.referrer OR l.points <> r.points)",
    R"(SELECT format('lot %d: %d of %d points are left, its moves come to %d', l.id, l.points_left, l.points,
  coalesce(sum(m.points), 0))
FROM points_lots l LEFT JOIN points_moves m ON m.lot_id = l.id
GROUP BY l.id HAVING l.points_left <> coalesce(sum(m.points), 0) OR l.points_left NOT BETWEEN 0 AND l.points
  OR coalesce(sum(CASE m.kind WHEN 'granted' THEN m.points END), -1) <> l.points)",
};

inline constexpr std::array audit_cases = {
    R"(SELECT format('case %d: open, and nothing will ask again', id) FROM cases c
WHERE outcome IS NULL AND next_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'case' AND a.row_id = c.id))",
    R"(SELECT format('case %d: closed, and still asked again', id) FROM cases
WHERE outcome IS NOT NULL AND next_at IS NOT NULL)",
    R"(SELECT format('case %d: it carries out %s, and subscription %d is %s', c.id, c.action, s.id, s.state)
FROM cases c JOIN subscriptions s ON s.id = c.subscription_id
WHERE c.outcome IS NULL AND c.phase = 'carry_out' AND c.action IN ('order', 'trial') AND s.state <> 'pending')",
};

// Notices that wait, and what they hold back.
inline constexpr std::array audit_notices = {
    R"(SELECT format('notice %d: it holds back subscription %d, which is %s', n.id, s.id, s.state)
FROM notices n JOIN subscriptions s ON s.id = n.holds WHERE s.state NOT IN ('active', 'ending'))",
    R"(SELECT format('notice %d: it is not of its subscription %d', n.id, n.holds) FROM notices n
WHERE n.holds IS NOT NULL AND NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.id = n.holds AND s.number = n.subscriber))",
};

}  // namespace hall::store
