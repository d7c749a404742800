#pragma once
// Now, by the hall's clock: the real one, or ahead of it in a hall for tests.

#include "campaigns/calendar.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/store/life.hpp"
#include "daemon/store/test_clock.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <cstdio>

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

/// Says so when the clock here disagrees with the hall's last sign of life, by more than the hall takes for good unless its
/// settings say otherwise. Throws store::StoreError.
inline void warn_of_clock(store::Database& database, UtcTime now, campaigns::Zone zone) {
    const auto seen = store::Life(database).last_seen();
    if (!seen) return;
    const daemon::ClockBounds bounds;
    const auto ahead = now - from_millis(seen->seen_at);
    if (ahead <= bounds.ahead && ahead >= -bounds.behind) return;
    warn("hallctl: warning: the clock here says {}, the hall's last sign of life was {}; if it is wrong, what is "
               "written now bears the wrong day\n",
               campaigns::format_time(now, zone), campaigns::format_time(from_millis(seen->seen_at), zone));
}

/// Throws store::StoreError.
inline Moment moment_now(store::Database& database, campaigns::Zone zone) {
    const auto now = std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
    warn_of_clock(database, now, zone);
    return moment_of(now + Millis{store::TestClock(database).ahead_ms().value_or(0)}, zone);
}

}  // namespace hall::tools
