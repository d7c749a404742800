#include "daemon/business/question_desk.hpp"

#include "daemon/observe/log.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace hall::daemon {

namespace {

std::vector<std::string> folded(const std::vector<std::string>& words) {
    std::vector<std::string> all;
    for (const auto& word : words) all.push_back(menus::fold_text(word));
    return all;
}

bool holds(const std::vector<std::string>& words, const std::vector<std::string>& readings) {
    return std::any_of(readings.begin(), readings.end(), [&](const std::string& word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    });
}

/// Whether it is meant as a number of a list.
bool is_place(std::string_view folded) {
    return !folded.empty() && folded.size() <= 2 && folded.front() != '0' &&
           std::all_of(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The package at place `folded` of a list, counted from 1; empty: it is no place of the list.
std::string chosen(const std::string& packages, std::string_view folded) {
    std::size_t place = 0;
    const auto [stop, error] = std::from_chars(folded.data(), folded.data() + folded.size(), place);
    if (error != std::errc{} || stop != folded.data() + folded.size() || folded.starts_with('0')) return {};
    std::istringstream list(packages);
    std::string package;
    for (std::size_t i = 0; i < place; ++i)
        if (!(list >> package)) return {};
    return package;
}

std::string count_of(const std::string& packages) {
    return std::to_string(std::count(packages.begin(), packages.end(), ' ') + 1);
}

}  // namespace

QuestionDesk::QuestionDesk(const BusinessTools& tools)
    : tools_(tools), yes_(folded(tools.settings.yes)), no_(folded(tools.settings.no)) {}

campaigns::Values QuestionDesk::package_value(const store::QuestionRow& question) const {
    const auto* package = tools_.catalogue.find(question.package);
    return {{"package", package == nullptr ? question.package : package->name}};
}

// A yes costs money. Around it only the word that the hall itself told him to write, and thanks, are taken away:
// "请确认" asks us to make sure, "是吧" is not sure himself.
bool QuestionDesk::agrees(const Said& said) const {
    if (said.asks) return false;
    std::string_view word = said.readings.front();
    for (const std::string_view command : {"回复", "发送", "发", "回"})
        if (word.starts_with(command)) {
            word.remove_prefix(command.size());
            break;
        }
    for (const std::string_view thanks : {"谢谢您", "谢谢你", "谢谢"})
        if (word.ends_with(thanks)) {
            word.remove_suffix(thanks.size());
            break;
        }
    return holds(yes_, {menus::fold_text(word)});
}

bool QuestionDesk::declines(const Said& said) const { return holds(no_, said.readings); }

// One of a kind that nobody knows is none: it must not be agreed to, and not stand in his way until it is over either.
std::optional<store::QuestionRow> QuestionDesk::find(const std::string& number, const std::string& hall_number) {
    auto question = tools_.store.questions.find(number, hall_number);
    if (!question || question->kind == "confirm" || question->kind == "list") return question;
    log(LogLevel::error, "question_forgotten", {{"text", question->text_id}, {"why", "its kind is '" + question->kind + "'"}});
    tools_.store.questions.forget(number, hall_number);
    return std::nullopt;
}

Heard QuestionDesk::hear(const std::string& number, const std::string& hall_number, const Said& said,
                         const HallTime& time, bool put_off) {
    const auto& readings = said.readings;
    const bool is_code = said.is_code;
    const auto question = find(number, hall_number);
    const bool yes_or_no = agrees(said) || declines(said);
    if (!question) {
        if (!yes_or_no || is_code) return NoAnswer{};
        return ToldAnswer{"nothing_to_confirm", {}, ""};
    }
    const bool open = to_millis(time.at) < question->expires_at;
    if (open && question->kind == "list" && !is_code && is_place(readings.back()) &&
        chosen(question->package, readings.back()).empty())
        return ToldAnswer{"not_on_list", {{"count", count_of(question->package)}}, ""};  // he may choose again
    if (open) {
        auto heard = answer(*question, number, said);
        const bool goes_on = std::holds_alternative<NoAnswer>(heard) && question->kind == "confirm";
        const bool waits = put_off && std::holds_alternative<AnsweredQuestion>(heard);
        if (!goes_on && !waits) tools_.store.questions.forget(number, hall_number);
        return heard;
    }
    tools_.store.questions.forget(number, hall_number);
    if (yes_or_no && question->kind == "confirm")
        return ToldAnswer{"confirmation_over", package_value(*question), question->package};
    return NoAnswer{};
}

std::optional<ToldAnswer> QuestionDesk::ask_again(const std::string& number, const std::string& hall_number,
                                                  const HallTime& time) {
    const auto question = find(number, hall_number);
    if (!question || question->kind != "confirm" || to_millis(time.at) >= question->expires_at) return std::nullopt;
    auto values = package_value(*question);
    values.emplace_back("yes", tools_.settings.yes.front());
    values.emplace_back("no", tools_.settings.no.front());
    return ToldAnswer{"answer_unclear", std::move(values), question->package};
}

void QuestionDesk::lapse(const std::string& number, const std::string& hall_number) {
    tools_.store.questions.forget(number, hall_number);
}

Heard QuestionDesk::answer(const store::QuestionRow& question, const std::string& number, const Said& said) const {
    AnsweredQuestion answered;
    answered.request = {question.action, number, {}};
    answered.node = question.node;
    if (question.kind == "list") {
        std::string package;
        for (const auto& word : said.readings)
            if (package.empty()) package = chosen(question.package, word);
        if (package.empty()) return NoAnswer{};
        const auto colon = package.find(':');
        answered.request.values = {{"package", package.substr(0, colon)}, {"subscription", package.substr(colon + 1)}};
        return answered;
    }
    if (declines(said)) return ToldAnswer{"declined", package_value(question), question.package};
    if (!agrees(said)) return NoAnswer{true};
    answered.request.values = {{"package", question.package}};
    if (!question.staff.empty()) answered.request.values.emplace_back("staff", question.staff);
    answered.agreed = question.terms;
    return answered;
}

}  // namespace hall::daemon
