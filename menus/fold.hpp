#pragma once
// The first step of understanding a text: differences that a person would not call differences are taken
// away. What is left may be acted on, so nothing is guessed here.

#include <string>
#include <string_view>

namespace hall::menus {

/// Full-width forms, case, blanks around and inside, zero-width and control characters, and sentence
/// punctuation at the end ("41。") are folded away. Input and output UTF-8. Idempotent.
std::string fold_text(std::string_view utf8);

}  // namespace hall::menus
