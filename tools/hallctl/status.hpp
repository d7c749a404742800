#pragma once
// hallctl status: how the running hall is.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command status_command();

}  // namespace hall::tools
