#pragma once
// The bridge between two rooms that do not know each other: the actions of campaigns/, in the form in which
// menus/ checks a menu file against them.

#include "menus/menu.hpp"

#include <vector>

namespace hall::daemon {

/// Every action that campaigns knows.
std::vector<menus::ActionSpec> action_specs();

}  // namespace hall::daemon
