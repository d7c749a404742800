#pragma once
// Employees and agents, and what they earned. For the clerk's thread, inside its transaction. Every function throws
// StoreError.

#include "daemon/store/book_rows.hpp"
#include "daemon/store/database.hpp"

namespace hall::store {

/// An employee is paid for an order that is kept so many days.
inline constexpr std::int64_t reward_hold_days = 30;

class Staff {
public:
    explicit Staff(Database& database);

    /// Those who still work here.
    std::optional<StaffRow> find(std::int64_t id);
    std::optional<StaffRow> by_phone(std::string_view phone);

    /// An order that an employee brought; a negative amount takes it back.
    void record_credit(std::int64_t at, std::int64_t day, std::int64_t staff, std::int64_t order_id, std::int64_t amount);

    /// True when an order was credited to somebody, taken back or not.
    bool was_credited(std::int64_t order_id);

    /// The employee to whom an order that led to this subscription was credited, with the sum that still stands.
    struct Credit {
        std::int64_t staff = 0;
        std::int64_t order_id = 0;
        std::int64_t day = 0;
        std::int64_t amount = 0;
    };
    std::optional<Credit> credit_of(std::int64_t subscription_id);

private:
    static std::optional<StaffRow> read_one(Statement& statement);

    Statement select_one_;
    Statement select_by_phone_;
    Statement insert_credit_;
    Statement select_credit_;
    Statement select_any_credit_;
};

}  // namespace hall::store
