#pragma once
// Packages that subscribers have or had, the promised price of each month, and which months were charged.
// For the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/book_rows.hpp"
#include "daemon/store/database.hpp"

namespace hall::store {

class Subscriptions {
public:
    explicit Subscriptions(Database& database);

    /// Writes it down with its phases and returns its id.
    std::int64_t record(const SubscriptionRow& row);

    /// Writes its state, `until`, and where it stands in its course. The promise (package, offer, anchor, phases) never
    /// changes. What is not active any more needs no notice before its next charge.
    void update(const SubscriptionRow& row);

    std::optional<SubscriptionRow> find(std::int64_t id);

    /// All of a number, ended ones among them, oldest first; not those that are pending or were refused.
    std::vector<SubscriptionRow> of(std::string_view number);

    /// The ids of those to which something happens on `day` or earlier, earliest first, without those that are set aside.
    /// Reads the index alone, so that no row hinders another.
    std::vector<std::int64_t> due(std::int64_t day, std::int64_t most);

    /// The first day on which something happens to any of them; likewise.
    std::optional<std::int64_t> next_day();

    /// What is due waits until `day`, or (nothing) until somebody says: it failed, and must not keep others from their turn.
    void set_next_day(std::int64_t id, std::optional<std::int64_t> day);

    /// The month was charged. Throws StoreError (row at fault) when it was charged before.
    void record_charge(const ChargeRow& row);

    /// Months from this one on were not charged after all: another system, which bills by itself, had ended it before
    /// they began. A charge that moved money of the book stays.
    void take_back_charges(std::int64_t id, int from_month);

    /// Packages that somebody has, each with how many do. Reads all there are: for the start.
    std::vector<BillLineRow> in_use();

    /// What a number was charged on `from` or later, before `until`, by package.
    std::vector<BillLineRow> charged(std::string_view number, std::int64_t from, std::int64_t until);

private:
    SubscriptionRow read(Statement& statement);
    void read_phases(SubscriptionRow& row);

    Database& database_;
    Statement insert_;
    Statement insert_phase_;
    Statement update_;
    Statement select_one_;
    Statement select_of_;
    Statement select_due_;
    Statement select_next_;
    Statement select_phases_;
    Statement update_next_;
    Statement forget_notice_;
    Statement forget_aside_;
    Statement insert_charge_;
    Statement delete_charges_;
    Statement select_charged_;
};

}  // namespace hall::store
