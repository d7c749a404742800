#include "daemon/store/audit.hpp"

#include "daemon/store/audit_checks.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/subscriptions.hpp"
#include "daemon/store/test_clock.hpp"

namespace hall::store {

AuditReader::AuditReader(const std::filesystem::path& path)
    : database_(path, Database::Mode::read_only, std::chrono::seconds(5)) {
    const Reader of_this_schema(path);  // or it throws
    // Everything is read as it was at one moment; the daemon goes on writing beside it.
    database_.execute("BEGIN");
}

AuditCounts AuditReader::counts() {
    Statement s(database_, R"(
SELECT (SELECT count(*) FROM subscribers), (SELECT count(*) FROM subscriptions), (SELECT count(*) FROM movements),
  (SELECT count(*) FROM orders), (SELECT count(*) FROM referrals), (SELECT count(*) FROM points_lots))");
    s.begin();
    s.step();
    return {s.integer(0), s.integer(1), s.integer(2), s.integer(3), s.integer(4), s.integer(5)};
}

// One page that is damaged, or one row that a query stumbles over, is told and does not end the audit.
void AuditReader::run(const char* sql, const Tell& tell) {
    try {
        Statement statement(database_, sql);
        statement.begin();
        while (statement.step()) tell(statement.text(0));
    } catch (const StoreError& error) {
        if (!error.row_at_fault()) throw;
        tell(std::string("a check could not be carried out to its end: ") + error.what());
    }
}

void AuditReader::check_rows(const Tell& tell) {
    for (const char* sql : audit_words) run(sql, tell);
    for (const char* sql : audit_money) run(sql, tell);
    for (const char* sql : audit_orders) run(sql, tell);
    for (const char* sql : audit_referrals) run(sql, tell);
    for (const char* sql : audit_cases) run(sql, tell);
    for (const char* sql : audit_notices) run(sql, tell);
}

void AuditReader::check_overdue(std::int64_t day, const Tell& tell) {
    Statement statement(database_, R"(
SELECT what || ': ' || count(*) || ' should have been dealt with since ' || date(min(due) * 86400, 'unixepoch')
  || '; is smshalld running, and does its log tell of due_failed?'
FROM (SELECT 'subscriptions' AS what, 'subscription' AS kind, id, next_day AS due FROM subscriptions WHERE next_day < ?1
      UNION ALL SELECT 'referrals', 'referral', id, next_day FROM referrals WHERE next_day < ?1
      UNION ALL SELECT 'grants of points', 'lot', id, expires_day FROM points_lots WHERE points_left > 0 AND expires_day < ?1) late
WHERE NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = late.kind AND a.row_id = late.id)
GROUP BY what ORDER BY what)");
    statement.begin(day);
    while (statement.step()) tell(statement.text(0));
}

std::set<std::int64_t> AuditReader::check_aside(const Tell& tell) {
    Statement statement(database_, R"(
SELECT kind, row_id, 'set aside ' || id || ': ' || kind || ' ' || row_id || ' since '
  || datetime(since / 1000, 'unixepoch') || ' UTC, tried ' || tries || ' times: ' || why
FROM set_aside ORDER BY id)");
    std::set<std::int64_t> subscriptions;
    statement.begin();
    while (statement.step()) {
        if (statement.text(0) == "subscription") subscriptions.insert(statement.integer(1));
        tell(statement.text(2));
    }
    return subscriptions;
}

std::int64_t AuditReader::ahead_ms() { return TestClock(database_).ahead_ms().value_or(0); }

void AuditReader::check_offer(std::string_view offer, std::optional<std::int64_t> most,
                              std::optional<std::int64_t> most_each, const Tell& tell) {
    Statement in_all(database_, R"(
SELECT format('offer %s: taken %d times of %d', ?1, count(*), ?2) FROM orders
WHERE offer = ?1 AND kind = 'order' AND never_began = 0 HAVING count(*) > ?2)");
    Statement by_one(database_, R"(
SELECT format('offer %s: %s took it %d times of %d for package %s', ?1, number, count(*), ?2, package) FROM orders
WHERE offer = ?1 AND kind = 'order' AND never_began = 0 GROUP BY number, package HAVING count(*) > ?2)");
    if (most) in_all.begin(offer, *most);
    while (most && in_all.step()) tell(in_all.text(0));
    if (most_each) by_one.begin(offer, *most_each);
    while (most_each && by_one.step()) tell(by_one.text(0));
}

void AuditReader::check_invitations(std::int64_t most_a_day, std::int64_t most_a_month, const Tell& tell) {
    Statement a_day(database_, R"(
SELECT format('referrals by %s: %d on day %d, %d are allowed', referrer, count(*), day, ?1) FROM referrals
WHERE staff IS NULL GROUP BY referrer, day HAVING count(*) > ?1)");
    Statement a_month(database_, R"(
SELECT format('referrals by %s: %d in %s, %d are allowed', referrer, count(*),
  strftime('%Y-%m', day * 86400, 'unixepoch'), ?1)
FROM referrals WHERE staff IS NULL GROUP BY referrer, strftime('%Y-%m', day * 86400, 'unixepoch')
HAVING count(*) > ?1)");
    a_day.begin(most_a_day);
    while (a_day.step()) tell(a_day.text(0));
    a_month.begin(most_a_month);
    while (a_month.step()) tell(a_month.text(0));
}

std::set<std::int64_t> AuditReader::held_back() {
    Statement statement(database_, "SELECT holds FROM notices WHERE holds IS NOT NULL UNION "
                                   "SELECT holds FROM set_aside WHERE holds IS NOT NULL");
    std::set<std::int64_t> ids;
    statement.begin();
    while (statement.step()) ids.insert(statement.integer(0));
    return ids;
}

void AuditReader::each_subscription(
    const std::function<void(const SubscriptionRow& row, const std::vector<ChargeRow>& charges)>& take) {
    Statement all(database_, "SELECT id FROM subscriptions ORDER BY number, id");
    Statement charged(database_, R"(
SELECT month, day, amount, movement_id FROM charges WHERE subscription_id = ? ORDER BY month)");
    Subscriptions subscriptions(database_);
    all.begin();
    while (all.step()) {
        const auto row = subscriptions.find(all.integer(0));
        if (!row) continue;  // the index names what the table does not hold: the checks of the rows tell that
        std::vector<ChargeRow> charges;
        charged.begin(row->id);
        while (charged.step())
            charges.push_back({row->id, static_cast<int>(charged.integer(0)), charged.integer(1), charged.integer(2),
                               charged.optional_integer(3)});
        take(*row, charges);
    }
}

}  // namespace hall::store
