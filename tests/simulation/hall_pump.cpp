#include "tests/simulation/hall_pump.hpp"

#include <algorithm>

namespace hall::simulation {

using namespace std::chrono_literals;

namespace {

constexpr Millis pause_after_stop = 60s;  // as in OutboxPump

}  // namespace

HallLink* HallPump::next_link() {
    for (std::size_t i = 1; i <= links_.size(); ++i) {
        const auto index = (last_used_ + i) % links_.size();
        if (!links_[index]->can_submit()) continue;
        last_used_ = index;
        return links_[index].get();
    }
    return nullptr;
}

void HallPump::pump() {
    std::vector<HallLink*> used;
    while (auto* link = next_link()) {
        const auto next = outbox_.take_next(world_.clock.now(), world_.clock.utc());
        if (!next) break;
        if (link->submit(*next->pdu, next->id)) {
            if (std::find(used.begin(), used.end(), link) == used.end()) used.push_back(link);
        } else {
            outbox_.unsendable(next->id, world_.clock.utc());
        }
    }
    auto announced = outbox_.take_announcements();
    if (!announced.empty()) tell_(daemon::SubmitsAnnounced{smsc_, std::move(announced), world_.clock.utc()});
    tell_settled();
    for (auto* link : used) link->flush();
    arm_timer();
}

void HallPump::arm_timer() {
    const auto moment = world_.clock.now();
    auto next = outbox_.has_ready() ? std::optional(moment) : outbox_.next_wakeup();
    if (!next) return;
    std::optional<Instant> may_send;
    for (const auto& link : links_)
        if (const auto at = link->next_submit_at()) may_send = may_send ? std::min(*may_send, *at) : *at;
    if (!may_send) return;
    next = std::max(*next, *may_send);
    world_.hall_at(*next, [weak = weak_from_this(), number = ++armed_] {
        const auto self = weak.lock();
        if (self && self->armed_ == number) self->pump();
    });
}

void HallPump::answered(HallLink& link, const daemon::SubmitAnswered& answer) {
    const auto verdict = outbox_.answered(answer.tag, answer.status, answer.message_id, world_.clock.now(),
                                          world_.clock.utc());
    if (verdict.throttled) link.throttled();
    if (verdict.rebind) link.rebind(fmt::format("a submit was answered with {}", codecs::to_string(answer.status)));
    if (verdict.stop) {
        world_.say("the hall stops submits for a minute: {} for one subscriber after the other",
                   codecs::to_string(answer.status));
        tell_(daemon::LinkChanged{smsc_, smsc_, "submits_stopped", codecs::to_string(answer.status), world_.clock.utc()});
        for (const auto& stopped : links_) stopped->pause_submits(pause_after_stop);
    }
    auto voided = outbox_.take_voided();
    if (!voided.empty()) tell_(daemon::AnnouncementsVoid{std::move(voided)});
    tell_settled();
}

void HallPump::unanswered(const daemon::SubmitUnanswered& submit) {
    outbox_.unanswered(submit.tag, submit.timed_out, world_.clock.utc());
    tell_settled();
}

bool HallPump::working() const {
    if (outbox_.has_under_way()) return true;
    const bool bound = std::any_of(links_.begin(), links_.end(), [](const auto& link) { return link->bound(); });
    return bound && outbox_.has_ready();
}

void HallPump::tell_settled() {
    for (auto& settled : outbox_.take_settled()) {
        constexpr std::array<std::string_view, 6> words = {"accepted", "refused", "too old", "unanswered",
                                                           "of no use: its dialogue is over", "held for a person"};
        world_.say("outbound {} is {}{}", settled.outbound_id, words[static_cast<std::size_t>(settled.how)],
                   settled.maybe_repeated ? ", maybe repeated" : "");
        if (settled.how == daemon::Settlement::unanswered) witness_.given_up(settled.outbound_id);
        tell_(std::move(settled));
    }
}

}  // namespace hall::simulation
