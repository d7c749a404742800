#include "daemon/store/subscriptions.hpp"

namespace hall::store {

namespace {

constexpr std::string_view columns = R"(
SELECT id, number, package, offer, state, starts, anchor, until, notice_days, notice_given, months_charged, retries,
  next_day, text_id, failing_since
FROM subscriptions )";

std::string select(std::string_view rest) { return std::string(columns).append(rest); }

}  // namespace

Subscriptions::Subscriptions(Database& database)
    : database_(database),
      insert_(database, R"(
INSERT INTO subscriptions (number, package, offer, state, starts, anchor, until, notice_days, notice_given,
  months_charged, retries, next_day, text_id)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?))"),
      insert_phase_(database, "INSERT INTO phases (subscription_id, from_day, until_day, price) VALUES (?,?,?,?)"),
      update_(database, R"(
UPDATE subscriptions SET state = ?, until = ?, notice_given = ?, months_charged = ?, retries = ?, failing_since = ?,
  next_day = ?
WHERE id = ?)"),
      select_one_(database, select("WHERE id = ?").c_str()),
      select_of_(database, select("WHERE number = ? AND state NOT IN ('pending', 'refused') ORDER BY id").c_str()),
      select_due_(database, R"(
SELECT id FROM subscriptions INDEXED BY subscriptions_due WHERE next_day <= ?
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'subscription' AND a.row_id = subscriptions.id)
ORDER BY next_day, id LIMIT ?)"),
      select_next_(database, R"(
SELECT next_day FROM subscriptions INDEXED BY subscriptions_due WHERE next_day IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'subscription' AND a.row_id = subscriptions.id)
ORDER BY next_day LIMIT 1)"),
      select_phases_(database,
                     "SELECT from_day, until_day, price FROM phases WHERE subscription_id = ? ORDER BY from_day"),
      update_next_(database, "UPDATE subscriptions SET next_day = ? WHERE id = ?"),
      forget_notice_(database, "DELETE FROM notices WHERE holds = ?"),
      forget_aside_(database, "DELETE FROM set_aside WHERE holds = ?"),
      insert_charge_(database,
                     "INSERT INTO charges (subscription_id, month, day, amount, movement_id) VALUES (?,?,?,?,?)"),
      delete_charges_(database,
                      "DELETE FROM charges WHERE subscription_id = ? AND month >= ? AND movement_id IS NULL"),
      select_charged_(database, R"(
SELECT s.package, sum(c.amount) FROM subscriptions s JOIN charges c ON c.subscription_id = s.id
WHERE s.number = ? AND c.day >= ? AND c.day < ? GROUP BY s.package ORDER BY min(s.id))") {}

std::int64_t Subscriptions::record(const SubscriptionRow& row) {
    insert_.run(row.number, row.package, row.offer, row.state, row.starts, row.anchor, row.until, row.notice_days,
                row.notice_given ? 1 : 0, row.months_charged, row.retries, row.next_day, row.text_id);
    const auto id = database_.last_insert_id();
    for (const auto& phase : row.phases) insert_phase_.run(id, phase.from_day, phase.until_day, phase.price);
    return id;
}

void Subscriptions::update(const SubscriptionRow& row) {
    update_.run(row.state, row.until, row.notice_given ? 1 : 0, row.months_charged, row.retries, row.failing_since,
                row.next_day, row.id);
    if (row.charged_again && (row.state == "active" || row.state == "ending")) return;
    forget_notice_.run(row.id);
    forget_aside_.run(row.id);
}

SubscriptionRow Subscriptions::read(Statement& statement) {
    SubscriptionRow row;
    row.id = statement.integer(0);
    row.number = statement.text(1);
    row.package = statement.text(2);
    row.offer = statement.text(3);
    row.state = statement.text(4);
    row.starts = statement.integer(5);
    row.anchor = statement.integer(6);
    row.until = statement.optional_integer(7);
    row.notice_days = static_cast<int>(statement.integer(8));
    row.notice_given = statement.integer(9) != 0;
    row.months_charged = static_cast<int>(statement.integer(10));
    row.retries = static_cast<int>(statement.integer(11));
    row.next_day = statement.optional_integer(12);
    row.text_id = statement.integer(13);
    row.failing_since = statement.optional_integer(14);
    return row;
}

void Subscriptions::read_phases(SubscriptionRow& row) {
    select_phases_.begin(row.id);
    while (select_phases_.step())
        row.phases.push_back(
            {select_phases_.integer(0), select_phases_.optional_integer(1), select_phases_.integer(2)});
    select_phases_.reset();
}

std::optional<SubscriptionRow> Subscriptions::find(std::int64_t id) {
    std::optional<SubscriptionRow> row;
    select_one_.begin(id);
    if (select_one_.step()) row = read(select_one_);
    select_one_.reset();
    if (row) read_phases(*row);
    return row;
}

std::vector<SubscriptionRow> Subscriptions::of(std::string_view number) {
    std::vector<SubscriptionRow> rows;
    select_of_.begin(number);
    while (select_of_.step()) rows.push_back(read(select_of_));
    select_of_.reset();
    for (auto& row : rows) read_phases(row);
    return rows;
}

std::vector<std::int64_t> Subscriptions::due(std::int64_t day, std::int64_t most) {
    std::vector<std::int64_t> ids;
    select_due_.begin(day, most);
    while (select_due_.step()) ids.push_back(select_due_.integer(0));
    select_due_.reset();
    return ids;
}

std::optional<std::int64_t> Subscriptions::next_day() {
    select_next_.begin();
    const auto day = select_next_.step() ? select_next_.optional_integer(0) : std::nullopt;
    select_next_.reset();
    return day;
}

void Subscriptions::set_next_day(std::int64_t id, std::optional<std::int64_t> day) { update_next_.run(day, id); }

void Subscriptions::record_charge(const ChargeRow& row) {
    insert_charge_.run(row.subscription_id, row.month, row.day, row.amount, row.movement_id);
}

void Subscriptions::take_back_charges(std::int64_t id, int from_month) { delete_charges_.run(id, from_month); }

std::vector<BillLineRow> Subscriptions::in_use() {
    Statement statement(database_, R"(
SELECT package, count(*) FROM subscriptions WHERE state IN ('pending', 'trial', 'active', 'ending', 'suspended')
GROUP BY package ORDER BY package)");
    std::vector<BillLineRow> rows;
    statement.begin();
    while (statement.step()) rows.push_back({statement.text(0), statement.integer(1)});
    return rows;
}

std::vector<BillLineRow> Subscriptions::charged(std::string_view number, std::int64_t from, std::int64_t until) {
    std::vector<BillLineRow> rows;
    select_charged_.begin(number, from, until);
    while (select_charged_.step()) rows.push_back({select_charged_.text(0), select_charged_.integer(1)});
    select_charged_.reset();
    return rows;
}

}  // namespace hall::store
