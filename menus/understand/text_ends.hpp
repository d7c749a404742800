#pragma once
// What people put before and behind a text without meaning it: sentence punctuation, quotes, brackets. Internal to
// menus.

#include <string_view>

namespace hall::menus {

/// `text` without blanks, sentence punctuation, dashes and quotes at both ends, and without brackets around the whole
/// of it or open at one end. What stands inside stays, and so do signs that codes are made with: + # * and the like.
std::u32string_view without_ends(std::u32string_view text);

}  // namespace hall::menus
