#pragma once
// The map of the menu as one HTML page that needs nothing else: no script, no font, no image from anywhere. Pure.

#include "tools/hallctl/rehearsal/menu_map.hpp"
#include "tools/hallctl/rehearsal/words.hpp"

#include <string>
#include <string_view>

namespace hall::tools {

/// `day`: that of the prices on it.
std::string map_page(const HallFiles& files, const MenuMap& map, campaigns::Date day, const Words& words);

/// The text with <, >, &, " and ' written so that a browser shows them, and controls and direction marks as escapes.
std::string html_escaped(std::string_view text);

}  // namespace hall::tools
