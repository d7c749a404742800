#pragma once
// hallctl clock: moves the clock of a hall for tests, so that months pass while one waits.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command clock_command();

/// The moment so much later: "30m", "2h", "3d", "4mo" (the same hour and day, months later). Nothing for what is none
/// of these.
std::optional<UtcTime> moved(UtcTime from, std::string_view by, campaigns::Zone zone);

}  // namespace hall::tools
