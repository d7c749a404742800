#include "daemon/store/orders.hpp"

namespace hall::store {

Orders::Orders(Database& database)
    : database_(database),
      insert_(database, R"(
INSERT INTO orders (at, day, kind, number, package, offer, subscription_id, text_id, referral_id, staff)
VALUES (?,?,?,?,?,?,?,?,?,?))"),
      delete_(database, R"(
DELETE FROM orders WHERE subscription_id = ? AND kind <> 'cancel' RETURNING day, kind, package, offer)"),
      update_never_began_(database, R"(
UPDATE orders SET never_began = 1 WHERE subscription_id = ? AND kind = 'order' AND never_began = 0
RETURNING day, kind, package, offer)"),
      select_one_(database, R"(
SELECT id, at, day, kind, number, package, offer, subscription_id, text_id, referral_id, staff FROM orders
WHERE subscription_id = ? AND kind <> 'cancel')"),
      select_of_referral_(database, R"(
SELECT o.id, o.at, o.day, o.kind, o.number, o.package, o.offer, o.subscription_id, o.text_id, o.referral_id, o.staff
FROM orders o JOIN subscriptions s ON s.id = o.subscription_id
WHERE o.number = ? AND o.referral_id = ? AND o.kind = 'order' AND o.never_began = 0 AND s.state <> 'pending')"),
      count_offer_(database, R"(
INSERT INTO offer_counts (offer, taken) VALUES (?1, ?2)
ON CONFLICT (offer) DO UPDATE SET taken = taken + ?2)"),
      count_package_(database, R"(
INSERT INTO package_counts (day, package, taken) VALUES (?1, ?2, ?3)
ON CONFLICT (day, package) DO UPDATE SET taken = taken + ?3)"),
      select_all_uses_(database, "SELECT taken FROM offer_counts WHERE offer = ?"),
      select_his_uses_(database, R"(
SELECT count(*) FROM orders WHERE number = ? AND package = ? AND offer = ? AND kind = 'order' AND never_began = 0)"),
      select_top_(database, R"(
SELECT package, sum(taken) FROM package_counts WHERE day >= ? GROUP BY package HAVING sum(taken) > 0
ORDER BY 2 DESC, 1 LIMIT ?)") {}

void Orders::count(const OrderRow& row, int by) {
    if (row.kind == "cancel") return;
    if (!row.offer.empty()) count_offer_.run(row.offer, by);
    count_package_.run(row.day, row.package, by);
}

std::int64_t Orders::record(const OrderRow& row) {
    insert_.run(row.at, row.day, row.kind, row.number, row.package, row.offer, row.subscription_id, row.text_id,
                row.referral_id, row.staff);
    const auto id = database_.last_insert_id();
    count(row, 1);
    return id;
}

// `statement` gives day, kind, package and offer of each order that counts no more.
void Orders::count_back(Statement& statement, std::int64_t subscription_id) {
    std::vector<OrderRow> gone;
    statement.begin(subscription_id);
    while (statement.step()) {
        OrderRow row;
        row.day = statement.integer(0);
        row.kind = statement.text(1);
        row.package = statement.text(2);
        row.offer = statement.text(3);
        gone.push_back(std::move(row));
    }
    statement.reset();
    for (const auto& row : gone) count(row, -1);
}

void Orders::take_back(std::int64_t subscription_id) { count_back(delete_, subscription_id); }

void Orders::give_back(std::int64_t subscription_id) { count_back(update_never_began_, subscription_id); }

std::optional<OrderRow> Orders::take_one(Statement& s) {
    std::optional<OrderRow> row;
    if (s.step())
        row = OrderRow{s.integer(0), s.integer(1), s.integer(2), s.text(3), s.text(4), s.text(5), s.text(6), s.integer(7),
                       s.integer(8), s.optional_integer(9), s.optional_integer(10)};
    s.reset();
    return row;
}

std::optional<OrderRow> Orders::of_subscription(std::int64_t subscription_id) {
    select_one_.begin(subscription_id);
    return take_one(select_one_);
}

std::optional<OrderRow> Orders::of_referral(std::string_view number, std::int64_t referral_id) {
    select_of_referral_.begin(number, referral_id);
    return take_one(select_of_referral_);
}

OfferUseRow Orders::offer_use(std::string_view offer, std::string_view number, std::string_view package) {
    OfferUseRow use;
    select_all_uses_.begin(offer);
    if (select_all_uses_.step()) use.in_all = select_all_uses_.integer(0);
    select_all_uses_.reset();
    select_his_uses_.begin(number, package, offer);
    if (select_his_uses_.step()) use.by_him = select_his_uses_.integer(0);
    select_his_uses_.reset();
    return use;
}

std::vector<TopRow> Orders::top(std::int64_t from_day, std::int64_t most) {
    std::vector<TopRow> rows;
    select_top_.begin(from_day, most);
    while (select_top_.step()) rows.push_back({select_top_.text(0), select_top_.integer(1)});
    select_top_.reset();
    return rows;
}

}  // namespace hall::store
