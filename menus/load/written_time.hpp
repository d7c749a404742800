#pragma once
// Days, moments and times of day as operators write them. Internal to menus.

#include "codecs/time.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace hall::menus {

/// "+08:00": how far its clocks are ahead of UTC, at most 14 hours either way.
std::optional<Millis> parse_zone(std::string_view written);

/// "2026-12-01", "2026-12-01 08:00".
struct WrittenMoment {
    UtcTime begins;  // of a day, its first moment
    UtcTime ends;    // of a day, the first moment behind it; of a moment, itself
};
std::optional<WrittenMoment> parse_moment(std::string_view written, Millis zone);

/// "09:00-21:00", since midnight; "22:00-02:00" goes past it, "00:00-24:00" is a whole day. Two times that differ.
std::optional<std::pair<Millis, Millis>> parse_hours(std::string_view written);

}  // namespace hall::menus
