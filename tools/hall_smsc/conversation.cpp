#include "tools/hall_smsc/conversation.hpp"

#include <fmt/format.h>

#include <set>

namespace hall::tools {

Conversation::Conversation(boost::asio::io_context& io, Smsc& smsc, const Options& options, Screen& screen,
                           std::function<void(int)> finish)
    : options_(options), screen_(screen), finish_(std::move(finish)), post_(io, smsc, options.post, *this), timer_(io) {
    std::set<std::string> numbers;
    for (const PlayLine& line : options.lines) numbers.insert(line.from.empty() ? options.from : line.from);
    many_subscribers_ = numbers.size() > 1;
}

void Conversation::hall_bound() {
    if (started_) return;
    started_ = true;
    play_next();
}

void Conversation::play_next() {
    waiting_for_.clear();
    if (next_ == options_.lines.size()) {
        if (failed_ > 0) screen_.remark(fmt::format("{} of {} texts were not answered", failed_, next_));
        return finish_(failed_ == 0 ? 0 : 1);
    }
    const PlayLine& line = options_.lines[next_++];
    const std::string& from = line.from.empty() ? options_.from : line.from;
    screen_.line(many_subscribers_ ? fmt::format("{}> {}", from, line.text) : fmt::format("> {}", line.text));
    sent_ = Instant::clock::now();
    const auto text = post_.send(from, options_.to, line.text);
    if (!text) return fail("cannot be sent: " + text.error().what);
    text_ = *text;
    waiting_for_ = canonical_number(from);
    timer_.expires_after(options_.timeout);
    timer_.async_wait([this, played = next_](const boost::system::error_code& error) {
        if (error || played != next_ || waiting_for_.empty()) return;  // answered while the timer fired
        fail("was not answered within " + seconds(options_.timeout));
    });
}

void Conversation::fail(const std::string& reason) {
    ++failed_;
    timer_.cancel();
    screen_.remark(
        fmt::format("text {} of {}, '{}', {}", next_, options_.lines.size(), options_.lines[next_ - 1].text, reason));
    play_next();
}

void Conversation::undeliverable(TextId text, const std::string& reason) {
    if (text == text_ && !waiting_for_.empty()) fail(reason);
}

void Conversation::answered(const Answer& answer) {
    const auto elapsed = std::chrono::duration_cast<Millis>(answer.arrived - sent_);
    if (answer.subscriber != waiting_for_) {
        // A notice, or an answer that came too late.
        return screen_.remark(fmt::format("{} gets, without having texted: {}", answer.subscriber, answer.text));
    }
    screen_.answer(answer, elapsed);
    timer_.cancel();
    play_next();
}

}  // namespace hall::tools
