#include "tests/simulation/book_judge.hpp"

#include "daemon/business/audit.hpp"
#include "daemon/business/hall_day.hpp"
#include "tests/simulation/book_hall.hpp"

#include <algorithm>

namespace hall::simulation {

namespace {

constexpr const char* no_doubtful_money = "a doubtful clock moves no money";
constexpr const char* unasked = "nobody is charged unasked";

std::int64_t number(store::Database& database, const char* sql) {
    store::Statement statement(database, sql);
    statement.begin();
    return statement.step() ? statement.integer(0) : 0;
}

// A hall that starts anew knows no more than its last sign of life, and how long it was away nobody tells it: of a clock that
// was set back it believes from five minutes before that on what it would have doubted had it run on.
bool surely_in_doubt(const World& world) {
    return world.clock_in_doubt && world.clock.utc() + daemon::BusinessSettings{}.clock.behind < world.doubted_until;
}

}  // namespace

void BookJudge::begin(store::Database& database) {
    last_order_ = number(database, "SELECT coalesce(max(id), 0) FROM orders");
    last_movement_ = number(database, "SELECT coalesce(max(id), 0) FROM movements");
}

void BookJudge::look(store::Database& database) {
    look_at_orders(database);
    look_at_charges(database);
    if (world_.clock_in_doubt) {
        look_at_losses(database);
        doubt_seen_ = world_.clock.now();
    } else {
        look_for_due(database);
    }
}

void BookJudge::look_for_due(store::Database& database) {
    using namespace std::chrono_literals;
    const auto now = world_.clock.now();
    if (now < looked_for_due_ + 1min) return;
    looked_for_due_ = now;
    if (now >= std::max(waits_.hall_well_since(), doubt_seen_) + 5min) judge_due(database, 5min, false);
}

void BookJudge::look_at_orders(store::Database& database) {
    store::Statement rows(database, R"(
SELECT o.id, o.kind, o.number, o.package, o.text_id, coalesce(t.body, ''), coalesce(t.subscriber, '') FROM orders o
LEFT JOIN texts t ON t.id = o.text_id WHERE o.id > ? ORDER BY o.id)");
    rows.begin(last_order_);
    while (rows.step()) {
        last_order_ = rows.integer(0);
        const auto kind = rows.text(1);
        const auto name = fmt::format("order {} ({} of {} by {}, text {} '{}')", rows.integer(0), kind, rows.text(3),
                                      rows.text(2), rows.integer(4), rows.text(5));
        if (is_victim(rows.text(2))) continue;
        if (kind == "order") world_.counts.add(Count::orders);
        if (surely_in_doubt(world_)) world_.breach(no_doubtful_money, name);
        const bool by_yes = rows.text(5) == "Y";
        const bool at_once = ordered_at_once(rows.text(3)) && rows.text(5) == "KT" + rows.text(3);
        if (kind != "cancel" && (rows.text(6) != rows.text(2) || !(by_yes || at_once || kind == "trial")))
            world_.breach(unasked, name);
    }
}

void BookJudge::look_at_charges(store::Database& database) {
    store::Statement rows(database, R"(
SELECT m.id, m.number, coalesce(m.subscription_id, 0), m.amount, m.day,
  coalesce((SELECT c.month FROM charges c WHERE c.subscription_id = m.subscription_id AND c.movement_id = m.id), -1)
FROM movements m WHERE m.id > ? AND m.kind = 'charge' ORDER BY m.id)");
    rows.begin(last_movement_);
    while (rows.step()) {
        last_movement_ = rows.integer(0);
        if (is_victim(rows.text(1))) continue;
        world_.counts.add(Count::charges);
        const auto name = fmt::format("{} pays {} for month {} of subscription {}", rows.text(1), -rows.integer(3),
                                      rows.integer(5), rows.integer(2));
        world_.say("{}", name);
        if (surely_in_doubt(world_)) world_.breach(no_doubtful_money, name);
        judge_notice(database, rows.integer(2), rows.integer(5));
    }
}

// D1 costs 4.00 in its first month and 8.00 from the second on; three days before that he is told.
void BookJudge::judge_notice(store::Database& database, std::int64_t subscription, std::int64_t month) {
    if (month != 1) return;
    store::Statement row(database, R"(
SELECT s.number, s.notice_days, (SELECT count(*) FROM phases p WHERE p.subscription_id = s.id),
  (SELECT count(*) FROM replies r WHERE r.kind = 'notice' AND r.notice = 'notice_price_returns_soon'
   AND r.subscriber = s.number AND r.text_id = s.text_id AND r.status = 'accepted')
FROM subscriptions s WHERE s.id = ?)");
    row.begin(subscription);
    if (!row.step() || row.integer(1) == 0 || row.integer(2) < 2) return;
    if (row.integer(3) == 0)
        world_.breach("a price returns after its notice",
                      fmt::format("{} pays the full price of subscription {}, and no SMSC has taken the notice",
                                  row.text(0), subscription));
}

void BookJudge::look_at_losses(store::Database& database) {
    const auto now = number(database,
                            "SELECT (SELECT count(*) FROM outbound WHERE reason = 'too_old') + "
                            "(SELECT count(*) FROM inbound WHERE status = 'given_up') + "
                            "(SELECT count(*) FROM points_moves WHERE kind = 'expired')");
    if (now > losses_) world_.breach(no_doubtful_money, fmt::format("{} were given up or expired", now - losses_));
    losses_ = now;
}

void BookJudge::judge_telling(store::Database& database) {
    store::Statement rows(database, R"(
SELECT o.id, o.number, o.text_id,
  (SELECT count(*) FROM replies r JOIN outbound p ON p.reply_id = r.id WHERE r.text_id = o.text_id AND r.kind = 'reply'),
  (SELECT count(*) FROM replies r JOIN outbound p ON p.reply_id = r.id WHERE r.text_id = o.text_id AND r.kind = 'reply'
   AND (p.status = 'waiting' AND p.held = 0 OR p.reason IN ('replaced', 'dialogue_over')))
FROM orders o)");
    rows.begin();
    while (rows.step()) {
        if (is_victim(rows.text(1))) continue;
        if (rows.integer(3) == 0 || rows.integer(4) > 0)
            world_.breach(
                "what the business did is told",
                fmt::format("order {} of {}: the reply to text {} has {} parts, {} of them never left", rows.integer(0),
                            rows.text(1), rows.integer(2), rows.integer(3), rows.integer(4)));
    }
}

void BookJudge::judge_due(store::Database& database, Millis late, bool told_first) {
    // What is due on a day happens from nine on, and a clock that was set may say any time of any day.
    const daemon::BusinessSettings settings;
    const auto today =
        daemon::day_number(campaigns::date_of(world_.clock.utc() - late - settings.run_from, settings.zone));
    store::Statement rows(database, R"(
SELECT id, number, package, next_day, (SELECT count(*) FROM replies r JOIN outbound p ON p.reply_id = r.id
  WHERE r.kind = 'notice' AND r.text_id = s.text_id AND r.subscriber = s.number AND p.status <> 'accepted'),
  (SELECT count(*) FROM phases p WHERE p.subscription_id = s.id) > 1
FROM subscriptions s WHERE next_day <= ?)");
    rows.begin(today);
    while (rows.step()) {
        // Whose notice was refused, given up or is held for a person is not charged; before the end it may be on its
        // way.
        if (is_victim(rows.text(1)) || rows.integer(4) > 0 || (!told_first && rows.integer(5) > 0)) continue;
        world_.breach("what is due happens",
                      fmt::format("subscription {} ({} of {}) was due {} days ago", rows.integer(0), rows.text(2),
                                  rows.text(1), today - rows.integer(3)));
    }
}

void BookJudge::judge_the_end(const std::filesystem::path& path) {
    {
        store::Database database(path, store::Database::Mode::read_only, Millis(0));
        look(database);
        judge_telling(database);
        if (!world_.clock_in_doubt) judge_due(database, std::chrono::minutes(2), true);
    }
    if (!plan_.victim.empty()) return;  // the audit tells of his rows, and must
    store::AuditReader book(path);
    for (const auto& difference : daemon::differences(book, book_catalogue().get()))
        world_.breach("the book's audit is clean", difference);
}

}  // namespace hall::simulation
