#pragma once
// The first step of understanding a text: differences that a person would not call differences are taken
// away. What is left may be acted on, so nothing is guessed here.

#include <string>
#include <string_view>

namespace hall::menus {

/// Full-width forms, case, traditional characters, blanks around and inside, zero-width and control characters, emoji
/// (a digit in a box or circle is that digit; emoji that say no stay), and punctuation, quotes and brackets around the
/// text ("“41”。") are folded away. Input and output UTF-8. Idempotent. A text of nothing else folds to nothing.
std::string fold_text(std::string_view utf8);

/// The same for a text whose words matter: blanks become one space each, punctuation stays.
std::string fold_sentence(std::string_view utf8);

}  // namespace hall::menus
