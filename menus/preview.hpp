#pragma once
// A text of the menu file as it will stand on a phone, for people who look before anybody texts: what is known before
// (names, codes, the list of choices) filled in, the rest from samples or shown as {placeholder}.

#include "menus/menu.hpp"

#include <string>
#include <vector>

namespace hall::menus {

/// `text` with `values`; a placeholder without a value stays as it is written.
std::string preview(const Template& text, const Values& values);

/// What {name}, {code} and {hall} stand for at `node`.
Values preview_values(const Menu& menu, const MenuNode& node, Language language);

/// What an item without an action answers: one text, or the pages of a paged list. All of its list is there, as if
/// every condition held, so it is never shorter than what somebody reads. Empty for an item with an action.
std::vector<std::string> preview_answer(const Menu& menu, const MenuNode& node, Language language);

}  // namespace hall::menus
