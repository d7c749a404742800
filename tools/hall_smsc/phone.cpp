#include "tools/hall_smsc/phone.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::tools {

namespace {

constexpr std::string_view phone_help =
    "Type a text and press Enter. /from NUMBER  another subscriber;  /to NUMBER  another hall number;\n"
    "//TEXT  a text that begins with /;  /quit or Ctrl-D  ends.";

constexpr auto look_every = std::chrono::milliseconds(200);

}  // namespace

Phone::Phone(boost::asio::io_context& io, Smsc& smsc, const Options& options, Screen& screen,
             std::function<void(int)> finish)
    : options_(options),
      screen_(screen),
      finish_(std::move(finish)),
      smsc_(smsc),
      post_(io, smsc, options.post, *this),
      input_(
          io, [this](std::string line) { take_line(std::move(line)); },
          [this] {
              ended_ = true;
              go_on();
          }),
      timer_(io),
      from_(options.from),
      to_(options.to) {}

void Phone::start() {
    screen_.dim_line("waiting for the hall to bind ...");
    input_.start();
}

void Phone::hall_bound() {
    screen_.dim_line(screen_.interactive() ? fmt::format("the hall has bound; you are {}. /help helps.", from_)
                                           : "the hall has bound");
    prompt();
    go_on();
}

void Phone::hall_gone() {
    remark("the hall has gone; waiting for it to bind again ...");
}

void Phone::remark(const std::string& sentence) {
    screen_.remark(sentence);
    if (smsc_.can_deliver()) prompt();
}

void Phone::prompt() {
    if (unanswered_.empty()) screen_.prompt(to_ + "> ");
}

void Phone::take_line(std::string line) {
    screen_.line_entered();
    lines_.push_back(std::move(line));
    go_on();
}

void Phone::go_on() {
    while (smsc_.was_bound() && !lines_.empty() && (screen_.interactive() || unanswered_.empty())) {
        const std::string line = std::move(lines_.front());
        lines_.pop_front();
        const bool command_typed = line.starts_with('/') && !line.starts_with("//");
        if (command_typed) {
            command(line);
        } else if (line.find_first_not_of(" \t") == std::string::npos) {
            prompt();
        } else {
            send(line.starts_with("//") ? line.substr(1) : line);
        }
    }
    if (ended_ && lines_.empty() && unanswered_.empty()) {
        if (screen_.interactive()) screen_.line("");
        finish_(failed_ ? 1 : 0);
    }
}

void Phone::command(std::string_view line) {
    const auto number_after = [line](std::string_view name, std::size_t least, std::string_view& out) {
        if (!line.starts_with(name)) return false;
        out = line.substr(name.size());
        out.remove_prefix(std::min(out.find_first_not_of(' '), out.size()));
        const std::string_view digits = out.starts_with('+') ? out.substr(1) : out;
        return digits.size() >= least && digits.size() <= 15 &&
               digits.find_first_not_of("0123456789") == std::string_view::npos;
    };
    std::string_view number;
    if (line == "/quit") {
        lines_.clear();
        unanswered_.clear();
        ended_ = true;
    } else if (line == "/help") {
        screen_.line(phone_help);
        prompt();
    } else if (number_after("/from ", 7, number)) {
        from_ = number;
        screen_.dim_line("you are " + from_);
        prompt();
    } else if (number_after("/to ", 1, number)) {
        to_ = number;
        prompt();
    } else {
        screen_.remark(fmt::format(
            "'{}' is no command, or its number is none; /help lists them, // sends a text that begins with /", line));
        prompt();
    }
}

void Phone::send(const std::string& text) {
    if (!screen_.interactive()) screen_.line("> " + text);
    const Instant now = Instant::clock::now();
    const auto id = post_.send(from_, to_, text);
    if (!id) {
        failed_ = true;
        return remark(fmt::format("'{}' cannot be sent: {}", text, id.error().what));
    }
    unanswered_.push_back({*id, canonical_number(from_), text, now});
    watch();
}

void Phone::fail(std::deque<Sent>::iterator sent, const std::string& reason) {
    const std::string text = std::move(sent->text);
    unanswered_.erase(sent);
    failed_ = true;
    remark(fmt::format("'{}' {}", text, reason));
}

void Phone::undeliverable(TextId text, const std::string& reason) {
    const auto sent =
        std::find_if(unanswered_.begin(), unanswered_.end(), [text](const Sent& s) { return s.id == text; });
    if (sent == unanswered_.end()) return;
    fail(sent, reason);
    go_on();
}

void Phone::answered(const Answer& answer) {
    const auto mine = std::find_if(unanswered_.begin(), unanswered_.end(),
                                   [&](const Sent& sent) { return sent.subscriber == answer.subscriber; });
    if (mine == unanswered_.end()) {
        screen_.line(fmt::format("{} to {}: {}", answer.hall, answer.subscriber, answer.text));
    } else {
        const auto elapsed = std::chrono::duration_cast<Millis>(answer.arrived - mine->at);
        unanswered_.erase(mine);
        screen_.answer(answer, elapsed);
    }
    prompt();
    go_on();
}

void Phone::watch() {
    if (watching_ || unanswered_.empty()) return;
    watching_ = true;
    timer_.expires_after(look_every);
    timer_.async_wait([this](const boost::system::error_code& error) {
        watching_ = false;
        if (error) return;
        const Instant limit = Instant::clock::now() - options_.timeout;
        while (!unanswered_.empty() && unanswered_.front().at < limit) {
            fail(unanswered_.begin(), "was not answered within " + seconds(options_.timeout));
        }
        watch();
        go_on();
    });
}

}  // namespace hall::tools
