#pragma once
// hallctl payroll and hallctl standings: what employees and agents earned by the orders that they brought.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command payroll_command();
Command standings_command();

}  // namespace hall::tools
