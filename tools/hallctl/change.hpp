#pragma once
// hallctl reload, rollback and versions: what the hall works by, changed while it answers.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command reload_command();
Command rollback_command();
Command versions_command();

}  // namespace hall::tools
