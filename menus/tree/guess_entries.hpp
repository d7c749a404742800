#pragma once
// What guessing needs to know, taken out of a menu. Internal to menus.

#include "menus/tree/menu.hpp"
#include "menus/understand/guess.hpp"

#include <vector>

namespace hall::menus {

/// One for each item that can be answered or offered without parameters; home is none, an unknown text shows it anyway.
std::vector<GuessEntry> guess_entries(const Menu& menu);

}  // namespace hall::menus
