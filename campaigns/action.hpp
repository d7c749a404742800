#pragma once
// The business actions that a menu may name, what each may come to, and what else it may have to say. A menu file is
// checked against this list, so an action or an outcome cannot be misspelt, and none is without a text.

#include "campaigns/reason.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hall::campaigns {

struct ActionInfo {
    struct Parameter {
        std::string name;
        std::string type;  // "phone", "amount", "number", "word"
        bool optional = false;
    };
    struct Text {
        std::string slug;
        std::vector<std::string> values;  // what the text may show
        bool optional = false;            // the hall has words of its own for a menu without it
    };
    std::string name;
    std::vector<Parameter> parameters;
    std::vector<Text> outcomes;
    // Texts of the hall that it needs beside: notices that it leads to later, pieces that its replies are made of.
    std::vector<Text> follow_ups;
};

/// Every action the hall knows, whether its business stands behind it already or not.
const std::vector<ActionInfo>& known_actions();

/// A request as the menu puts it; values as text (phones canonical, money in fen).
struct ActionRequest {
    std::string name;
    std::string subscriber;
    Values values;

    /// The value of that name, or "".
    std::string_view value(std::string_view parameter) const;
};

/// What it came to: the slug of an outcome or of a reason.
struct Outcome {
    std::string slug;
    Values values;
    bool operator==(const Outcome&) const = default;
};

/// The outcome of what is refused.
Outcome refused(const Refusal& refusal);

/// What every action comes to whose business does not stand behind it.
Outcome not_available_yet();

}  // namespace hall::campaigns
