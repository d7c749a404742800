#pragma once
// Reading the book beside a running daemon: what a subscriber has and was charged, what employees earned. Holds no lock
// for longer than one query.

#include "daemon/store/book_rows.hpp"
#include "daemon/store/reader.hpp"

namespace hall::store {

/// One employee in a period.
struct EarningsRow {
    std::int64_t staff = 0;
    std::string name;
    std::string phone;
    std::string city;
    std::int64_t orders = 0;      // credited in the period
    std::int64_t taken_back = 0;  // of those and earlier ones, in the period
    std::int64_t amount = 0;      // fen
};

class BookReader {
public:
    /// Throws StoreError when there is no database, or one of another schema.
    explicit BookReader(const std::filesystem::path& path);

    /// All packages that a number has or had, oldest first, with their phases.
    std::vector<SubscriptionRow> subscriptions_of(std::string_view number);
    std::vector<ChargeRow> charges_of(std::int64_t subscription_id);

    /// What each employee earned from `from_day` until before `until_day`, most first; only of `city` unless it is
    /// empty. Without a credit in the period nobody is listed.
    std::vector<EarningsRow> earnings(std::int64_t from_day, std::int64_t until_day, std::string_view city);

    /// The sum of all credits in the period, straight from the ledger.
    std::int64_t credited(std::int64_t from_day, std::int64_t until_day);

private:
    Database database_;
};

}  // namespace hall::store
