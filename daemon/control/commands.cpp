#include "daemon/control/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace hall::daemon {

namespace {

// It goes into the database and the log as it is.
bool is_name(std::string_view word) {
    constexpr std::size_t longest = 64;
    return !word.empty() && word.size() <= longest && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

}  // namespace

void ControlCommands::run(const ControlRequest& request, Answer answer) const {
    const auto wrong = [&answer](std::string why) { answer({ControlCode::wrong_request, std::move(why) + "\n"}); };
    Changeover::Asker asker{request.who};
    std::vector<std::string> words;
    std::istringstream in(request.line);
    for (std::string word; in >> word;) {
        if (word == "lang=zh") {
            asker.language = codecs::MessageLanguage::zh;
        } else if (word.starts_with("for=")) {
            if (!is_name(word.substr(4))) return wrong("for= takes a user's name");
            asker.who = fmt::format("{} for {}", request.who, word.substr(4));
        } else {
            words.push_back(std::move(word));
        }
    }
    const auto is = [&words](std::string_view command, std::size_t most) {
        return !words.empty() && words[0] == command && words.size() <= most;
    };
    if (is("reload", 1)) {
        hands_.reload(asker, std::move(answer));
    } else if (is("rollback", 1)) {
        hands_.rollback(std::nullopt, asker, std::move(answer));
    } else if (is("rollback", 2)) {
        std::int64_t version = 0;
        const auto* end = words[1].data() + words[1].size();
        const auto [stop, error] = std::from_chars(words[1].data(), end, version);
        if (error != std::errc{} || stop != end) return wrong(fmt::format("'{}' is no version", words[1]));
        hands_.rollback(version, asker, std::move(answer));
    } else if (is("status", 2)) {
        const auto format = words.size() == 2 ? words[1] : "text";
        const auto render = format == "json" ? to_json : format == "metrics" ? to_metrics : format == "text" ? to_text : nullptr;
        if (render == nullptr) return wrong("status has the forms text, json and metrics");
        hands_.status([render, reply = std::move(answer)](const HallStatus& status) {
            reply({ControlCode::done, render(status)});
        });
    } else {
        wrong("the hall understands reload, rollback [VERSION] and status [text|json|metrics]");
    }
}

}  // namespace hall::daemon
