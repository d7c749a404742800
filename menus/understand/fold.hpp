#pragma once
// The first step of understanding a text: differences that a person would not call differences are taken
// away. What is left may be acted on, so nothing is guessed here.

#include <cstddef>
#include <string>
#include <string_view>

namespace hall::menus {

/// How many characters are read: no code with all its parameters is longer, and who says what he wants says it in the
/// first lines.
inline constexpr std::size_t longest_code_text = 150;
inline constexpr std::size_t longest_sentence = 300;

/// Full-width forms, case, traditional characters, blanks around and inside, zero-width and control characters, emoji
/// (a digit in a box or circle is that digit; emoji that say no stay), and punctuation, quotes and brackets around the
/// text ("“41”。") are folded away. Input and output UTF-8. Idempotent. A text of nothing else folds to nothing.
/// A text longer than longest_code_text is no code: its first characters are folded, and U+FFFD at the end says that there
/// was more (plain ASCII may stay as long as it is).
std::string fold_text(std::string_view utf8);

/// The same for a text whose words matter: blanks become one space each, punctuation stays. Up to longest_sentence.
std::string fold_sentence(std::string_view utf8);

}  // namespace hall::menus
