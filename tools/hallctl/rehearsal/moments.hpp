#pragma once
// Moments and steps of the clock as operators write them. Pure.

#include "campaigns/calendar.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace hall::tools {

/// "2026-12-01 10:00", "2026-12-01" (10:00); nothing for all else.
std::optional<UtcTime> parse_moment(std::string_view text, campaigns::Zone zone);

/// "2026-12-01 10:00"
std::string format_moment(UtcTime moment, campaigns::Zone zone);

/// "+20m", "+2h", "+3d", "+4mo" from there, or a moment; nothing for all else.
std::optional<UtcTime> parse_step(std::string_view text, UtcTime from, campaigns::Zone zone);

}  // namespace hall::tools
