#pragma once
// hallctl subscriptions: what somebody has and had, at which prices, and what he was charged.

#include "tools/hallctl/command.hpp"

namespace hall::tools {

Command subscriptions_command();

}  // namespace hall::tools
