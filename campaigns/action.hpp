#pragma once
// The business actions that a menu may name, and what each may come to. A menu file is checked against this
// list, so an action or an outcome cannot be misspelt.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hall::campaigns {

struct ActionInfo {
    struct Parameter {
        std::string name;
        std::string type;  // "phone", "amount", "number", "word"
    };
    struct Outcome {
        std::string slug;
        std::vector<std::string> values;  // what the reply text may show
    };
    std::string name;
    std::vector<Parameter> parameters;
    std::vector<Outcome> outcomes;
};

/// Every action the hall knows, whether its business stands behind it already or not.
const std::vector<ActionInfo>& known_actions();

/// A request as the menu puts it; values as text (phones canonical, money in fen).
struct ActionRequest {
    std::string name;
    std::string subscriber;
    std::vector<std::pair<std::string, std::string>> values;
};

struct Outcome {
    std::string slug;
    std::vector<std::pair<std::string, std::string>> values;
};

/// Decides what the request comes to. Pure. No business stands behind any action yet, so each of the known
/// ones comes to "not_available_yet"; a name that is not known cannot get past the menu loader.
Outcome decide_action(const ActionRequest& request);

}  // namespace hall::campaigns
