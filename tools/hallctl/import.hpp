#pragma once
// `hallctl import`: subscribers and staff out of another system's CSV files; also while smshalld runs.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

/// Tells of faults and progress on stderr, sums up on stdout. Its exit code is 1 when some lines were at fault, and 66
/// when the file cannot be read or its header is not what it should be.
Command import_command();

}  // namespace hall::tools
