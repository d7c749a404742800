#pragma once
// `hallctl replay`: golden conversations, played to the hall as its files are now.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

/// Its exit code is 1 when the hall answers otherwise, 66 when a file cannot be read or makes no sense.
Command replay_command();

}  // namespace hall::tools
