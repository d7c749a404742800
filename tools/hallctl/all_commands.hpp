#pragma once
// The commands of hallctl.

#include "tools/hallctl/command.hpp"

#include <vector>

namespace hall::tools {

/// In the order of the help.
std::vector<Command> all_commands();

}  // namespace hall::tools
