#include "daemon/smpp/outbox_pump.hpp"

#include "codecs/text/msisdn.hpp"
#include "daemon/observe/log.hpp"
#include "daemon/smpp/status_class.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

// A throttled link rests this long before it tries the same message again.
constexpr auto throttle_pause = std::chrono::milliseconds(1000);
// A message that fails in passing is tried this often; the waits double from the first figure.
constexpr int most_attempts = 8;
constexpr auto first_rest = std::chrono::milliseconds(1000);

Instant now() { return std::chrono::steady_clock::now(); }
UtcTime utc_now() { return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()); }

}  // namespace

OutboxPump::OutboxPump(boost::asio::io_context& io, std::function<void(SubmitSettled)> settled)
    : timer_(io), settled_(std::move(settled)) {}

void OutboxPump::add(OutboundPart part) { waiting_.emplace(part.id, std::move(part)); }

void OutboxPump::pump() {
    const auto moment = now();
    while (!resting_.empty() && resting_.begin()->first <= moment) {
        add(std::move(resting_.begin()->second));
        resting_.erase(resting_.begin());
    }
    bool submitted = false;
    while (!waiting_.empty() && link_->can_submit()) {
        auto node = waiting_.extract(waiting_.begin());
        auto& part = node.mapped();
        ++part.attempts;
        if (link_->submit(part.pdu, part.id)) {
            submitted = true;
            in_flight_.emplace(part.id, Flight{std::move(part), utc_now()});
        } else {
            // It cannot be put on the wire at all (a field that is too long): no retry will change that.
            Flight flight{std::move(part), utc_now()};
            settle(flight, false, codecs::CommandStatus::invalid_parameter_length, {});
        }
    }
    if (submitted) link_->flush();
    arm_timer();
}

void OutboxPump::arm_timer() {
    std::optional<Instant> next;
    if (!resting_.empty()) next = resting_.begin()->first;
    if (!waiting_.empty()) {
        const auto by_rate = link_->next_submit_at();
        if (by_rate && *by_rate > now()) next = next ? std::min(*next, *by_rate) : *by_rate;
    }
    if (!next) return;
    timer_.expires_at(*next);  // replaces an earlier wait
    timer_.async_wait([this](boost::system::error_code error) {
        if (!error) pump();
    });
}

void OutboxPump::answered(const SubmitAnswered& answer) {
    const auto found = in_flight_.find(answer.tag);
    if (found == in_flight_.end()) return;
    auto flight = std::move(found->second);
    in_flight_.erase(found);
    switch (classify(answer.status)) {
        case StatusClass::accepted: settle(flight, true, answer.status, answer.message_id); break;
        case StatusClass::refused: settle(flight, false, answer.status, {}); break;
        case StatusClass::slow_down:
            // The whole link waits, so order is kept, and the attempt does not count.
            --flight.part.attempts;
            link_->pause_submits(throttle_pause);
            add(std::move(flight.part));
            break;
        case StatusClass::transient:
            if (flight.part.attempts >= most_attempts) {
                settle(flight, false, answer.status, {});
            } else {
                rest(std::move(flight.part));
            }
            break;
    }
}

void OutboxPump::unanswered(std::int64_t id) {
    const auto found = in_flight_.find(id);
    if (found == in_flight_.end()) return;
    auto flight = std::move(found->second);
    in_flight_.erase(found);
    // The SMSC may have taken it. A subscriber who reads an answer twice is better off than one who gets none;
    // the row says that it may be a repeat.
    flight.part.maybe_repeated = true;
    if (flight.part.attempts >= most_attempts) {
        settle(flight, false, codecs::CommandStatus::unknown_error, {});
    } else {
        add(std::move(flight.part));
    }
}

bool OutboxPump::working() const {
    return !in_flight_.empty() || (!waiting_.empty() && link_ != nullptr && link_->bound());
}

void OutboxPump::rest(OutboundPart part) {
    const auto wait = first_rest * (1 << std::min(part.attempts - 1, 6));
    resting_.emplace(now() + wait, std::move(part));
}

void OutboxPump::settle(Flight& flight, bool accepted, codecs::CommandStatus status, std::string message_id) {
    if (!accepted)
        log(LogLevel::warn, "reply_refused",
            {{"to", codecs::mask_number(flight.part.pdu.destination.digits)},
             {"id", flight.part.id},
             {"status", codecs::to_string(status)}});
    settled_({flight.part.id, accepted, flight.part.attempts, flight.part.maybe_repeated, status,
              std::move(message_id), flight.submitted_at, utc_now()});
}

}  // namespace hall::daemon
