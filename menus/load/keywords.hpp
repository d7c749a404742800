#pragma once
// Reads the `keywords:` of a menu item. Internal to menus.

#include "codecs/yaml/map_reader.hpp"

#include <string>
#include <vector>

namespace hall::menus {

/// Each keyword as the folded words that a sentence must all hold: "还有+流量" is two.
std::vector<std::vector<std::string>> read_keywords(codecs::MapReader& reader, codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
