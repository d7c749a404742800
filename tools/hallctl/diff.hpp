#pragma once
// `hallctl diff OLD NEW`: what a change of the files means for subscribers, for whoever approves it.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

/// Its exit code is 0 when nothing differs, 1 when something does.
Command diff_command();

}  // namespace hall::tools
