#pragma once
// Every rule that the settings, the menu and the catalogue are checked against, loaders' and review's.

#include "codecs/yaml/rule.hpp"

#include <vector>

namespace hall::daemon {

std::vector<const codecs::Rule*> all_rules();

}  // namespace hall::daemon
