#pragma once
// From the words on the command line to a command: its help, what is wrong with its arguments, and its exit code.

#include "tools/hallctl/command.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace hall::tools {

/// Runs the command that `arguments` begin with. Returns the exit code, those of sysexits.h where something is wrong.
/// Help goes to `out`, what is wrong to `err`; what the command itself says, to the standard streams.
int dispatch(const std::vector<Command>& commands, const std::vector<std::string>& arguments, std::ostream& out,
             std::ostream& err);

}  // namespace hall::tools
