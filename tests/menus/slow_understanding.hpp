#pragma once
// The rules of understanding read slowly and obviously: every code against every text, whole tables of edit distances,
// no index and no short cut. What the fast code must agree with.

#include "menus/understand/guess.hpp"
#include "menus/understand/near_codes.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::test {

/// How near `text` is to `code`; nothing when it is not, or is the code itself.
std::optional<menus::Nearness> slow_nearness(std::string_view text, std::string_view code);

/// What Guesser::guess must say.
menus::Guess slow_guess(const std::vector<menus::GuessEntry>& entries, const menus::Synonyms& synonyms,
                        const std::vector<std::string>& readings, std::string_view sentence,
                        const std::function<bool(menus::NodeIndex)>& there);

}  // namespace hall::test
