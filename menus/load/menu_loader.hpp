#pragma once
// The operators' YAML becomes a Menu, or a list of everything that is wrong with it. The keys of the file
// are described in docs/menu-file.md.

#include "codecs/time.hpp"
#include "codecs/yaml/document.hpp"
#include "menus/tree/menu.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hall::menus {

/// Reads the file at `path`, which is named at `named_at`. What cannot be read is a fault there
/// (rules::include_unreadable), and comes back as a null node.
using IncludeReader = std::function<codecs::YamlNode(const std::string& path, const codecs::Place& named_at)>;

/// What a menu file is read against.
struct MenuSurroundings {
    std::vector<ActionSpec> actions;
    IncludeReader include = {};  // none: a file that includes others cannot be read
    Millis zone{};               // how far the hall's clocks are ahead of UTC
};

/// Reads a parsed menu file and those that it includes; a relative path begins at the folder of the file that names
/// it. Returns nothing when `diagnostics` has an error; with warnings alone there is a menu.
std::shared_ptr<const Menu> parse_menu(const codecs::YamlNode& root, const MenuSurroundings& surroundings,
                                       codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
