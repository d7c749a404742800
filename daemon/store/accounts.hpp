#pragma once
// Subscribers, what they used, and every movement of their money.
// For the thread that owns the connection, inside its transaction. Every function throws StoreError.

#include "daemon/store/account_rows.hpp"
#include "daemon/store/database.hpp"

#include <vector>

namespace hall::store {

class Accounts {
public:
    explicit Accounts(Database& database);

    /// Writes the movement down and adds it to the subscriber's balance, which may fall below nothing: whether he can
    /// pay is the caller's question. Returns its id. Throws StoreError (a row at fault) when the number is no
    /// subscriber.
    std::int64_t record_movement(const MovementRow& row);

    /// The subscriber with this canonical number.
    std::optional<SubscriberRow> find(std::string_view number);

    void record_gift(const GiftRow& row);

    /// What he used and was given in the month (202611), one row for each unit that is known, by unit.
    std::vector<UsageRow> usage(std::string_view number, std::int64_t month);

    /// His last movements, newest first, at most `limit`.
    std::vector<MovementRow> movements(std::string_view number, std::int64_t limit);

private:
    Database& database_;
    Statement update_balance_;
    Statement insert_movement_;
    Statement select_subscriber_;
    Statement insert_gift_;
    Statement select_usage_;
    Statement select_movements_;
};

}  // namespace hall::store
