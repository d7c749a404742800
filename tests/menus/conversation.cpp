#include "conversation.hpp"

#include "campaigns/action.hpp"

#include <catch2/catch.hpp>

#include <sstream>

namespace hall::test {

std::string Conversation::send(std::string_view text) {
    const menus::Decision decision = menus::decide(menu_, dialogue_, text, codecs::NumberPlan{}, now_);
    if (decision.next) {
        dialogue_ = decision.next;
    }
    if (!decision.action) {
        return decision.reply;
    }
    campaigns::ActionRequest request{decision.action->name, "8613700000000", {}};
    const campaigns::Outcome outcome = campaigns::decide_action(request);
    return menus::render_outcome(menu_, *decision.node, *decision.action, outcome.slug, outcome.values);
}

std::vector<ScriptStep> parse_script(std::string_view script) {
    std::vector<ScriptStep> steps;
    std::istringstream lines{std::string(script)};
    bool in_answer = false;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        INFO("line " << number << ": " << line);
        if (line.starts_with("> ") || line == ">") {
            steps.push_back({number, std::nullopt, line.size() > 2 ? line.substr(2) : "", ""});
            in_answer = false;
        } else if (line.starts_with("< ")) {
            REQUIRE_FALSE(steps.empty());
            steps.back().answer = line.substr(2);
            in_answer = true;
        } else if (line.starts_with("@ +")) {
            const int count = std::stoi(line.substr(3));
            REQUIRE((line.back() == 'm' || line.back() == 's'));
            steps.push_back({number, Millis(count * (line.back() == 'm' ? 60'000 : 1'000)), "", ""});
            in_answer = false;
        } else if (line.empty()) {
            in_answer = false;
        } else if (in_answer) {
            steps.back().answer += "\n" + line;
        } else {
            REQUIRE(line.starts_with("#"));
        }
    }
    return steps;
}

}  // namespace hall::test
