#pragma once
// The bridge between two rooms that do not know each other: the actions of campaigns/, in the form in which
// menus/ checks a menu file against them.

#include "campaigns/catalogue.hpp"
#include "menus/tree/menu.hpp"

#include <string_view>
#include <vector>

namespace hall::daemon {

/// Whether the action changes anything, or will one day; a query does not.
bool acts(std::string_view action);

/// Whether what the action changes frees the subscriber of something: such an action is never hindered.
bool releases(std::string_view action);

/// Every action that campaigns knows. With a catalogue, what they do to a package they may do to its packages only.
std::vector<menus::ActionSpec> action_specs(const campaigns::Catalogue* catalogue = nullptr);

}  // namespace hall::daemon
