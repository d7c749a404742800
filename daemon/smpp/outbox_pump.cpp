#include "daemon/smpp/outbox_pump.hpp"

#include "daemon/observe/log.hpp"

#include <algorithm>
#include <utility>

namespace hall::daemon {

namespace {

using namespace std::chrono_literals;

// How long an SMSC that refuses everybody's replies is left alone before a few are tried again. Not longer: when what was
// wrong has been mended, or when there is one whom it does take, nobody is to wait for it.
constexpr Millis pause_after_stop = 2s;

std::string_view log_word(Settlement how) {
    switch (how) {
        case Settlement::accepted: return "reply_accepted";
        case Settlement::refused: return "reply_refused";
        case Settlement::too_old: return "reply_too_old";
        case Settlement::unanswered: return "reply_unanswered";
        case Settlement::dialogue_over: return "reply_dialogue_over";
        case Settlement::replaced: return "reply_replaced";
        case Settlement::emptied: return "reply_emptied";
        case Settlement::recalled: return "reply_recalled";
        case Settlement::held: return "reply_held";
    }
    return "";
}

}  // namespace

OutboxPump::OutboxPump(Network& network, std::string smsc, OutboxSettings settings,
                       std::function<void(Event)> tell)
    : network_(network), timer_(network.timer()), smsc_(std::move(smsc)), tell_(std::move(tell)), outbox_(std::move(settings)) {}

Link* OutboxPump::next_link() {
    for (std::size_t i = 1; i <= links_.size(); ++i) {
        const auto index = (last_used_ + i) % links_.size();
        if (!links_[index]->can_submit()) continue;
        last_used_ = index;
        return links_[index].get();
    }
    return nullptr;
}

void OutboxPump::pump() {
    std::vector<Link*> used;
    outbox_.expire(network_.utc_now());
    while (auto* link = next_link()) {
        const auto next = outbox_.take_next(network_.now(), network_.utc_now());
        if (!next) break;
        if (link->submit(*next->pdu, next->id)) {
            if (std::find(used.begin(), used.end(), link) == used.end()) used.push_back(link);
        } else {
            outbox_.unsendable(next->id, network_.utc_now());
        }
    }
    auto announced = outbox_.take_announcements();
    if (!announced.empty()) tell_(SubmitsAnnounced{smsc_, std::move(announced), network_.utc_now()});
    tell_settled();
    for (auto* link : used) link->flush();
    arm_timer();
}

void OutboxPump::arm_timer() {
    auto next = next_departure();
    // What is of use for a time only ends on its time, whether a link could take it or not.
    if (const auto expiry = outbox_.next_expiry()) {
        const auto at = network_.now() + std::max(*expiry - network_.utc_now(), Millis(0));
        next = next ? std::min(*next, at) : at;
    }
    if (next) timer_->start(*next, [this] { pump(); });
}

std::optional<Instant> OutboxPump::next_departure() const {
    const auto next = outbox_.has_ready() ? std::optional(network_.now()) : outbox_.next_wakeup();
    if (!next) return std::nullopt;
    // A rest that ends while the links are held back by their rates or pauses ends with the first of those.
    std::optional<Instant> may_send;
    for (const auto& link : links_)
        if (const auto at = link->next_submit_at()) may_send = may_send ? std::min(*may_send, *at) : *at;
    // What full windows or lost links hold back goes when one of them says that it may.
    if (!may_send) return std::nullopt;
    return std::max(*next, *may_send);
}

std::vector<LaneStatus> OutboxPump::longest_lanes(std::size_t most) const {
    std::vector<LaneStatus> all;
    for (auto& lane : outbox_.longest(most)) {
        std::optional<UtcTime> rests_until;
        if (lane.rests_until && *lane.rests_until > network_.now())
            rests_until = network_.utc_now() + std::chrono::duration_cast<Millis>(*lane.rests_until - network_.now());
        all.push_back({smsc_, std::move(lane), rests_until});
    }
    return all;
}

std::size_t OutboxPump::empty_lane(const std::string& subscriber) {
    const auto emptied = outbox_.empty_lane(subscriber, network_.utc_now());
    pump();
    return emptied;
}

void OutboxPump::answered(Link& link, const SubmitAnswered& answer) {
    auto& session = sessions_[link.index()];
    if (std::exchange(session, link.session_number()) != link.session_number()) outbox_.session_began(link.index());
    const auto verdict = outbox_.answered(answer.tag, answer.status, answer.message_id, network_.now(),
                                          network_.utc_now(), link.index());
    link.judge(answer, verdict.throttled, verdict.refused);
    if (verdict.rebind) link.rebind(fmt::format("a submit was answered with {}", codecs::to_string(answer.status)));
    if (verdict.stop) stop_links(answer.status);
    if (stopped_since_ && answer.status == codecs::CommandStatus::ok) {
        stopped_since_.reset();
        tell_(LinkChanged{smsc_, smsc_ + "/replies", "submits_resumed", "", network_.utc_now()});
    }
    auto voided = outbox_.take_voided();
    if (!voided.empty()) tell_(AnnouncementsVoid{std::move(voided)});
    tell_settled();
}

void OutboxPump::unanswered(const SubmitUnanswered& submit) {
    outbox_.unanswered(submit.tag, submit.timed_out, network_.now(), network_.utc_now());
    tell_settled();
}

void OutboxPump::stop_links(codecs::CommandStatus status) {
    for (const auto& link : links_) link->pause_submits(pause_after_stop);
    if (stopped_since_) return;
    stopped_since_ = network_.utc_now();
    const auto detail = fmt::format("{} for one subscriber after the other; check the settings of this SMSC; replies "
                                    "wait, and a few are tried again every two seconds",
                                    codecs::to_string(status));
    log(LogLevel::error, "submits_stopped", {{"smsc", smsc_}, {"detail", detail}});
    tell_(LinkChanged{smsc_, smsc_ + "/replies", "submits_stopped", detail, network_.utc_now()});
}

bool OutboxPump::working() const {
    if (outbox_.has_under_way()) return true;
    const bool bound = std::any_of(links_.begin(), links_.end(), [](const auto& link) { return link->bound(); });
    return bound && outbox_.has_ready();
}

void OutboxPump::tell_settled() {
    for (auto& subscriber : outbox_.take_resting()) tell_(LaneRests{smsc_, std::move(subscriber)});
    for (auto& settled : outbox_.take_settled()) {
        // That he asked for more since is no news for an operator.
        const auto level = settled.how == Settlement::replaced ? LogLevel::debug : LogLevel::warn;
        if (settled.how != Settlement::accepted)
            log(level, log_word(settled.how),
                {{"smsc", settled.smsc},
                 {"outbound_id", settled.outbound_id},
                 {"status", settled.status ? codecs::to_string(*settled.status) : "no answer"}});
        tell_(std::move(settled));
    }
}

}  // namespace hall::daemon
