#pragma once
// `hallctl messages NUMBER`: what a number sent and got, newest first, as people or programs read it.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

/// Prints to stdout. Its exit code is 1 when the number has no messages.
Command messages_command();

}  // namespace hall::tools
