#pragma once
// hallctl audit: whether the book is what it must be.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command audit_command();

}  // namespace hall::tools
