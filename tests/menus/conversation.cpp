#include "conversation.hpp"

#include "menu_fixture.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <sstream>

namespace hall::test {

namespace {

/// "[order package=LL10]": what is asked of the business, by name in the order of the alphabet.
std::string line_of(const menus::ActionCall& call) {
    std::map<std::string, std::string> values = call.arguments;
    for (const menus::Parameter& parameter : call.parameters) {
        values[parameter.name] = parameter.value;
    }
    std::string line = "[" + call.name;
    for (const auto& [name, value] : values) {
        line += " " + name + "=" + value;
    }
    return line + "]";
}

}  // namespace

std::string Conversation::send(std::string_view text) {
    const menus::Decision decision = decide_at(menu_, dialogue_, text, now_);
    if (decision.next) {
        dialogue_ = decision.next;
    }
    if (!decision.action) {
        return decision.reply;
    }
    return line_of(*decision.action);
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
