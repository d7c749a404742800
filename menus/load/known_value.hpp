#pragma once
// Whether a value of the menu file is one of those that there are. Internal to menus.

#include "codecs/yaml/diagnostic.hpp"
#include "menus/tree/menu.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::menus {

/// The packages that there are; nothing when no action knows any.
std::optional<std::vector<std::string>> known_packages(const std::vector<ActionSpec>& actions);

/// A fault at `place`, with the nearest right one, when `value` is none of `known`. `what` names the kind: "package".
void check_known_value(std::string_view what, const std::string& value, const std::vector<std::string>& known,
                       const codecs::Place& place, codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
