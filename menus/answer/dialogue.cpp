#include "menus/answer/dialogue.hpp"

#include <algorithm>

namespace hall::menus {

std::string to_text(const std::vector<ShownChoice>& shown) {
    std::string text;
    for (const ShownChoice& choice : shown) {
        text += (text.empty() ? "" : " ") + std::to_string(choice.digit) + "=" + choice.node_id;
    }
    return text;
}

std::vector<ShownChoice> parse_shown(std::string_view text) {
    std::vector<ShownChoice> shown;
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(one.size() + 1, text.size()));
        if (one.size() > 2 && one[0] >= '1' && one[0] <= '9' && one[1] == '=') {
            shown.push_back({one[0] - '0', std::string(one.substr(2))});
        }
    }
    return shown;
}

}  // namespace hall::menus
