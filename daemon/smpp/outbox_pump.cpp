#include "daemon/smpp/outbox_pump.hpp"

#include "daemon/observe/clock.hpp"
#include "daemon/observe/log.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

// How long a throttled link is held back.
constexpr auto throttle_pause = std::chrono::milliseconds(1000);

}  // namespace

OutboxPump::OutboxPump(boost::asio::io_context& io, std::function<void(SubmitSettled)> settled)
    : timer_(io), settled_(std::move(settled)) {}

void OutboxPump::pump() {
    bool submitted = false;
    while (link_->can_submit()) {
        const auto next = outbox_.take_next(now(), utc_now());
        if (!next) break;
        if (link_->submit(*next->pdu, next->id)) {
            submitted = true;
        } else {
            tell(outbox_.unsendable(next->id, utc_now()));
        }
    }
    if (submitted) link_->flush();
    arm_timer();
}

void OutboxPump::arm_timer() {
    const auto moment = now();
    auto next = outbox_.has_waiting() ? std::optional(moment) : outbox_.next_wakeup();
    if (!next) return;
    // A rest that ends while the link is held back by its rate or a pause ends with that.
    if (const auto may_send = link_->next_submit_at()) next = std::max(*next, *may_send);
    // What only a full window or a lost link holds back goes when the link says that it may.
    if (*next <= moment && !link_->can_submit()) return;
    timer_.expires_at(*next);  // replaces an earlier wait
    timer_.async_wait([this](boost::system::error_code error) {
        if (!error) pump();
    });
}

void OutboxPump::answered(const SubmitAnswered& answer) {
    const auto verdict = outbox_.answered(answer.tag, answer.status, answer.message_id, now(), utc_now());
    if (verdict.throttled) link_->pause_submits(throttle_pause);
    if (verdict.settled) tell(*verdict.settled);
}

void OutboxPump::unanswered(const SubmitUnanswered& submit) {
    const auto verdict = outbox_.unanswered(submit.tag, submit.timed_out, utc_now());
    if (verdict.settled) tell(*verdict.settled);
}

bool OutboxPump::working() const {
    return outbox_.has_in_flight() || (outbox_.has_waiting() && link_ != nullptr && link_->bound());
}

void OutboxPump::tell(const SubmitSettled& settled) {
    if (settled.how != Settlement::accepted)
        log(LogLevel::warn, settled.how == Settlement::refused ? "reply_refused" : "reply_expired",
            {{"smsc", settled.smsc},
             {"outbound_id", settled.outbound_id},
             {"status", settled.status ? codecs::to_string(*settled.status) : "no answer"}});
    settled_(settled);
}

}  // namespace hall::daemon
