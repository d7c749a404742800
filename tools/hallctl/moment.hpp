#pragma once
// Now, by the hall's clock: the real one, or ahead of it in a hall for tests.

#include "campaigns/calendar.hpp"
#include "daemon/store/test_clock.hpp"

namespace hall::tools {

/// One moment in the three forms in which the book keeps it.
struct Moment {
    std::int64_t at = 0;     // milliseconds since 1970 UTC
    std::int64_t day = 0;    // since 1970-01-01 in the hall's zone
    std::int64_t month = 0;  // 202611
};

inline Moment moment_of(UtcTime time, campaigns::Zone zone) {
    const auto date = campaigns::date_of(time, zone);
    const std::chrono::year_month_day ymd{date};
    return {to_millis(time), date.time_since_epoch().count(),
            int{ymd.year()} * 100LL + static_cast<std::int64_t>(unsigned{ymd.month()})};
}

/// Throws store::StoreError.
inline Moment moment_now(store::Database& database, campaigns::Zone zone) {
    const auto now = std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
    return moment_of(now + Millis{store::TestClock(database).ahead_ms().value_or(0)}, zone);
}

}  // namespace hall::tools
