#pragma once
// Every text that the shipped menu can send, with values as long as they come in practice.

#include "campaigns/catalogue.hpp"
#include "menus/answer/decide.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hall::test {

struct SentText {
    std::string of;    // "balance told", "notice_suspended"
    std::string body;  // as the subscriber reads it
};

/// What a subscriber texts to reach `node` by its first code, with right values for its parameters.
std::string text_for(const menus::MenuNode& node);

/// The answer of every node: its text, or the reply to each outcome of its action.
std::vector<SentText> node_texts(const menus::Menu& menu, const campaigns::Catalogue& catalogue);

/// The texts that need no node, but for the pieces of others.
std::vector<SentText> follow_up_texts(const menus::Menu& menu, const campaigns::Catalogue& catalogue);

/// node_texts() and follow_up_texts(), and those of the hall itself that are sent as they stand.
std::vector<SentText> every_text(const menus::Menu& menu, const campaigns::Catalogue& catalogue);

}  // namespace hall::test
