#pragma once
// Times as operators read them.

#include "campaigns/calendar.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdint>
#include <ctime>
#include <string>

namespace hall::tools {

/// Milliseconds since 1970 UTC as 2026-11-21T10:00:00.123Z.
inline std::string iso_time(std::int64_t millis) {
    const auto seconds = static_cast<std::time_t>(millis / 1000);
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03d}Z", fmt::gmtime(seconds), millis % 1000);
}

/// The same on the clocks of that zone, with how far they are ahead of UTC: 2026-11-21T18:00:00.123+08:00.
inline std::string zone_time(std::int64_t millis, campaigns::Zone zone) {
    auto text = iso_time(millis + std::chrono::duration_cast<Millis>(zone.ahead).count());
    const auto ahead = zone.ahead.count();
    const auto size = ahead < 0 ? -ahead : ahead;
    text.back() = ahead < 0 ? '-' : '+';
    return text + fmt::format("{:02}:{:02}", size / 60, size % 60);
}

}  // namespace hall::tools
