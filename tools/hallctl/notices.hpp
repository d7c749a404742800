#pragma once
// Notices that their SMSC has not taken yet, those that charges wait for among them, and how to send one at once.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command notices_command();

}  // namespace hall::tools
