#include "conversation.hpp"

#include "codecs/text/yuan.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
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

/// "2026-12-01 08:59" in China.
std::optional<UtcTime> china_time(const std::string& written) {
    int y = 0;
    unsigned m = 0;
    unsigned d = 0;
    int hour = 0;
    int minute = 0;
    if (std::sscanf(written.c_str(), "%d-%u-%u %d:%d", &y, &m, &d, &hour, &minute) != 5) return std::nullopt;
    const std::chrono::year_month_day day{std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
    return UtcTime(std::chrono::sys_days(day)) + std::chrono::hours(hour - 8) + std::chrono::minutes(minute);
}

menus::SubscriberView view_of(const std::string& setting) {
    menus::SubscriberView view;
    std::istringstream words(setting);
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        REQUIRE(equals != std::string::npos);
        const std::string key = word.substr(0, equals);
        const std::string value = word.substr(equals + 1);
        if (key == "brand") {
            view.brand = value;
        } else if (key == "city") {
            view.city = value;
        } else if (key == "language") {
            view.language = value;
        } else if (key == "spend") {
            view.spend = codecs::parse_yuan(value).value();
        } else {
            REQUIRE(key == "has");
            std::istringstream packages(value);
            for (std::string package; std::getline(packages, package, ',');) view.packages.push_back(package);
        }
    }
    return view;
}

}  // namespace

std::string Conversation::send(std::string_view text) {
    const menus::Decision decision =
        menus::decide(*menu_, {dialogue_, subscriber_, extension_, now_}, text, codecs::NumberPlan{});
    if (decision.next) dialogue_ = decision.next;
    if (!decision.action) return decision.reply;
    return (decision.notice.empty() ? "" : decision.notice + "\n") + line_of(*decision.action);
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
            steps.push_back({number, "", line.size() > 2 ? line.substr(2) : "", ""});
            in_answer = false;
        } else if (line.starts_with("< ")) {
            REQUIRE_FALSE(steps.empty());
            steps.back().answer = line.substr(2);
            in_answer = true;
        } else if (line.starts_with("@ ")) {
            steps.push_back({number, line.substr(2), "", ""});
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

void apply_setting(const std::string& setting, Conversation& conversation) {
    INFO("@ " << setting);
    if (setting.starts_with("+")) {
        REQUIRE((setting.back() == 'm' || setting.back() == 's'));
        conversation.wait(Millis(std::stoi(setting.substr(1)) * (setting.back() == 'm' ? 60'000 : 1'000)));
    } else if (setting.starts_with("extension=")) {
        conversation.set_extension(setting.substr(setting.find('=') + 1));
    } else if (const auto time = china_time(setting)) {
        conversation.set_clock(*time);
    } else {
        conversation.set_subscriber(view_of(setting));
    }
}

}  // namespace hall::test
