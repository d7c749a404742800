#include "daemon/store/accounts.hpp"

#include <sqlite3.h>

namespace hall::store {

Accounts::Accounts(Database& database)
    : database_(database),
      update_balance_(database, "UPDATE subscribers SET balance = balance + ? WHERE number = ? RETURNING 1"),
      insert_movement_(database, R"(
INSERT INTO movements (at, day, number, amount, kind, subscription_id, text_id, remark) VALUES (?,?,?,?,?,?,?,?))"),
      select_subscriber_(database, R"(
SELECT number, status, brand, city, tariff, language, gender, handset, birth_day, joined_day, spend, blacklisted,
  balance, cancelled_day
FROM subscribers WHERE number = ?)"),
      insert_gift_(database, "INSERT INTO gifts (number, month, unit, amount, text_id) VALUES (?,?,?,?,?)"),
      select_usage_(database, R"(
SELECT unit, sum(used), sum(given) FROM (
  SELECT unit, used, 0 AS given FROM usage WHERE number = ?1 AND month = ?2
  UNION ALL SELECT unit, 0, amount FROM gifts WHERE number = ?1 AND month = ?2)
GROUP BY unit ORDER BY unit)"),
      select_movements_(database, R"(
SELECT at, day, number, amount, kind, subscription_id, text_id, remark
FROM movements WHERE number = ? ORDER BY id DESC LIMIT ?)") {}

std::int64_t Accounts::record_movement(const MovementRow& row) {
    update_balance_.begin(row.amount, row.number);
    const bool known = update_balance_.step();
    update_balance_.reset();
    if (!known) throw StoreError("record a movement: the number is no subscriber", SQLITE_CONSTRAINT_FOREIGNKEY);
    insert_movement_.run(row.at, row.day, row.number, row.amount, row.kind, row.subscription_id, row.text_id,
                         row.remark);
    return database_.last_insert_id();
}

std::optional<SubscriberRow> Accounts::find(std::string_view number) {
    std::optional<SubscriberRow> found;
    auto& s = select_subscriber_;
    s.begin(number);
    if (s.step()) {
        SubscriberRow row;
        row.number = s.text(0);
        row.status = s.text(1);
        row.brand = s.text(2);
        row.city = s.text(3);
        row.tariff = s.text(4);
        row.language = s.text(5);
        row.gender = s.text(6);
        row.handset = s.text(7);
        row.birth_day = s.optional_integer(8);
        row.joined_day = s.optional_integer(9);
        row.spend = s.integer(10);
        row.blacklisted = s.integer(11) != 0;
        row.balance = s.integer(12);
        row.cancelled_day = s.optional_integer(13);
        found = std::move(row);
    }
    s.reset();
    return found;
}

std::vector<UsageRow> Accounts::usage(std::string_view number, std::int64_t month) {
    std::vector<UsageRow> rows;
    select_usage_.begin(number, month);
    while (select_usage_.step()) rows.push_back({select_usage_.text(0), select_usage_.integer(1), select_usage_.integer(2)});
    select_usage_.reset();
    return rows;
}

void Accounts::record_gift(const GiftRow& row) {
    insert_gift_.run(row.number, row.month, row.unit, row.amount, row.text_id);
}

std::vector<MovementRow> Accounts::movements(std::string_view number, std::int64_t limit) {
    std::vector<MovementRow> rows;
    auto& s = select_movements_;
    s.begin(number, limit);
    while (s.step())
        rows.push_back({s.integer(0), s.integer(1), s.text(2), s.integer(3), s.text(4), s.optional_integer(5),
                        s.optional_integer(6), s.text(7)});
    s.reset();
    return rows;
}

}  // namespace hall::store
