#pragma once
// `hallctl map`: the whole menu at a glance, as a tree or as a page for a browser and a printer.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command map_command();

}  // namespace hall::tools
