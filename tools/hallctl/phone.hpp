#pragma once
// `hallctl phone`: a conversation with the hall as its files are now, without daemon and SMSC.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command phone_command();

}  // namespace hall::tools
