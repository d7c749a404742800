// What answers mean for parts, and for the lanes that wait behind them: the other half of outbox.cpp.
//
// A passing refusal lets its lane rest, longer each time, and nobody else. Whether it was the message's own fault, its
// subscriber's, or everybody's is not said on the wire; it is told from what happens to the others:
//   - some are accepted: it is the message's own. It rests; if it found fault with the session it is refused in the end.
//   - nobody is: the SMSC itself does not work. Rests go on growing, but somebody is tried every two seconds, and the
//     first of those who rested to be accepted wakes two others, these two others each, until all are awake. So a queue
//     that was full for an hour is found open again within seconds, and a thousand handsets that are off are not all
//     tried because one of them was switched on.

#include "daemon/smpp/outbox.hpp"

#include <algorithm>
#include <utility>

namespace hall::daemon {

using codecs::StatusClass;

namespace {

using namespace std::chrono_literals;

// Waits after failures in passing double from the first to the last.
constexpr Millis first_rest = 1s;
constexpr int most_doublings = 8;  // 256 s
// While nobody is accepted somebody is tried so often.
constexpr Millis probe_every = 2s;
// An SMSC that never answers a part on a living link, while it takes what was sent later, probably takes this one each
// time: not for ever again. One that takes nothing at all has stopped working: its silence says nothing of the part.
constexpr int most_silences = 3;
// A part that new sessions did not help may itself be at fault: it goes on resting, but costs no more sessions.
constexpr int most_rebinds = 3;
// A part that is answered with a fault of the session so often, while the session accepts others, is refused.
constexpr int most_session_faults = 4;

}  // namespace

Outbox::Verdict Outbox::answered(std::int64_t id, codecs::CommandStatus status, std::string message_id, Instant now,
                                 UtcTime utc, std::size_t link) {
    utc_ = utc;
    const auto meaning = codecs::classify(status, settings_.statuses);
    if (meaning == StatusClass::accepted) {
        refusals_.accepted();
        nobody_accepted_since_.reset();
        stops_.accepted();
        auto& session = sessions_[link];
        session.refusals.accepted();
        session.accepted_last = ++acceptances_;
    }
    const auto found = find(id);
    if (!found) return {};
    auto& entry = found->entry->second;
    if (meaning == StatusClass::accepted) {
        latest_accepted_ = std::max(latest_accepted_, entry.departure);
        // Late, perhaps, when it already waits to go again: taken is taken.
        const bool rested = entry.rests > 0;
        settle(*found, Settlement::accepted, status, std::move(message_id), utc);
        for (int i = 0; rested && i < 2; ++i) wake_first();
        return {};
    }
    if (entry.place != Place::in_flight) return {};
    entry.last_status = status;
    if (entry.part.announced && meaning != StatusClass::refused) {
        entry.part.announced = false;
        voided_.push_back(id);
    }
    if (meaning != StatusClass::refused && meaning != StatusClass::once_more) {
        refusals_.refused(entry.part.subscriber);
        if (refusals_.several() && !nobody_accepted_since_) nobody_accepted_since_ = utc;
    }
    const auto refuse = [&] { settle(*found, Settlement::refused, status, {}, utc); };
    switch (meaning) {
        case StatusClass::accepted: break;
        case StatusClass::refused: refuse(); return {.refused = true};
        case StatusClass::once_more:
            if (entry.part.attempts > 1) {
                refuse();
                return {.refused = true};
            }
            rest(*found, now);
            break;
        case StatusClass::slow_down:
            if (give_up_if_too_old(*found, utc)) return {.throttled = true};
            --entry.part.attempts;  // it was not looked at
            rest(*found, now);
            return {.throttled = true};
        case StatusClass::retry:
            if (!give_up_if_too_old(*found, utc)) rest(*found, now);
            break;
        case StatusClass::rebind: return session_refused(*found, now, utc, link);
        case StatusClass::stop:
            stops_.refused(entry.part.subscriber);
            if (!give_up_if_too_old(*found, utc)) rest(*found, now);
            return {.stop = stops_.everybody()};
    }
    return {};
}

// ESME_RINVBNDSTS and its like. A session that has accepted nothing, or nothing any more, is at fault itself. One that
// goes on accepting others' submits is not, whatever it says of this one. Where hardly anybody asks for anything "nothing
// any more" is seen on one part alone: it was refused so before, and nothing was accepted since.
Outbox::Verdict Outbox::session_refused(const Found& found, Instant now, UtcTime utc, std::size_t link) {
    auto& entry = found.entry->second;
    auto& session = sessions_[link];
    session.refusals.refused(entry.part.subscriber);
    if (give_up_if_too_old(found, utc)) return {};
    const auto before = std::exchange(entry.session_fault_at, acceptances_);
    if (!session.refusals.any_accepted() || session.refusals.everybody() || (before && session.accepted_last <= *before)) {
        rest(found, now);
        return {.rebind = entry.rebinds++ < most_rebinds};
    }
    if (++entry.session_faults >= most_session_faults) {
        settle(found, Settlement::refused, entry.last_status, {}, utc);
        return {.refused = true};
    }
    rest(found, now);
    return {};
}

void Outbox::unanswered(std::int64_t id, bool timed_out, Instant now, UtcTime utc) {
    utc_ = utc;
    const auto found = find(id);
    if (!found || found->entry->second.place != Place::in_flight) return;
    auto& entry = found->entry->second;
    if (settings_.unanswered == Unanswered::fail) {
        settle(*found, Settlement::unanswered, std::nullopt, {}, utc);
        return;
    }
    if (settings_.unanswered == Unanswered::hold) {
        settled_.push_back({id, entry.part.smsc, Settlement::held, entry.part.attempts, entry.part.maybe_repeated,
                            std::nullopt, {}, entry.submitted_at, utc});
        place(*found->lane, entry, Place::held);
        return;
    }
    entry.part.maybe_repeated = true;
    keep_whole(*found->lane, entry.part.reply_id);
    const bool passed_over = timed_out && latest_accepted_ > entry.departure;
    if (passed_over) ++entry.part.silences;
    if (entry.part.silences >= most_silences) {
        settle(*found, Settlement::unanswered, std::nullopt, {}, utc);
    } else if (give_up_if_too_old(*found, utc)) {
        return;
    } else if (timed_out && !passed_over) {
        rest(*found, now);  // longer each time: it may be a copy for the subscriber
    } else {
        place(*found->lane, entry, Place::waiting);
    }
}

void Outbox::rest(const Found& found, Instant now) {
    auto& entry = found.entry->second;
    const auto& number = entry.part.subscriber;
    const auto until = now + first_rest * (1 << std::min(entry.rests++, most_doublings));
    auto& rests = found.lane->rests_until;
    if (!rests || *rests < until) {
        if (rests) wakeups_.erase({*rests, number});
        wakeups_.emplace(until, number);
        rests = until;
    }
    if (!std::exchange(found.lane->told_resting, true)) resting_.push_back(number);
    place(*found.lane, entry, Place::waiting);
}

void Outbox::wake(Instant now) {
    while (!wakeups_.empty() && wakeups_.begin()->first <= now) wake_first();
    if (const auto probe = next_probe(); probe && *probe <= now) {
        tried_at_ = now;
        wake_first();
    }
}

/// The lane whose rest would end first.
void Outbox::wake_first() {
    if (wakeups_.empty()) return;
    const auto number = wakeups_.begin()->second;
    wakeups_.erase(wakeups_.begin());
    auto& lane = lanes_.find(number)->second;
    lane.rests_until.reset();
    refresh(number, lane);
}

/// When somebody is woken before his time, to see whether the SMSC works again.
std::optional<Instant> Outbox::next_probe() const {
    if (wakeups_.empty() || !refusals_.several()) return std::nullopt;
    return tried_at_ + probe_every;
}

std::optional<Instant> Outbox::next_wakeup() const {
    if (wakeups_.empty()) return std::nullopt;
    const auto probe = next_probe();
    return probe ? std::min(*probe, wakeups_.begin()->first) : wakeups_.begin()->first;
}

}  // namespace hall::daemon
