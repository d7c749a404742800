#pragma once
// Why a text means what decide() makes of it: how it was read, and by which code, alias, digit, keyword or guess it led
// to an item. For people who ask; no text of a subscriber comes this way.

#include "menus/answer/decide.hpp"
#include "menus/tree/condition.hpp"
#include "menus/understand/near_codes.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hall::menus {

struct Explanation {
    enum class By {
        nothing,          // neither a code nor near to one
        home,             // "00", or a text that folds to nothing
        back,             // "0"
        digit,            // of the list that was shown last; without an item: of none
        code,
        alias,
        moved,            // a code of the hall before
        wrong_parameter,  // a code with parameters fits but for a value
        asked,            // a code with a question mark behind it, which is no order
        keyword,
        guess,
    };
    /// Why an item was offered.
    struct Offer {
        enum class Why { near, mentioned, keyword };
        const MenuNode* node = nullptr;
        Why why = Why::near;
        std::string of;                        // the folded code, name or keywords
        Nearness nearness = Nearness::alike;  // of `near`
    };

    std::vector<std::string> readings;  // the first is the folded text
    std::string reading;                // the one that counted; of a guess the folded text
    By by = By::nothing;
    int digit = 0;
    const MenuNode* node = nullptr;     // to which it leads, also where that refuses; nullptr: nowhere
    const CodePattern* code = nullptr;  // of code, alias, moved, wrong_parameter and asked
    std::vector<Parameter> parameters;  // of a code; of a wrong one that one, without a value
    std::string words;                  // of keyword: "还有+流量"
    std::vector<Offer> offers;
    const MenuNode* hindering = nullptr;  // whose conditions do not hold; nullptr: nothing hinders
    bool not_for_him = false;             // hindered by `only_for:`; else by `open:`, whose state is `state`
    OpenState state = OpenState::open;
};

/// It points into the menu: valid as long as that is.
Explanation explain(const Menu& menu, const Situation& situation, std::string_view text,
                    const codecs::NumberPlan& plan);

}  // namespace hall::menus
