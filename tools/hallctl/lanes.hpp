#pragma once
// The longest lanes of the running hall, and how to empty one.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command lanes_command();

}  // namespace hall::tools
