#include "tools/hall_smsc/load.hpp"

#include "codecs/smpp/pdu_codec.hpp"
#include "codecs/text/message_content.hpp"
#include "tools/hall_smsc/delivery_frames.hpp"
#include "tools/hall_smsc/wire.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace hall::tools {

using codecs::CommandStatus;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view number_prefix = "139";  // ... and eight digits that are the subscriber's index
constexpr std::size_t number_digits = 11;
constexpr std::size_t source_offset = codecs::header_size + 3;  // behind service_type (empty), TON and NPI
constexpr std::size_t delivery_slots = 1U << 18;
constexpr std::uint8_t most_attempts = 5;
constexpr auto retry_after = 1s;
constexpr auto look_every = 50ms;

std::uint32_t micros_between(Instant from, Instant to) {
    return static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::microseconds>(to - from).count());
}

/// The index in "13900000042", however the country code stands before it.
std::optional<std::uint32_t> index_of(std::string_view number) {
    if (number.size() < number_digits) return std::nullopt;
    number.remove_prefix(number.size() - number_digits);
    if (!number.starts_with(number_prefix)) return std::nullopt;
    std::uint32_t index = 0;
    const auto [end, error] =
        std::from_chars(number.data() + number_prefix.size(), number.data() + number.size(), index);
    if (error != std::errc{} || end != number.data() + number.size()) return std::nullopt;
    return index;
}

}  // namespace

Load::Load(boost::asio::io_context& io, Smsc& smsc, const Options& options, std::function<void(int)> finish)
    : options_(options),
      settings_(options.load),
      smsc_(smsc),
      finish_(std::move(finish)),
      timer_(io),
      pace_timer_(io) {}

std::optional<std::string> Load::prepare() {
    for (const std::string& word : settings_.words) {
        const std::string from = std::string(number_prefix) + "00000000";
        auto frames = encode_deliveries(from, options_.to, word, options_.post, 0);
        if (!frames) return fmt::format("'{}': {}", word, frames.error().what);
        if (frames->size() > 1) return fmt::format("'{}' does not fit into one message", word);
        frames_.push_back(std::move(frames->front().frame));
    }
    subscribers_.resize(settings_.subscribers);
    for (std::uint32_t i = 0; i < subscribers_.size(); ++i) free_.push_back(i);
    deliveries_.resize(delivery_slots);
    acknowledged_micros_.reserve(settings_.texts);
    answered_micros_.reserve(settings_.texts);
    return std::nullopt;
}

void Load::receiver_bound() {
    const Instant now = Instant::clock::now();
    if (running_) {
        for (Deadline& retry : retries_) retry.at = now;
        return;
    }
    running_ = true;
    begin_ = last_answer_ = now;
    next_progress_ = now + 1s;
    pdus_before_ = smsc_.pdus();
    enquire_links_before_ = smsc_.enquire_links();
    tick();
    pump();
}

