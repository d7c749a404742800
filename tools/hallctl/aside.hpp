#pragma once
// hallctl aside: rows that the hall could not deal with, and that wait for a person.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

/// Lists them (exit code 1: there are none), or has the running hall try them again (1: some are still set aside).
Command aside_command();

}  // namespace hall::tools
