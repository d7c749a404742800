#pragma once
// Days and months as people count them. A subscriber's month ends at midnight where the hall stands, not in Greenwich.
// Pure: the moment and the zone are arguments.

#include "codecs/time.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace hall::campaigns {

using Date = std::chrono::sys_days;

/// A zone without summer time: how far its clocks are ahead of UTC. China: eight hours.
struct Zone {
    std::chrono::minutes ahead{8 * 60};
    bool operator==(const Zone&) const = default;
};

/// "+08:00", "-03:30", "+00:00": sign, two digits, colon, two digits, at most 14 hours. Nothing for all else.
std::optional<Zone> parse_zone(std::string_view text);

/// The day in the zone.
Date date_of(UtcTime moment, Zone zone);

/// When the day begins in the zone.
UtcTime begin_of(Date date, Zone zone);

/// The same day `months` (0 or more) later; the month's last day where it has no such day. Counted from the same
/// anchor the 31st comes back: 31 January, 28 February, 31 March.
Date months_later(Date anchor, int months);

Date first_of_next_month(Date date);

/// "2026-11-22", and back; nothing for what is no day.
std::string format_date(Date date);
std::optional<Date> parse_date(std::string_view text);

/// The moment on the zone's clocks: "2026-11-22 18:00:05 +08:00".
std::string format_time(UtcTime moment, Zone zone);

}  // namespace hall::campaigns
