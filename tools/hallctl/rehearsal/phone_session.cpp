#include "tools/hallctl/rehearsal/phone_session.hpp"

#include "tools/hallctl/rehearsal/moments.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <string_view>

namespace hall::tools {

namespace {

constexpr std::string_view help =
    R"(A line is a text to the hall, an empty line an empty text. Lines that begin with / are for the phone:
  /why               how the last text was understood
  /parts             the last answer part by part, as the SMSC gets it
  /wait 20m          the clock goes on: 20m, 2h, 3d, 4mo; what the hall sends meanwhile arrives
  /at 2026-12-02 09:00   the clock goes on until then
  /from NUMBER       another subscriber texts
  /to NUMBER         another number of the hall is texted to
  //TEXT             a text that begins with /
  /quit              or Ctrl-D
)";

std::string figures_of(const Arrived& one) {
    std::string lengths;
    for (const auto length : one.part_lengths) lengths += fmt::format("{}{}", lengths.empty() ? "" : " + ", length);
    return fmt::format("{} part{}, {} of {} {} each", one.parts.size(), one.parts.size() == 1 ? "" : "s", lengths,
                       one.part_capacity, one.alphabet == codecs::Alphabet::ucs2 ? "characters" : "septets");
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string PhoneSession::dim(const std::string& text) const {
    return look_.colour ? "\x1b[2m" + text + "\x1b[0m" : text;
}

void PhoneSession::remark(const std::string& sentence) { out_ << dim(sentence) << "\n"; }

void PhoneSession::prompt() {
    if (look_.prompt) out_ << fmt::format("{} > ", from_) << std::flush;
}

void PhoneSession::run(std::istream& in, const std::function<bool()>& stop) {
    remark(fmt::format("{} texts to {}, {}{}", from_, to_, format_moment(hall_.now(), hall_.zone()),
                       look_.prompt ? "; /help says what else the phone understands" : ""));
    if (!hall_.is_subscriber(from_))
        remark(from_ + " is no subscriber here; --subscribers FILE or --brand, --balance ... make it one");
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
        if (!look_.prompt) out_ << line << "\n";
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
        out_ << help;
    } else if (word == "/wait") {
        wait_until(value.starts_with('+') ? value : "+" + value);
    } else if (word == "/at") {
        wait_until(value);
    } else if (word == "/from" && !value.empty()) {
        from_ = hall_.at_home(value);
        if (!hall_.is_subscriber(from_)) remark(from_ + " is no subscriber here; he can text all the same");
    } else if (word == "/to" && all_digits(value)) {
        to_ = value;
    } else {
        remark(fmt::format("'{}' is nothing that the phone understands; /help lists what it does", line));
    }
}

void PhoneSession::send(const std::string& text) {
    if (!look_.prompt) out_ << fmt::format("{} > {}\n", from_, text);
    asked_ = from_;
    text_ = text;
    last_ = hall_.text(from_, to_, text);
    show(last_);
    if (last_.empty()) remark("(nothing came)");
}

void PhoneSession::wait_until(const std::string& step) {
    const auto moment = parse_step(step, hall_.now(), hall_.zone());
    if (!moment)
        return remark(fmt::format("'{}' is no time; use /wait 20m (2h, 3d, 4mo) or /at 2026-12-02 09:00", step));
    if (*moment < hall_.now()) return remark("the clock does not go back; begin again with --at");
    const auto arrived = hall_.wait_until(*moment);
    show(arrived);
    remark(format_moment(hall_.now(), hall_.zone()));
}

void PhoneSession::show(const std::vector<Arrived>& all) {
    for (const auto& one : all) show(one);
}

void PhoneSession::show(const Arrived& one) {
    const auto title = one.answer ? to_ : one.phone == from_ ? to_ + ", by itself" : to_ + " to " + one.phone;
    out_ << dim("  ┌ " + title) << "\n";
    for (const auto line : lines_of(one.text)) out_ << dim("  │ ") << line << "\n";
    out_ << dim("  └ " + figures_of(one)) << "\n";
}

void PhoneSession::why() {
    const auto understood = asked_.empty() ? std::nullopt : hall_.understood(asked_);
    if (!understood) return remark("nothing was sent yet");
    out_ << fmt::format("  \"{}\" was understood as: {}\n", text_, understood->meaning);
    if (const auto* node = hall_.configuration().menu->by_id(understood->node))
        out_ << fmt::format("  item: {} at {}:{}\n", node->id, node->place.file, node->place.line);
    if (!understood->action.empty()) out_ << fmt::format("  action: {}\n", understood->action);
    if (!understood->outcome.empty()) out_ << fmt::format("  outcome: {}\n", understood->outcome);
}

void PhoneSession::parts() {
    if (last_.empty()) return remark("nothing came yet");
    for (const auto& one : last_) {
        for (std::size_t i = 0; i < one.parts.size(); ++i) {
            out_ << dim(fmt::format("  ┌ {}, part {} of {}", one.phone, i + 1, one.parts.size())) << "\n";
            for (const auto line : lines_of(one.parts[i])) out_ << dim("  │ ") << line << "\n";
            out_ << dim(fmt::format("  └ {} of {}", one.part_lengths[i], one.part_capacity)) << "\n";
        }
    }
}

}  // namespace hall::tools
