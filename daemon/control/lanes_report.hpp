#pragma once
// The longest lanes of the outboxes, for the operators who ask: whose replies wait, how many, since when and why. It shows
// numbers, so it is no part of status. Pure.

#include "campaigns/calendar.hpp"
#include "daemon/smpp/outbox_pump.hpp"

#include <string>
#include <vector>

namespace hall::daemon {

/// At most so many are told.
inline constexpr std::size_t most_lanes = 20;

/// One line a lane, the longest first, below a line that says what the columns are.
std::string lanes_report(std::vector<LaneStatus> lanes, campaigns::Zone zone);

}  // namespace hall::daemon
