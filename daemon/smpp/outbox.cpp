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
// A reply that could not be sent for so long is of no use any more.
constexpr Millis most_age = 24h;
// An SMSC that never answers a part on a living link probably takes it each time: not for ever again.
constexpr int most_silences = 3;
// A part that new sessions did not help may itself be at fault: it goes on resting, but costs no more sessions.
constexpr int most_rebinds = 3;
// Refusals that concern every message, for so many subscribers in a row, stop the link; a single one may be that
// message's own fault, and must not stop the others.
constexpr std::size_t stops_that_count = 3;
// Parts announced at once: what a crash may leave in doubt.
constexpr std::size_t most_announced = 64;

}  // namespace

void Outbox::add(OutboundPart part) {
    const auto number = part.subscriber;
    const auto id = part.id;
    if (!numbers_.emplace(id, number).second) return;
    auto& lane = lanes_[number];
    lane.parts[id].part = std::move(part);
    refresh(number, lane);
}

// The next part that its lane lets go: the first one that waits, if no reply before it is open.
std::optional<std::int64_t> Outbox::next_of(const Lane& lane) {
    if (lane.rests_until) return std::nullopt;
    std::optional<std::int64_t> open_reply;
    for (const auto& [id, entry] : lane.parts) {
        if (entry.place == Place::held) continue;  // waits for a person, and for nobody else
        if (open_reply && entry.part.reply_id != *open_reply) return std::nullopt;
        if (entry.place == Place::waiting) return id;
        open_reply = entry.part.reply_id;
    }
    return std::nullopt;
}

void Outbox::refresh(const std::string& number, Lane& lane) {
    const auto next = next_of(lane);
    if (next == lane.ready) return;
    if (lane.ready) ready_.erase(*lane.ready);
    if (next) ready_.emplace(*next, number);
    lane.ready = next;
}

void Outbox::place(Lane& lane, Entry& entry, Place place) {
    in_flight_ -= entry.place == Place::in_flight ? 1 : 0;
    announced_ -= entry.place == Place::announced ? 1 : 0;
    entry.place = place;
    in_flight_ += place == Place::in_flight ? 1 : 0;
    announced_ += place == Place::announced ? 1 : 0;
    refresh(entry.part.subscriber, lane);
}

std::optional<Outbox::Found> Outbox::find(std::int64_t id) {
    const auto number = numbers_.find(id);
    if (number == numbers_.end()) return std::nullopt;
    auto& lane = lanes_.find(number->second)->second;
    return Found{&lane, lane.parts.find(id)};
}

void Outbox::wake(Instant now) {
    while (!wakeups_.empty() && wakeups_.begin()->first <= now) {
        const auto number = wakeups_.begin()->second;
        wakeups_.erase(wakeups_.begin());
        auto& lane = lanes_.find(number)->second;
        lane.rests_until.reset();
        refresh(number, lane);
    }
}

std::optional<Outbox::Departure> Outbox::take_next(Instant now, UtcTime utc) {
    wake(now);
    while (!ready_.empty()) {
        const auto found = *find(ready_.begin()->first);
        auto& entry = found.entry->second;
        if (!still_ && entry.part.useful_until && utc >= *entry.part.useful_until) {
            settle(found, Settlement::dialogue_over, std::nullopt, {}, utc);
        } else if (give_up_if_too_old(found, utc)) {
            continue;
        } else if (settings_.unanswered != Unanswered::resend && !entry.part.announced) {
            if (announced_ >= most_announced) return std::nullopt;
            announcements_.push_back(entry.part.id);
            place(*found.lane, entry, Place::announced);
        } else {
            ++entry.part.attempts;
            entry.submitted_at = utc;
            // Half a list is of less use than a late one: from here on all of it goes.
            for (auto& [id, other] : found.lane->parts)
                if (other.part.reply_id == entry.part.reply_id) other.part.useful_until.reset();
            place(*found.lane, entry, Place::in_flight);
            return Departure{entry.part.id, &entry.part.pdu};
        }
    }
    return std::nullopt;
}

