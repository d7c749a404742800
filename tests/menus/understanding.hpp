#pragma once
// What the hall makes of a text that stands alone, step by step as docs/understanding.md tells it: readings, codes,
// codes with parameters, guesses. For the corpus of noisy texts; without dialogue, subscriber and answers.

#include "codecs/text/msisdn.hpp"
#include "menus/guess.hpp"
#include "menus/menu.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hall::test {

/// Whether the action changes anything for the subscriber, charged or not: all but queries.
bool changes_something(const menus::MenuNode& node);

/// Entries of all items but home, with their codes and names; `keywords` by id.
std::vector<menus::GuessEntry> guess_entries(const menus::Menu& menu,
                                             const std::map<std::string, std::vector<std::string>>& keywords);

class Understanding {
public:
    /// `keywords`: by id, each "流量" or "还有+流量". `packages`: folded words that are right for a parameter
    /// "package".
    Understanding(const menus::Menu& menu, const std::map<std::string, std::vector<std::string>>& keywords,
                  std::set<std::string> packages);

    /// "act ID", "home", "back", "choice N", "unfit ID" (the code fits and its parameter does not), "answer ID", "offer
    /// ID ID ..." (near or mentioned), "ask ID ID ..." (keywords of several), or "unknown".
    std::string understand(std::string_view text) const;

private:
    std::string guessed(const std::vector<std::string>& readings, std::string_view text) const;

    const menus::Menu& menu_;
    menus::Guesser guesser_;
    std::set<std::string> packages_;
    codecs::NumberPlan plan_;
};

}  // namespace hall::test
