#include "daemon/store/staff.hpp"

namespace hall::store {

Staff::Staff(Database& database)
    : select_one_(database, "SELECT id, name, phone, city FROM staff WHERE id = ? AND active = 1"),
      select_by_phone_(database, "SELECT id, name, phone, city FROM staff WHERE phone = ? AND active = 1 ORDER BY id"),
      insert_credit_(database, "INSERT INTO staff_credits (at, day, staff, order_id, amount) VALUES (?,?,?,?,?)"),
      select_credit_(database, R"(
SELECT c.staff, c.order_id, min(c.day), sum(c.amount) FROM orders o JOIN staff_credits c ON c.order_id = o.id
WHERE o.subscription_id = ? GROUP BY c.staff, c.order_id HAVING sum(c.amount) > 0)"),
      select_any_credit_(database, "SELECT 1 FROM staff_credits WHERE order_id = ?") {}

std::optional<StaffRow> Staff::read_one(Statement& statement) {
    std::optional<StaffRow> row;
    if (statement.step())
        row = StaffRow{statement.integer(0), statement.text(1), statement.text(2), statement.text(3)};
    statement.reset();
    return row;
}

std::optional<StaffRow> Staff::find(std::int64_t id) {
    select_one_.begin(id);
    return read_one(select_one_);
}

std::optional<StaffRow> Staff::by_phone(std::string_view phone) {
    select_by_phone_.begin(phone);
    return read_one(select_by_phone_);
}

void Staff::record_credit(std::int64_t at, std::int64_t day, std::int64_t staff, std::int64_t order_id,
                          std::int64_t amount) {
    insert_credit_.run(at, day, staff, order_id, amount);
}

bool Staff::was_credited(std::int64_t order_id) {
    select_any_credit_.begin(order_id);
    const bool found = select_any_credit_.step();
    select_any_credit_.reset();
    return found;
}

std::optional<Staff::Credit> Staff::credit_of(std::int64_t subscription_id) {
    std::optional<Credit> credit;
    select_credit_.begin(subscription_id);
    if (select_credit_.step())
        credit = Credit{select_credit_.integer(0), select_credit_.integer(1), select_credit_.integer(2),
                        select_credit_.integer(3)};
    select_credit_.reset();
    return credit;
}

}  // namespace hall::store
