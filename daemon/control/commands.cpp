#include "daemon/control/commands.hpp"

#include "codecs/text/unicode.hpp"
#include "daemon/versions/change_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace hall::daemon {

namespace {

constexpr std::size_t longest_name = 256;

// Any that a directory may hold: user@domain, DOMAIN\user, 李. Log and JSON escape what they must; what is refused could
// not be shown in one line.
bool is_name(std::string_view name) {
    if (name.empty() || name.size() > longest_name || !codecs::is_valid_utf8(name)) return false;
    const auto points = codecs::decode_utf8(name);
    return std::none_of(points.begin(), points.end(), codecs::is_unseen);
}

std::optional<std::int64_t> whole_number(std::string_view word) {
    std::int64_t number = 0;
    const auto* end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, number);
    return error == std::errc{} && stop == end ? std::optional(number) : std::nullopt;
}

struct Asked {
    std::vector<std::string> words;
    codecs::MessageLanguage language = codecs::MessageLanguage::en;
    std::optional<std::string> on_behalf_of;
};

Asked parse_line(std::string_view line) {
    Asked asked;
    constexpr std::string_view behalf = " for=";
    if (const auto at = line.find(behalf); at != std::string_view::npos) {
        asked.on_behalf_of = line.substr(at + behalf.size());
        line = line.substr(0, at);
    }
    std::istringstream in{std::string(line)};
    for (std::string word; in >> word;) {
        if (word == "lang=zh") {
            asked.language = codecs::MessageLanguage::zh;
        } else {
            asked.words.push_back(std::move(word));
        }
    }
    return asked;
}

}  // namespace

void ControlCommands::run(const ControlRequest& request, Answer answer) const {
    const auto wrong = [&answer](std::string why) { answer({ControlCode::wrong_request, std::move(why) + "\n"}); };
    const auto asked = parse_line(request.line);
    const auto& words = asked.words;
    if (asked.on_behalf_of && !is_name(*asked.on_behalf_of)) return wrong("for= takes a user's name");
    // Whatever changes something waits for the directory of users and mostly for the clerk.
    const auto as_user = [&](std::function<void(const Changeover::Asker&, Answer)> act) {
        if (const auto waiting = request.may_wait()) {
            const auto told = codecs::filled(change_words::hall_is_busy, {std::to_string(*waiting)});
            return answer({ControlCode::busy, told.in(asked.language) + "\n"});
        }
        hands_.name_of(request.user, [asked, act = std::move(act), reply = std::move(answer)](std::string name) {
            if (asked.on_behalf_of) name += " for " + *asked.on_behalf_of;
            act({std::move(name), asked.language}, reply);
        });
    };
    const auto is = [&words](std::string_view command, std::size_t most) {
        return !words.empty() && words[0] == command && words.size() <= most;
    };
    if (is("reload", 1)) {
        as_user(hands_.reload);
    } else if (is("rollback", 1)) {
        as_user([act = hands_.rollback](const auto& asker, Answer reply) { act(std::nullopt, asker, std::move(reply)); });
    } else if (is("rollback", 2)) {
        const auto version = whole_number(words[1]);
        if (!version) return wrong(fmt::format("'{}' is no version", words[1]));
        as_user([act = hands_.rollback, version](const auto& asker, Answer reply) { act(version, asker, std::move(reply)); });
    } else if (is("aside", 3) && words.size() == 3 && words[1] == "retry") {
        std::optional<std::int64_t> id;
        if (words[2] != "all" && !(id = whole_number(words[2])))
            return wrong(fmt::format("'{}' is no id; hallctl aside lists them", words[2]));
        as_user([act = hands_.retry_aside, id](const auto& asker, Answer reply) { act(id, asker, std::move(reply)); });
    } else if (is("clock", 2) && words.back() == "accept") {
        as_user(hands_.accept_clock);
    } else if (is("status", 2)) {
        const auto format = words.size() == 2 ? words[1] : "text";
        const auto render = format == "json" ? to_json : format == "metrics" ? to_metrics : format == "text" ? to_text : nullptr;
        if (render == nullptr) return wrong("status has the forms text, json and metrics");
        hands_.status([render, reply = std::move(answer)](const HallStatus& status) {
            reply({static_cast<ControlCode>(worst(troubles_of(status))), render(status)});
        });
    } else if (is("lanes", 1)) {
        hands_.lanes(std::move(answer));
    } else if (is("lanes", 3) && words.size() == 3 && words[1] == "empty") {
        const auto& number = words[2];
        if (number.size() > 20 || !std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return wrong(fmt::format("'{}' is no number of a subscriber", number));
        as_user([act = hands_.empty_lane, number](const auto& asker, Answer reply) { act(number, asker.who, std::move(reply)); });
    } else if (is("ping", 1)) {
        answer({ControlCode::done, ""});
    } else {
        wrong("the hall understands reload, rollback [VERSION], clock accept, aside retry ID|all, lanes, lanes empty NUMBER and "
              "status [text|json|metrics]");
    }
}

}  // namespace hall::daemon
