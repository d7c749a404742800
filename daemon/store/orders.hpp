#pragma once
// What was ordered, tried and cancelled, and why; how often each offer and each package was taken.
// For the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/book_rows.hpp"
#include "daemon/store/database.hpp"

namespace hall::store {

class Orders {
public:
    explicit Orders(Database& database);

    /// Writes it down, counts it for its offer and for the TOP10 (a cancellation for neither), and returns its id.
    std::int64_t record(const OrderRow& row);

    /// The back end refused it after all: its offer and the TOP10 count one less, and the row is gone.
    void take_back(std::int64_t subscription_id);

    /// It ended before its first day: its offer, its subscriber's limit and the TOP10 count one less, and the row says so.
    /// A second time, or of a trial, it changes nothing.
    void give_back(std::int64_t subscription_id);

    /// The order or trial that led to a subscription.
    std::optional<OrderRow> of_subscription(std::int64_t subscription_id);

    /// The order of `number` that a recommendation led to, if it was carried out and ever began.
    std::optional<OrderRow> of_referral(std::string_view number, std::int64_t referral_id);

    /// How often an offer was taken, in all and by one number for one package; orders that never began apart.
    OfferUseRow offer_use(std::string_view offer, std::string_view number, std::string_view package);

    /// Packages by orders and trials since `from_day`, most first; equals by name.
    std::vector<TopRow> top(std::int64_t from_day, std::int64_t most);

private:
    static std::optional<OrderRow> take_one(Statement& statement);
    void count(const OrderRow& row, int by);
    void count_back(Statement& statement, std::int64_t subscription_id);

    Database& database_;
    Statement insert_;
    Statement delete_;
    Statement update_never_began_;
    Statement select_one_;
    Statement select_of_referral_;
    Statement count_offer_;
    Statement count_package_;
    Statement select_all_uses_;
    Statement select_his_uses_;
    Statement select_top_;
};

}  // namespace hall::store
