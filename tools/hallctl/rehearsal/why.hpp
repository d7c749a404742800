#pragma once
// Why a text was answered as it was, in the words of people who look after the menu. Pure.

#include "menus/preview/explanation.hpp"
#include "tools/hallctl/rehearsal/words.hpp"

#include <optional>
#include <string>

namespace hall::tools {

/// How the hall understood a text: what it writes down with each message, and why.
struct Understood {
    std::string meaning = {};
    std::string node = {};  // id of the item; empty: none
    std::string action = {};
    std::string outcome = {};
    std::optional<menus::Explanation> why = {};  // nothing: it was the answer to a question
    menus::SubscriberView who = {};
    UtcTime when = {};
};

/// Lines, each closed by a newline. `text`: as it was typed.
std::string why_words(const std::string& text, const Understood& understood, const menus::Menu& menu,
                      const Words& words);

}  // namespace hall::tools