Outbox::Verdict Outbox::answered(std::int64_t id, codecs::CommandStatus status, std::string message_id, Instant now,
                                 UtcTime utc) {
    const auto found = find(id);
    if (!found) return {};
    auto& entry = found->entry->second;
    const auto meaning = codecs::classify(status, settings_.statuses);
    if (meaning == StatusClass::accepted) {
        // Late, perhaps, when it already waits to go again: taken is taken.
        stopped_.clear();
        settle(*found, Settlement::accepted, status, std::move(message_id), utc);
        return {};
    }
    if (entry.place != Place::in_flight) return {};
    entry.last_status = status;
    if (entry.part.announced && meaning != StatusClass::refused) {
        entry.part.announced = false;
        voided_.push_back(id);
    }
    const auto refuse = [&] { settle(*found, Settlement::refused, status, {}, utc); };
    switch (meaning) {
        case StatusClass::accepted: break;
        case StatusClass::refused: refuse(); break;
        case StatusClass::once_more:
            if (entry.part.attempts > 1) {
                refuse();
            } else {
                rest(*found, now);
            }
            break;
        case StatusClass::slow_down:
            if (give_up_if_too_old(*found, utc)) return {.throttled = true};
            // The whole link waits, so order is kept, and the attempt does not count.
            --entry.part.attempts;
            place(*found->lane, entry, Place::waiting);
            return {.throttled = true};
        case StatusClass::retry:
            if (!give_up_if_too_old(*found, utc)) rest(*found, now);
            break;
        case StatusClass::rebind:
            if (give_up_if_too_old(*found, utc)) return {};
            {
                const bool rebind = entry.part.attempts <= most_rebinds;
                rest(*found, now);
                return {.rebind = rebind};
            }
        case StatusClass::stop: {
            const bool everybody = everybody_is_stopped(entry.part.subscriber);
            if (!give_up_if_too_old(*found, utc)) rest(*found, now);
            return {.stop = everybody};
        }
    }
    return {};
}

bool Outbox::everybody_is_stopped(const std::string& number) {
    stopped_.insert(number);
    if (stopped_.size() < stops_that_count) return false;
    stopped_.clear();
    return true;
}

void Outbox::unanswered(std::int64_t id, bool timed_out, UtcTime utc) {
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
    if (timed_out) ++entry.part.silences;
    if (entry.part.silences >= most_silences) {
        settle(*found, Settlement::unanswered, std::nullopt, {}, utc);
    } else if (!give_up_if_too_old(*found, utc)) {
        place(*found->lane, entry, Place::waiting);
    }
}

void Outbox::unsendable(std::int64_t id, UtcTime utc) {
    if (const auto found = find(id)) settle(*found, Settlement::refused, std::nullopt, {}, utc);
}

std::vector<SubmitSettled> Outbox::take_settled() { return std::exchange(settled_, {}); }

std::vector<std::int64_t> Outbox::take_voided() { return std::exchange(voided_, {}); }

std::vector<std::int64_t> Outbox::take_announcements() { return std::exchange(announcements_, {}); }

void Outbox::released(std::int64_t id) {
    const auto found = find(id);
    if (!found || found->entry->second.place != Place::announced) return;
    found->entry->second.part.announced = true;
    place(*found->lane, found->entry->second, Place::waiting);
}

bool Outbox::has_ready() const {
    if (ready_.empty()) return false;
    if (settings_.unanswered == Unanswered::resend || announced_ < most_announced) return true;
    const auto& [id, number] = *ready_.begin();
    return lanes_.find(number)->second.parts.find(id)->second.part.announced;
}

std::optional<Instant> Outbox::next_wakeup() const {
    if (wakeups_.empty()) return std::nullopt;
    return wakeups_.begin()->first;
}

void Outbox::settle(const Found& found, Settlement how, std::optional<codecs::CommandStatus> status,
                    std::string message_id, UtcTime utc) {
    auto& entry = found.entry->second;
    const auto& part = entry.part;
    settled_.push_back({part.id, part.smsc, how, part.attempts, part.maybe_repeated, status, std::move(message_id),
                        entry.submitted_at, utc});
    const auto number = part.subscriber;
    in_flight_ -= entry.place == Place::in_flight ? 1 : 0;
    announced_ -= entry.place == Place::announced ? 1 : 0;
    numbers_.erase(part.id);
    found.lane->parts.erase(found.entry);
    refresh(number, *found.lane);
    if (!found.lane->parts.empty()) return;
    if (found.lane->rests_until) wakeups_.erase({*found.lane->rests_until, number});
    lanes_.erase(number);
}

void Outbox::rest(const Found& found, Instant now) {
    auto& entry = found.entry->second;
    const auto& number = entry.part.subscriber;
    const auto until = now + first_rest * (1 << std::clamp(entry.part.attempts - 1, 0, most_doublings));
    auto& rests = found.lane->rests_until;
    if (!rests || *rests < until) {
        if (rests) wakeups_.erase({*rests, number});
        wakeups_.emplace(until, number);
        rests = until;
    }
    place(*found.lane, entry, Place::waiting);
}

bool Outbox::give_up_if_too_old(const Found& found, UtcTime utc) {
    if (still_ || utc - found.entry->second.part.created_at <= most_age) return false;
    settle(found, Settlement::too_old, found.entry->second.last_status, {}, utc);
    return true;
}

}  // namespace hall::daemon
