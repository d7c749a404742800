#pragma once
// Where a subscriber stands in the menu, and what he was shown there: a digit chooses from what he has read, whatever
// has become of the menu since.

#include "codecs/time.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hall::menus {

/// A line of a list as he has read it.
struct ShownChoice {
    int digit = 0;  // 1 to 9
    std::string node_id;
    bool operator==(const ShownChoice&) const = default;
};

/// In place of a node's id: the next page of the list.
inline constexpr std::string_view next_page_id = ">";

struct Dialogue {
    std::string node_id;
    UtcTime expires;
    std::vector<ShownChoice> shown = {};  // the list he was shown last; empty: that of the menu where he stands
    int page = 0;                    // of that menu's list, from 0; `offered`: the list is one of near codes
    bool operator==(const Dialogue&) const = default;

    static constexpr int offered = -1;
};

/// "1=trial_cl 2=trial_ll 9=>", as the store keeps it.
std::string to_text(const std::vector<ShownChoice>& shown);

/// What to_text() wrote; what it could not have written is left out.
std::vector<ShownChoice> parse_shown(std::string_view text);

}  // namespace hall::menus
