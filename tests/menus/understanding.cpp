#include "understanding.hpp"

#include "menu_fixture.hpp"

#include <algorithm>

namespace hall::test {

using menus::Meaning;

namespace {

bool names_nothing(const menus::Menu& menu, const menus::ActionCall& call) {
    return std::any_of(call.parameters.begin(), call.parameters.end(), [&](const menus::Parameter& parameter) {
        const auto known = menu.known_words.find(parameter.name);
        return known != menu.known_words.end() && !known->second.contains(parameter.value);
    });
}

}  // namespace

std::string understood_as(const menus::Menu& menu, std::string_view text) {
    const menus::Decision decision = decide_at(menu, std::nullopt, text);
    switch (decision.meaning) {
        case Meaning::home:
        case Meaning::back:
        case Meaning::unknown:
            return std::string(to_string(decision.meaning));
        case Meaning::no_dialogue:
        case Meaning::choice:
            return "choice";
        case Meaning::code:
            return (decision.action && names_nothing(menu, *decision.action) ? "unfit " : "act ") + decision.node->id;
        case Meaning::moved:
            return "moved " + decision.node->id;
        case Meaning::invalid_parameter:
            return "unfit " + decision.node->id;
        case Meaning::keyword:
            return "answer " + decision.node->id;
        default:
            break;
    }
    std::string outcome = "offer";
    for (const menus::ShownChoice& choice : decision.next->shown) outcome += " " + choice.node_id;
    return outcome;
}

}  // namespace hall::test
