#pragma once
// What an operator has closed is closed by every way: the `open:` and `only_for:` of the items that name a package bind
// general codes ("KT{package:word}"), too.

#include "menus/answer/presence.hpp"

#include <optional>
#include <string_view>

namespace hall::menus {

/// An item that is not there for somebody, and its hindrance().
struct Withdrawn {
    const MenuNode* item = nullptr;
    const MenuNode* hindering = nullptr;
};

/// Whether `action` with these values is withdrawn: items of the menu ask for the same action and name one of the values
/// themselves (`with:`) and none of them otherwise, and none of these items is there. Then the first of them, in the
/// order of the file. Nothing where no item names a value, and for actions that release.
std::optional<Withdrawn> withdrawn(const Menu& menu, std::string_view action, const Values& values,
                                   const Viewer& viewer);

}  // namespace hall::menus
