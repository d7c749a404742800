#pragma once
// hallctl check: everything that is wrong with the settings, the menu and the catalogue, before it counts.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command check_command();

}  // namespace hall::tools
