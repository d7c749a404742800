#pragma once
// A text of the menu file as it will stand on a phone, for people who look before anybody texts: what is known before
// (names, codes, the list of choices) filled in, the rest from samples or shown as {placeholder}.

#include "menus/tree/menu.hpp"

#include <string>
#include <vector>

namespace hall::menus {

/// `text` with `values`; a placeholder without a value stays as it is written.
std::string preview(const Template& text, const Values& values);

/// What {choices} stands for in the answer of an item: one list, or one for each page. All of its items are there, as
/// if every condition held, so no list is shorter than what somebody reads.
std::vector<std::string> preview_lists(const Menu& menu, const MenuNode& node, Language language);

/// What an item without an action answers: one text, or the pages of a paged list (see
/// preview_lists). Empty for an item with an action.
std::vector<std::string> preview_answer(const Menu& menu, const MenuNode& node, Language language);

}  // namespace hall::menus
