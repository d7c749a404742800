#pragma once
// Texts of the menu file as one subscriber reads them: which of several wordings counts, and what stands in for the
// placeholders.

#include "menus/tree/menu.hpp"

#include <string>
#include <string_view>

namespace hall::menus {

/// Values that every text of an item may show: {name}, {code}, {hall}.
Values item_values(const Menu& menu, const MenuNode& node, Language language);

/// A text that needs no node: a notice, a piece of a reply, one of the hall itself ("unreadable", "fault"). The
/// package's own, else the hall's; empty when there is neither.
std::string render_text(const Menu& menu, std::string_view key, const Values& values, std::string_view package = {},
                        Language language = 0);

/// What an action came to.
struct Told {
    std::string_view slug;     // of the outcome
    const Values& values;      // parameters as the subscriber wrote them among them
    std::string_view package;  // that it is about; empty: none
    Language language = 0;
};

/// The reply for it: the node's own text, else that of the package, else the hall's.
std::string render_outcome(const Menu& menu, const MenuNode& node, const Told& told);

}  // namespace hall::menus
