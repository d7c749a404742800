#include "daemon/smpp/outbox.hpp"

#include <algorithm>
#include <utility>

namespace hall::daemon {

using codecs::StatusClass;

namespace {

using namespace std::chrono_literals;

// A reply that could not be sent for so long is of no use any more.
constexpr Millis most_age = 24h;
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
std::optional<Outbox::ReadyKey> Outbox::next_of(const Lane& lane) {
    if (lane.rests_until) return std::nullopt;
    std::optional<std::int64_t> open_reply;
    for (const auto& [id, entry] : lane.parts) {
        if (entry.place == Place::held) continue;  // waits for a person, and for nobody else
        if (open_reply && entry.part.reply_id != *open_reply) return std::nullopt;
        if (entry.place == Place::waiting) return ReadyKey{entry.rests > 0, id};
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

Outbox::Ready::const_iterator Outbox::next_ready() const {
    if (!rested_turn_) return ready_.begin();
    const auto rested = ready_.lower_bound(ReadyKey{true, 0});
    return rested == ready_.end() ? ready_.begin() : rested;
}

std::optional<Outbox::Departure> Outbox::take_next(Instant now, UtcTime utc) {
    wake(now);
    while (!ready_.empty()) {
        const auto found = *find(next_ready()->first.second);
        auto& entry = found.entry->second;
        if (entry.part.useful_until && utc >= *entry.part.useful_until) {
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
            tried_at_ = now;
            rested_turn_ = !rested_turn_;
            // Half a list is of less use than a late one: from here on all of it goes.
            for (auto& [id, other] : found.lane->parts)
                if (other.part.reply_id == entry.part.reply_id) other.part.useful_until.reset();
            place(*found.lane, entry, Place::in_flight);
            return Departure{entry.part.id, &entry.part.pdu};
        }
    }
    return std::nullopt;
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
    const auto& [key, number] = *next_ready();
    return lanes_.find(number)->second.parts.find(key.second)->second.part.announced;
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

bool Outbox::give_up_if_too_old(const Found& found, UtcTime utc) {
    if (utc - found.entry->second.part.created_at <= most_age) return false;
    settle(found, Settlement::too_old, found.entry->second.last_status, {}, utc);
    return true;
}

}  // namespace hall::daemon
