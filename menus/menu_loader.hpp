#pragma once
// The operators' YAML becomes a Menu, or a list of everything that is wrong with it. The keys of the file
// are described in docs/menu-file.md.

#include "codecs/yaml/document.hpp"
#include "menus/menu.hpp"

#include <memory>

namespace hall::menus {

/// Reads a parsed menu file. Returns nothing when at least one fault was added to `diagnostics`.
std::shared_ptr<const Menu> parse_menu(const codecs::YamlNode& root, const std::vector<ActionSpec>& actions,
                                       codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
