#pragma once
// What the hall makes of a text that stands alone, in one line: for the corpus of noisy texts.

#include "menus/tree/menu.hpp"

#include <string>
#include <string_view>

namespace hall::test {

/// "act ID" (a code or alias leads there), "home", "back", "choice" (a digit), "moved ID", "unfit ID" (a code with
/// parameters fits, and its parameter does not, or names nothing that is there), "answer ID" (keywords led there),
/// "offer ID ID ..." or "unknown".
std::string understood_as(const menus::Menu& menu, std::string_view text);

}  // namespace hall::test
