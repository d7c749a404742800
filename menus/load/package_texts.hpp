#pragma once
// Reads the `package_texts:` of a menu file. Internal to menus.

#include "codecs/yaml/map_reader.hpp"
#include "menus/load/text_reader.hpp"
#include "menus/tree/menu.hpp"

#include <map>
#include <string>
#include <vector>

namespace hall::menus {

/// By package and slug. A slug is one of an action that takes a package, or of a text that can name one. Where the
/// actions know which packages there are, any other is a fault.
std::map<std::string, HallTexts> read_package_texts(const codecs::YamlNode& node,
                                                    const std::vector<ActionSpec>& actions, const TextReader& texts,
                                                    codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
