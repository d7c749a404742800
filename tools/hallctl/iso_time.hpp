#pragma once
// Times as operators read them.

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

}  // namespace hall::tools
