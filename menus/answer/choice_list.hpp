#pragma once
// What {choices} stands for: the items of a menu that are there for this subscriber, a line "1.name" each, and with
// paged menus the page that fits.

#include "menus/answer/dialogue.hpp"
#include "menus/answer/presence.hpp"

#include <string>
#include <vector>

namespace hall::menus {

struct ChoiceList {
    std::string text;                // lines without an end of line behind the last
    std::vector<ShownChoice> shown;  // what the digits of these lines choose
    int page = 0;
};

/// The list of `menu_node`, a node with choices. Of a paged one, `page` (from 0; past the end: the last) of as many
/// items as fit with the menu's own text into one part, but at least one and, with a line for the next page, at most
/// nine lines.
ChoiceList list_choices(const Menu& menu, const MenuNode& menu_node, const Viewer& viewer, int page = 0);

/// A list of these items, numbered from 1.
ChoiceList list_nodes(const Menu& menu, const std::vector<NodeIndex>& nodes, const Viewer& viewer);

}  // namespace hall::menus
