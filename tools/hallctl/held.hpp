#pragma once
// `hallctl held`: replies of which nobody knows whether the SMSC took them (setting `unanswered: hold`), and what a
// person decides about them.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

/// Shows what is held, or carries the decision out; for that the daemon must be stopped (its lock says so).
/// Its exit code is 1 when nothing (or not all that was named) is held.
Command held_command();

}  // namespace hall::tools
