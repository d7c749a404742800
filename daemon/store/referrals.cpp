#include "daemon/store/referrals.hpp"

namespace hall::store {

namespace {

constexpr std::string_view columns = R"(
SELECT id, at, day, referrer, friend, package, staff, points, hold_days, window_until, state, subscription_id, next_day,
  text_id
FROM referrals )";

std::string select(std::string_view rest) { return std::string(columns).append(rest); }

}  // namespace

Referrals::Referrals(Database& database)
    : database_(database),
      insert_(database, R"(
INSERT INTO referrals (at, day, referrer, friend, package, staff, points, hold_days, window_until, state,
  subscription_id, next_day, text_id)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?))"),
      update_(database, "UPDATE referrals SET state = ?, subscription_id = ?, next_day = ? WHERE id = ?"),
      select_to_(database, select("WHERE friend = ? AND state IN ('open', 'ordered', 'granted') ORDER BY id").c_str()),
      select_by_(database, select("WHERE referrer = ? AND state IN ('open', 'ordered', 'granted') ORDER BY id").c_str()),
      select_of_subscription_(database, select("WHERE subscription_id = ? AND state = 'ordered'").c_str()),
      select_staff_(database, "SELECT staff FROM referrals WHERE subscription_id = ? AND staff IS NOT NULL"),
      update_next_(database, "UPDATE referrals SET next_day = ? WHERE id = ?"),
      count_made_(database, "SELECT count(*) FROM referrals WHERE referrer = ? AND day >= ?"),
      select_totals_(database, R"(
SELECT count(*), coalesce(sum(state IN ('ordered', 'granted')), 0),
  coalesce(sum(CASE state WHEN 'granted' THEN points END), 0), coalesce(sum(CASE state WHEN 'ordered' THEN points END), 0)
FROM referrals WHERE referrer = ? AND staff IS NULL)"),
      select_one_(database, select("WHERE id = ?").c_str()),
      select_due_(database, R"(
SELECT id FROM referrals INDEXED BY referrals_due WHERE next_day <= ?
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'referral' AND a.row_id = referrals.id)
ORDER BY next_day, id LIMIT ?)"),
      select_next_(database, R"(
SELECT next_day FROM referrals INDEXED BY referrals_due WHERE next_day IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'referral' AND a.row_id = referrals.id)
ORDER BY next_day LIMIT 1)") {}

std::int64_t Referrals::record(const ReferralRow& row) {
    insert_.run(row.at, row.day, row.referrer, row.friend_number, row.package, row.staff, row.points, row.hold_days,
                row.window_until, row.state, row.subscription_id, row.next_day, row.text_id);
    return database_.last_insert_id();
}

void Referrals::update(const ReferralRow& row) { update_.run(row.state, row.subscription_id, row.next_day, row.id); }

ReferralRow Referrals::read(Statement& statement) {
    ReferralRow row;
    row.id = statement.integer(0);
    row.at = statement.integer(1);
    row.day = statement.integer(2);
    row.referrer = statement.text(3);
    row.friend_number = statement.text(4);
    row.package = statement.text(5);
    row.staff = statement.optional_integer(6);
    row.points = statement.integer(7);
    row.hold_days = static_cast<int>(statement.integer(8));
    row.window_until = statement.integer(9);
    row.state = statement.text(10);
    row.subscription_id = statement.optional_integer(11);
    row.next_day = statement.optional_integer(12);
    row.text_id = statement.integer(13);
    return row;
}

std::vector<ReferralRow> Referrals::read_all(Statement& statement) {
    std::vector<ReferralRow> rows;
    while (statement.step()) rows.push_back(read(statement));
    statement.reset();
    return rows;
}

std::vector<ReferralRow> Referrals::to(std::string_view friend_number) {
    select_to_.begin(friend_number);
    return read_all(select_to_);
}

std::vector<ReferralRow> Referrals::by(std::string_view referrer) {
    select_by_.begin(referrer);
    return read_all(select_by_);
}

std::optional<ReferralRow> Referrals::of_subscription(std::int64_t subscription_id) {
    select_of_subscription_.begin(subscription_id);
    auto rows = read_all(select_of_subscription_);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::optional<std::int64_t> Referrals::staff_of_subscription(std::int64_t subscription_id) {
    select_staff_.begin(subscription_id);
    const auto staff = select_staff_.step() ? select_staff_.optional_integer(0) : std::nullopt;
    select_staff_.reset();
    return staff;
}

void Referrals::set_next_day(std::int64_t id, std::optional<std::int64_t> day) { update_next_.run(day, id); }

std::int64_t Referrals::made_since(std::string_view referrer, std::int64_t from_day) {
    count_made_.begin(referrer, from_day);
    const auto made = count_made_.step() ? count_made_.integer(0) : 0;
    count_made_.reset();
    return made;
}

ReferralTotalsRow Referrals::totals(std::string_view referrer) {
    ReferralTotalsRow totals;
    select_totals_.begin(referrer);
    if (select_totals_.step())
        totals = {select_totals_.integer(0), select_totals_.integer(1), select_totals_.integer(2),
                  select_totals_.integer(3)};
    select_totals_.reset();
    return totals;
}

std::optional<ReferralRow> Referrals::find(std::int64_t id) {
    select_one_.begin(id);
    auto rows = read_all(select_one_);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<std::int64_t> Referrals::due(std::int64_t day, std::int64_t most) {
    std::vector<std::int64_t> ids;
    select_due_.begin(day, most);
    while (select_due_.step()) ids.push_back(select_due_.integer(0));
    select_due_.reset();
    return ids;
}

std::optional<std::int64_t> Referrals::next_day() {
    select_next_.begin();
    const auto day = select_next_.step() ? select_next_.optional_integer(0) : std::nullopt;
    select_next_.reset();
    return day;
}

}  // namespace hall::store
