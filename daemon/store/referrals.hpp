#pragma once
// Recommendations, from the invitation to the points. For the clerk's thread, inside its transaction. Every function
// throws StoreError.

#include "daemon/store/book_rows.hpp"
#include "daemon/store/database.hpp"

namespace hall::store {

class Referrals {
public:
    explicit Referrals(Database& database);

    /// Writes an invitation down and returns its id.
    std::int64_t record(const ReferralRow& row);

    /// Writes state, subscription_id and next_day.
    void update(const ReferralRow& row);

    /// To a friend, by anybody: open ones, and those that were ordered upon (held or granted).
    std::vector<ReferralRow> to(std::string_view friend_number);

    /// The same by one referrer.
    std::vector<ReferralRow> by(std::string_view referrer);

    /// The one that led to a subscription and is not final yet.
    std::optional<ReferralRow> of_subscription(std::int64_t subscription_id);

    /// The employee whose recommendation led to a subscription, whatever became of it since.
    std::optional<std::int64_t> staff_of_subscription(std::int64_t subscription_id);

    /// What is due waits until `day`, or (nothing) until somebody says: it failed, and must not keep others from their turn.
    void set_next_day(std::int64_t id, std::optional<std::int64_t> day);

    /// How many a number made on `from_day` or later.
    std::int64_t made_since(std::string_view referrer, std::int64_t from_day);

    ReferralTotalsRow totals(std::string_view referrer);

    std::optional<ReferralRow> find(std::int64_t id);

    /// The ids of those to which something happens on `day` or earlier, earliest first, without those that are set aside.
    std::vector<std::int64_t> due(std::int64_t day, std::int64_t most);
    std::optional<std::int64_t> next_day();

private:
    static ReferralRow read(Statement& statement);
    static std::vector<ReferralRow> read_all(Statement& statement);

    Database& database_;
    Statement insert_;
    Statement update_;
    Statement select_to_;
    Statement select_by_;
    Statement select_of_subscription_;
    Statement select_staff_;
    Statement update_next_;
    Statement count_made_;
    Statement select_totals_;
    Statement select_one_;
    Statement select_due_;
    Statement select_next_;
};

}  // namespace hall::store
