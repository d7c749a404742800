#pragma once
// Whether an item of the menu is there for this subscriber now: its own conditions and those of everything above it.

#include "menus/tree/menu.hpp"

#include <string>

namespace hall::menus {

/// Who looks at the menu, and when.
struct Viewer {
    const SubscriberView& subscriber;
    UtcTime now;
    Language language = 0;
};

/// The highest item on the way to `node` (itself included) whose conditions do not hold, or nullptr: it is there. What frees him of
/// something (MenuNode::releases) is always there.
const MenuNode* hindrance(const Menu& menu, const MenuNode& node, const Viewer& viewer);

inline bool is_there(const Menu& menu, const MenuNode& node, const Viewer& viewer) {
    return hindrance(menu, node, viewer) == nullptr;
}

/// Why somebody who asked for `node` does not get it, in words of the menu file. `hindering` is its hindrance().
std::string refusal_text(const Menu& menu, const MenuNode& node, const MenuNode& hindering, const Viewer& viewer);

}  // namespace hall::menus
