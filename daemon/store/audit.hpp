#pragma once
// The whole book read once, in one read transaction beside a running daemon: what SQL alone can find wrong in it, and
// the rows for whoever also needs the calendar. Sentences name ids and numbers, never texts. Every function throws
// StoreError.

#include "daemon/store/book_rows.hpp"
#include "daemon/store/database.hpp"

#include <functional>
#include <set>

namespace hall::store {

/// How much there is to be wrong.
struct AuditCounts {
    std::int64_t subscribers = 0;
    std::int64_t subscriptions = 0;
    std::int64_t movements = 0;
    std::int64_t orders = 0;
    std::int64_t referrals = 0;
    std::int64_t points_lots = 0;
};

class AuditReader {
public:
    using Tell = std::function<void(const std::string& difference)>;

    /// Throws StoreError when there is no database, or one of another schema.
    explicit AuditReader(const std::filesystem::path& path);

    AuditCounts counts();

    /// What needs neither calendar nor catalogue.
    void check_rows(const Tell& tell);

    /// What was due before `day` and has not happened: charges, notices, ends, points.
    void check_overdue(std::int64_t day, const Tell& tell);

    /// Rows that are set aside; gives back the ids of the subscriptions among them.
    std::set<std::int64_t> check_aside(const Tell& tell);

    /// How far the clock of a hall for tests runs ahead; 0 in a real one.
    std::int64_t ahead_ms();

    /// More orders of an offer than `most`, or of one package by one number than `most_each`.
    void check_offer(std::string_view offer, std::optional<std::int64_t> most, std::optional<std::int64_t> most_each,
                     const Tell& tell);

    /// More invitations by one subscriber, employees apart, on one day or in one calendar month.
    void check_invitations(std::int64_t most_a_day, std::int64_t most_a_month, const Tell& tell);

    /// Each subscription with its charges by month; those of one number together, in the order of their ids.
    void each_subscription(
        const std::function<void(const SubscriptionRow& row, const std::vector<ChargeRow>& charges)>& take);

private:
    void run(const char* sql, const Tell& tell);

    Database database_;
};

}  // namespace hall::store
