#pragma once
// `hallctl balance`: what a subscriber has, and a correction of it; also while smshalld runs.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

/// Prints to stdout. Its exit code is 1 when the number is no subscriber.
Command balance_command();

}  // namespace hall::tools
