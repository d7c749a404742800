#include "tools/hallctl/rehearsal/phone_session.hpp"

#include "codecs/text/visible.hpp"
#include "tools/hallctl/rehearsal/moments.hpp"
#include "tools/hallctl/rehearsal/phone_numbers.hpp"
#include "tools/hallctl/rehearsal/phone_phrases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace hall::tools {

namespace {

using namespace phone_phrases;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

}  // namespace

std::string PhoneSession::dim(const std::string& text) const {
    return look_.colour ? "\x1b[2m" + text + "\x1b[0m" : text;
}

void PhoneSession::remark(const std::string& sentence) {
    out_ << dim(codecs::visible(sentence, codecs::LineBreaks::kept)) << "\n";
}

void PhoneSession::prompt() {
    if (look_.prompt) out_ << fmt::format("{} > ", codecs::visible(from_)) << std::flush;
}

void PhoneSession::run(std::istream& in, const std::function<bool()>& stop) {
    remark(words_(begins, from_, to_, format_moment(hall_.now(), hall_.zone()),
                  look_.prompt ? words_(begins_help) : std::string()));
    if (!hall_.is_subscriber(from_)) remark(words_(no_subscriber, from_));
    prompt();
    for (std::string line; !stop() && std::getline(in, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (!take(line)) return;
        prompt();
    }
    if (look_.prompt) out_ << "\n";
}

bool PhoneSession::take(const std::string& line) {
    if (line == "/quit") return false;
    if (line.starts_with('/') && !line.starts_with("//")) {
        if (!look_.prompt) out_ << codecs::visible(line) << "\n";
        command(line);
    } else {
        send(line.starts_with("//") ? line.substr(1) : line);
    }
    return true;
}

void PhoneSession::command(const std::string& line) {
    const auto blank = line.find(' ');
    const auto word = line.substr(0, blank);
    const auto value = blank == std::string::npos ? std::string() : line.substr(line.find_first_not_of(' ', blank));
    if (word == "/why") return why();
    if (word == "/parts") return parts();
    if (word == "/help") {
        out_ << words_(help);
    } else if (word == "/wait") {
        wait_until(value.starts_with('+') ? value : "+" + value);
    } else if (word == "/at") {
        wait_until(value);
    } else if (word == "/from" && !value.empty()) {
        change_from(value);
    } else if (word == "/to" && !value.empty()) {
        change_to(value);
    } else {
        remark(words_(no_command, line));
    }
}

void PhoneSession::change_from(const std::string& number) {
    const auto& settings = hall_.configuration().settings;
    if (const auto fault = fault_of_sender(number, settings, words_)) return remark(*fault);
    from_ = hall_.at_home(number);
    if (!hall_.is_subscriber(from_)) remark(words_(stranger, from_));
}

void PhoneSession::change_to(const std::string& number) {
    if (const auto fault = fault_of_destination(number, hall_.configuration().settings, words_)) return remark(*fault);
    to_ = number;
}

void PhoneSession::send(const std::string& text) {
    if (!look_.prompt) out_ << fmt::format("{} > {}\n", codecs::visible(from_), codecs::visible(text));
    asked_ = from_;
    text_ = text;
    last_ = hall_.text(from_, to_, text);
    show(last_);
    if (last_.empty()) remark(words_(nothing_came));
}

void PhoneSession::wait_until(const std::string& step) {
    const auto moment = parse_step(step, hall_.now(), hall_.zone());
    if (!moment)
        return remark(words_(no_time, step));
    if (*moment < hall_.now()) return remark(words_(clock_back));
    const auto arrived = hall_.wait_until(*moment);
    show(arrived);
    remark(format_moment(hall_.now(), hall_.zone()));
}

void PhoneSession::show(const std::vector<Arrived>& all) {
    for (const auto& one : all) show(one);
}

void PhoneSession::show(const Arrived& one) {
    const auto title = one.answer            ? to_
                       : one.phone == from_ ? words_(by_itself, to_)
                                            : words_(to_another, to_, one.phone);
    out_ << dim("  ┌ " + codecs::visible(title)) << "\n";
    for (const auto line : lines_of(one.text)) out_ << dim("  │ ") << codecs::visible(line) << "\n";
    out_ << dim("  └ " + figures_of(one)) << "\n";
}

void PhoneSession::why() {
    const auto understood = asked_.empty() ? std::nullopt : hall_.understood(asked_);
    if (!understood) return remark(words_(nothing_sent));
    out_ << codecs::visible(why_words(text_, *understood, *hall_.configuration().menu, words_),
                            codecs::LineBreaks::kept);
}

std::string PhoneSession::figures_of(const Arrived& one) const {
    const auto lengths = fmt::format("{}", fmt::join(one.part_lengths, " + "));
    const auto unit = words_(one.alphabet == codecs::Alphabet::ucs2 ? characters : septets);
    return one.parts.size() == 1 ? words_(one_part, lengths, one.part_capacity, unit)
                                 : words_(some_parts, one.parts.size(), lengths, one.part_capacity, unit);
}

void PhoneSession::parts() {
    if (last_.empty()) return remark(words_(nothing_came_yet));
    for (const auto& one : last_) {
        for (std::size_t i = 0; i < one.parts.size(); ++i) {
            const auto title = words_(part_title, one.phone, i + 1, one.parts.size());
            out_ << dim("  ┌ " + codecs::visible(title)) << "\n";
            for (const auto line : lines_of(one.parts[i])) out_ << dim("  │ ") << codecs::visible(line) << "\n";
            out_ << dim("  └ " + words_(part_figures, one.part_lengths[i], one.part_capacity)) << "\n";
        }
    }
}

}  // namespace hall::tools
