#include "tests/simulation/hall_pump.hpp"

namespace hall::simulation {

using namespace std::chrono_literals;

namespace {

constexpr auto throttle_pause = 1000ms;  // as in OutboxPump

}  // namespace

void HallPump::pump() {
    bool submitted = false;
    while (link_->can_submit()) {
        const auto next = outbox_.take_next(world_.clock.now(), world_.clock.utc());
        if (!next) break;
        if (link_->submit(*next->pdu, next->id)) {
            submitted = true;
        } else {
            tell_(outbox_.unsendable(next->id, world_.clock.utc()));
        }
    }
    if (submitted) link_->flush();
    arm_timer();
}

void HallPump::arm_timer() {
    const auto moment = world_.clock.now();
    auto next = outbox_.has_waiting() ? std::optional(moment) : outbox_.next_wakeup();
    if (!next) return;
    if (const auto may_send = link_->next_submit_at()) next = std::max(*next, *may_send);
    if (*next <= moment && !link_->can_submit()) return;
    world_.clock.at(*next, [weak = weak_from_this(), number = ++armed_] {
        const auto self = weak.lock();
        if (self && self->armed_ == number) self->pump();
    });
}

void HallPump::answered(const daemon::SubmitAnswered& answer) {
    const auto verdict = outbox_.answered(answer.tag, answer.status, answer.message_id, world_.clock.now(),
                                          world_.clock.utc());
    if (verdict.throttled) link_->pause_submits(throttle_pause);
    if (verdict.settled) tell_(*verdict.settled);
}

void HallPump::unanswered(const daemon::SubmitUnanswered& submit) {
    const auto verdict = outbox_.unanswered(submit.tag, submit.timed_out, world_.clock.utc());
    if (verdict.settled) tell_(*verdict.settled);
}

}  // namespace hall::simulation
