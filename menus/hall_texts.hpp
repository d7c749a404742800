#pragma once
// Reads the `texts:` of a menu file. Internal to menus.

#include "codecs/yaml/map_reader.hpp"
#include "menus/menu.hpp"

#include <string>
#include <vector>

namespace hall::menus {

/// Reads the text under `key` without the end of line that a YAML block leaves. Empty after a fault.
std::string read_text(codecs::MapReader& reader, std::string_view key, codecs::Diagnostics& diagnostics);

HallTexts read_hall_texts(const codecs::YamlNode& node, const std::vector<ActionSpec>& actions,
                          codecs::Diagnostics& diagnostics);

/// True for a text that every menu file must have.
bool is_required_text(std::string_view key);

}  // namespace hall::menus