void Load::pump() {
    if (!running_ || finished_) return;
    while (begun_ < settings_.texts && outstanding_ < settings_.outstanding && !free_.empty()) {
        Instant start = Instant::clock::now();
        if (settings_.rate != 0) {
            const Instant due = begin_ + std::chrono::duration_cast<Instant::duration>(
                                             begun_ * 1'000'000'000ns / static_cast<std::int64_t>(settings_.rate));
            if (due > start) {
                if (pacing_) return;
                pacing_ = true;
                pace_timer_.expires_at(due);
                pace_timer_.async_wait([this](const boost::system::error_code& error) {
                    pacing_ = false;
                    if (!error) pump();
                });
                return;
            }
            start = due;
        }
        const std::uint32_t index = free_.front();
        free_.pop_front();
        Subscriber& subscriber = subscribers_[index];
        subscriber = Subscriber{};
        subscriber.text = static_cast<std::uint32_t>(begun_++);
        subscriber.start = start;
        ++active_;
        answers_due_.push_back({Instant::clock::now() + options_.timeout, index, subscriber.text});
        deliver(index);
    }
    if (active_ == 0 && (begun_ == settings_.texts || free_.empty())) finish();
}

void Load::deliver(std::uint32_t index) {
    Subscriber& subscriber = subscribers_[index];
    Bytes& frame = frames_[subscriber.text % frames_.size()];
    std::uint32_t digits = index;
    for (std::size_t i = number_digits; i-- > number_prefix.size(); digits /= 10) {
        frame[source_offset + i] = static_cast<std::uint8_t>('0' + digits % 10);
    }
    const std::uint32_t sequence = smsc_.next_sequence();
    put_u32(frame, 12, sequence);
    subscriber.link = smsc_.deliver(frame);
    if (subscriber.link == 0) return try_later(index);
    if (subscriber.attempts++ > 0) ++report_.redelivered;
    subscriber.sequence = sequence;
    deliveries_[sequence % delivery_slots] = {sequence, index};
    responses_due_.push_back({Instant::clock::now() + options_.post.response_timeout, index, sequence});
    ++outstanding_;
}

void Load::try_later(std::uint32_t index) {
    Subscriber& subscriber = subscribers_[index];
    if (subscriber.sequence != 0) --outstanding_;
    subscriber.sequence = 0;
    if (subscriber.attempts >= most_attempts) return give_up(index);
    retries_.push_back({Instant::clock::now() + retry_after, index, subscriber.text});
}

void Load::delivery_answered(LinkId, const codecs::Header& answer) {
    const Delivery& delivery = deliveries_[answer.sequence_number % delivery_slots];
    if (delivery.sequence != answer.sequence_number || answer.sequence_number == 0) return;
    Subscriber& subscriber = subscribers_[delivery.subscriber];
    if (subscriber.sequence != answer.sequence_number) return;  // it was delivered again meanwhile
    if (answer.command_status != CommandStatus::ok || answer.command_id != codecs::CommandId::deliver_sm_resp) {
        ++report_.refused;
        try_later(delivery.subscriber);
    } else {
        subscriber.sequence = 0;
        --outstanding_;
        subscriber.acknowledged = true;
        acknowledged_micros_.push_back(micros_between(subscriber.start, Instant::clock::now()));
        settle(delivery.subscriber);
    }
    pump();
}

std::optional<CommandStatus> Load::submitted(LinkId, const codecs::Frame& frame) {
    if (frame.header.command_id == codecs::CommandId::submit_sm) {
        if (const auto glance = glance_at_submit(frame.body)) {
            take_part(glance->destination, glance->part);
            return CommandStatus::ok;
        }
    }
    const auto pdu = codecs::decode_pdu(frame.header, frame.body);
    if (!pdu) return pdu.error().answer;
    if (const auto* submit = std::get_if<codecs::SubmitSm>(&pdu->body)) {
        take_part(submit->destination.digits, codecs::take_content(*submit).part);
    } else if (const auto* data = std::get_if<codecs::DataSm>(&pdu->body)) {
        take_part(data->destination.digits, codecs::take_content(*data).part);
    }
    return CommandStatus::ok;
}

void Load::take_part(std::string_view destination, const std::optional<codecs::PartInfo>& part) {
    const auto index = index_of(destination);
    if (!index || *index >= subscribers_.size()) {
        ++report_.stray;
        return;
    }
    Subscriber& subscriber = subscribers_[*index];
    if (subscriber.text == no_text || subscriber.answered) {
        ++report_.stray;
        return;
    }
    if (part && part->total > 1) {
        if (subscriber.parts_seen == 0 || subscriber.reference != part->reference) {
            subscriber.reference = part->reference;
            subscriber.parts_seen = 0;
            subscriber.seen.reset();
        }
        if (subscriber.seen.test(part->sequence)) return;
        subscriber.seen.set(part->sequence);
        if (++subscriber.parts_seen < part->total) return;
    }
    subscriber.answered = true;
    last_answer_ = Instant::clock::now();
    answered_micros_.push_back(micros_between(subscriber.start, last_answer_));
    settle(*index);
    pump();
}

void Load::settle(std::uint32_t index) {
    Subscriber& subscriber = subscribers_[index];
    if (!subscriber.acknowledged || !subscriber.answered) return;
    subscriber.text = no_text;
    --active_;
    free_.push_back(index);
}

void Load::give_up(std::uint32_t index) {
    Subscriber& subscriber = subscribers_[index];
    if (subscriber.sequence != 0) --outstanding_;
    subscriber.sequence = 0;
    subscriber.text = no_text;  // and not free again: a late answer would be taken for the next text's
    --active_;
}

void Load::link_lost(LinkId link) {
    for (std::uint32_t i = 0; i < subscribers_.size(); ++i) {
        if (subscribers_[i].sequence != 0 && subscribers_[i].link == link) try_later(i);
    }
    std::fprintf(stderr, "hall-smsc: a link was lost; what it had not acknowledged is delivered again\n");
}

void Load::look_at_deadlines() {
    const Instant now = Instant::clock::now();
    for (; !retries_.empty() && retries_.front().at <= now; retries_.pop_front()) {
        const Deadline& retry = retries_.front();
        if (subscribers_[retry.subscriber].text == retry.id) deliver(retry.subscriber);
    }
    for (; !responses_due_.empty() && responses_due_.front().at <= now; responses_due_.pop_front()) {
        const Deadline& due = responses_due_.front();
        if (subscribers_[due.subscriber].sequence == due.id) try_later(due.subscriber);
    }
    for (; !answers_due_.empty() && answers_due_.front().at <= now; answers_due_.pop_front()) {
        const Deadline& due = answers_due_.front();
        if (subscribers_[due.subscriber].text == due.id) give_up(due.subscriber);
    }
}

void Load::tick() {
    timer_.expires_after(look_every);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error || finished_) return;
        look_at_deadlines();
        if (::isatty(STDERR_FILENO) == 1 && Instant::clock::now() >= next_progress_) {
            next_progress_ += 1s;
            std::fprintf(stderr, "\r%zu of %zu answered ", answered_micros_.size(), settings_.texts);
        }
        tick();
        pump();
    });
}

void Load::finish() {
    if (finished_) return;
    finished_ = true;
    timer_.cancel();
    pace_timer_.cancel();
    report_.texts = settings_.texts;
    report_.subscribers = settings_.subscribers;
    report_.outstanding = settings_.outstanding;
    report_.rate = settings_.rate;
    report_.seconds = std::chrono::duration<double>(last_answer_ - begin_).count();
    report_.answered = answered_micros_.size();
    report_.unanswered = settings_.texts - report_.answered;
    report_.pdus = smsc_.pdus() - pdus_before_;
    report_.enquire_links = smsc_.enquire_links() - enquire_links_before_;
    report_.acknowledged_ms = quantiles_of(acknowledged_micros_);
    report_.answered_ms = quantiles_of(answered_micros_);
    if (::isatty(STDERR_FILENO) == 1) std::fputs("\r", stderr);
    std::fputs(to_table(report_).c_str(), stdout);
    int status = report_.unanswered == 0 ? 0 : 1;
    if (!options_.json.empty() && !write_figures(options_.json, to_json(report_))) status = 1;
    finish_(status);
}

void Load::remark(const std::string& sentence) {
    std::fprintf(stderr, "hall-smsc: %s\n", sentence.c_str());
}

}  // namespace hall::tools
