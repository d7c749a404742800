#pragma once
// The map of the menu as lines for a terminal or a printer. Pure.

#include "tools/hallctl/rehearsal/menu_map.hpp"
#include "tools/hallctl/rehearsal/words.hpp"

#include <string>

namespace hall::tools {

std::string map_tree(const HallFiles& files, const MenuMap& map, const Words& words);

/// What an item that charges costs.
std::string charge_words(const MapItem& item, const Words& words);

/// "1", or what stands where there is no digit: "·" for items that only codes lead to, "-" for those of paged lists.
std::string digit_words(const menus::MenuNode& node);

/// The name of the item; of home, which may have none, the hall's.
std::string map_name(const menus::Menu& menu, const menus::MenuNode& node);

}  // namespace hall::tools
