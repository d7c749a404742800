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
    utc_ = part.created_at;
    lane.reply_parts += part.kind == ReplyKind::notice ? 0 : 1;
    auto& entry = lane.parts[id];
    entry.part = std::move(part);
    watch_expiry(entry, true);
    refresh(number, lane);
    make_room(lane);
}

// The next part that its lane lets go: the first one that waits, if no reply before it is open.
std::optional<Outbox::Turn> Outbox::next_of(const Lane& lane) {
    if (lane.rests_until) return std::nullopt;
    std::optional<std::int64_t> open_reply;
    for (const auto& [id, entry] : lane.parts) {
        if (entry.place == Place::held) continue;  // waits for a person, and for nobody else
        if (open_reply && entry.part.reply_id != *open_reply) return std::nullopt;
        if (entry.place == Place::waiting) return Turn{lane.reply_parts == 0, entry.rests > 0, id};
        open_reply = entry.part.reply_id;
    }
    return std::nullopt;
}

void Outbox::refresh(const std::string& number, Lane& lane) {
    const auto next = next_of(lane);
    if (next == lane.ready) return;
    if (next && (!lane.ready || lane.ready->id != next->id)) lane.ready_since = utc_;
    if (lane.ready) ready_.erase(*lane.ready);
    if (next) ready_.emplace(*next, number);
    lane.ready = next;
}

// A part of it is with the SMSC, or is about to be, or nobody knows.
bool Outbox::under_way(const Lane& lane, std::int64_t reply_id) {
    return std::any_of(lane.parts.begin(), lane.parts.end(), [reply_id](const auto& one) {
        const auto& entry = one.second;
        return entry.part.reply_id == reply_id && entry.place != Place::waiting;
    });
}

// Example, for three replies: a list, an order's answer, a list, and now a query's answer comes. The first list, which
// its reader has gone past, ends as replaced. Had it left already, the second list would. What waits for a person is not
// counted, or whoever has some of that would not be answered for days; nor are notices, for which he did not ask.
void Outbox::make_room(Lane& lane) {
    if (lane.parts.size() <= settings_.open_replies) return;
    std::map<std::int64_t, ReplyKind> open;  // by id of the reply
    UtcTime newest;
    for (const auto& [id, entry] : lane.parts) {
        if (entry.place == Place::held || entry.part.kind == ReplyKind::notice) continue;
        open.emplace(entry.part.reply_id, entry.part.kind);
        newest = std::max(newest, entry.part.created_at);
    }
    if (open.empty()) return;
    auto left = open.size();
    const auto last = open.rbegin()->first;
    for (const auto& [reply_id, kind] : open) {
        if (left <= settings_.open_replies || reply_id == last) return;
        if (kind != ReplyKind::replaceable || under_way(lane, reply_id)) continue;
        end_reply(lane, reply_id, Settlement::replaced, newest);
        --left;
    }
}

// What waits of a reply ends; the lane must hold something else, too, or the caller must not use it afterwards.
void Outbox::end_reply(Lane& lane, std::int64_t reply_id, Settlement how, UtcTime utc) {
    std::vector<std::int64_t> ids;
    for (const auto& [id, entry] : lane.parts)
        if (entry.part.reply_id == reply_id && entry.place == Place::waiting) ids.push_back(id);
    for (const auto id : ids) {
        const auto found = *find(id);
        settle(found, how, found.entry->second.last_status, {}, utc);
    }
}

// Half a list is of less use than a late one: once a part of it may have arrived, all of it goes.
void Outbox::keep_whole(Lane& lane, std::int64_t reply_id) {
    for (auto& [id, entry] : lane.parts) {
        if (entry.part.reply_id != reply_id) continue;
        watch_expiry(entry, false);
        entry.part.useful_until.reset();
        if (entry.part.kind == ReplyKind::replaceable) entry.part.kind = ReplyKind::told;
    }
}

void Outbox::watch_expiry(const Entry& entry, bool watched) {
    if (!entry.part.useful_until) return;
    const std::pair key{*entry.part.useful_until, entry.part.id};
    if (watched) {
        expiries_.insert(key);
    } else {
        expiries_.erase(key);
    }
}

void Outbox::expire(UtcTime utc) {
    utc_ = utc;
    while (!still_ && !expiries_.empty() && expiries_.begin()->first <= utc) {
        const auto id = expiries_.begin()->second;
        expiries_.erase(expiries_.begin());
        const auto found = *find(id);
        const auto reply_id = found.entry->second.part.reply_id;
        // Of one that is under way its answer decides: if it has to wait again, it is looked at again.
        if (!under_way(*found.lane, reply_id)) end_reply(*found.lane, reply_id, Settlement::dialogue_over, utc);
    }
}

std::optional<UtcTime> Outbox::next_expiry() const {
    if (still_ || expiries_.empty()) return std::nullopt;
    return expiries_.begin()->first;
}

std::size_t Outbox::empty_lane(const std::string& subscriber, UtcTime utc) {
    const auto found = lanes_.find(subscriber);
    if (found == lanes_.end()) return 0;
    std::vector<std::int64_t> ids;
    for (const auto& [id, entry] : found->second.parts)
        if (entry.place == Place::waiting) ids.push_back(id);
    for (const auto id : ids) {
        const auto part = *find(id);
        settle(part, Settlement::emptied, part.entry->second.last_status, {}, utc);
    }
    return ids.size();
}

std::size_t Outbox::resting() const {
    std::size_t parts = 0;
    for (const auto& [number, lane] : lanes_) {
        const auto held = std::count_if(lane.parts.begin(), lane.parts.end(),
                                        [](const auto& one) { return one.second.place == Place::held; });
        parts += lane.told_resting ? lane.parts.size() : static_cast<std::size_t>(held);
    }
    return parts;
}

std::vector<LaneState> Outbox::longest(std::size_t most) const {
    std::vector<std::pair<std::size_t, const std::pair<const std::string, Lane>*>> all;
    for (const auto& lane : lanes_) all.emplace_back(lane.second.parts.size(), &lane);
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size()));
    std::partial_sort(all.begin(), end, all.end(), [](const auto& one, const auto& other) {
        return one.first != other.first ? one.first > other.first : one.second->first < other.second->first;
    });
    std::vector<LaneState> states;
    for (auto next = all.begin(); next != end; ++next) {
        const auto& [number, lane] = *next->second;
        LaneState state;
        state.subscriber = number;
        state.parts = lane.parts.size();
        state.rests_until = lane.rests_until;
        const auto& first = lane.parts.begin()->second;
        state.oldest = first.part.created_at;
        state.last_status = first.last_status;
        std::set<std::int64_t> replies;
        for (const auto& [id, entry] : lane.parts) {
            replies.insert(entry.part.reply_id);
            state.held += entry.place == Place::held ? 1 : 0;
        }
        state.replies = replies.size();
        states.push_back(std::move(state));
    }
    return states;
}

std::optional<UtcTime> Outbox::oldest_ready() const {
    std::optional<UtcTime> oldest;
    for (const auto& [turn, number] : ready_) {
        if (turn.notices_only) break;  // behind all others
        const auto since = lanes_.find(number)->second.ready_since;
        oldest = oldest ? std::min(*oldest, since) : since;
    }
    return oldest;
}

std::vector<std::string> Outbox::take_resting() { return std::exchange(resting_, {}); }

void Outbox::place(Lane& lane, Entry& entry, Place place) {
    in_flight_ -= entry.place == Place::in_flight ? 1 : 0;
    announced_ -= entry.place == Place::announced ? 1 : 0;
    entry.place = place;
    watch_expiry(entry, place == Place::waiting);
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
    const auto rested = ready_.lower_bound(Turn{false, true, 0});
    return rested == ready_.end() || rested->first.notices_only ? ready_.begin() : rested;
}

std::optional<Outbox::Departure> Outbox::take_next(Instant now, UtcTime utc) {
    wake(now);
    expire(utc);
    while (!ready_.empty()) {
        const auto found = *find(next_ready()->first.id);
        auto& entry = found.entry->second;
        if (entry.recalled) {
            settle(found, Settlement::recalled, entry.last_status, {}, utc);
        } else if (give_up_if_too_old(found, utc)) {
            continue;
        } else if (settings_.unanswered != Unanswered::resend && !entry.part.announced) {
            if (announced_ >= most_announced) return std::nullopt;
            announcements_.push_back(entry.part.id);
            place(*found.lane, entry, Place::announced);
        } else {
            ++entry.part.attempts;
            entry.submitted_at = utc;
            entry.departure = ++departures_;
            tried_at_ = now;
            rested_turn_ = !rested_turn_;
            place(*found.lane, entry, Place::in_flight);
            return Departure{entry.part.id, &entry.part.pdu};
        }
    }
    return std::nullopt;
}

void Outbox::recall(std::int64_t id, UtcTime utc) {
    const auto found = find(id);
    if (!found) return;
    auto& entry = found->entry->second;
    entry.recalled = true;
    if (entry.place == Place::waiting || entry.place == Place::announced)
        settle(*found, Settlement::recalled, entry.last_status, {}, utc);
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
    const auto& [turn, number] = *next_ready();
    return lanes_.find(number)->second.parts.find(turn.id)->second.part.announced;
}

void Outbox::settle(const Found& found, Settlement how, std::optional<codecs::CommandStatus> status,
                    std::string message_id, UtcTime utc) {
    utc_ = utc;
    auto& entry = found.entry->second;
    const auto& part = entry.part;
    settled_.push_back({part.id, part.smsc, how, part.attempts, part.maybe_repeated, status, std::move(message_id),
                        entry.submitted_at, utc});
    const auto number = part.subscriber;
    if (is_by_the_smsc(how)) {
        keep_whole(*found.lane, part.reply_id);
        found.lane->told_resting = false;
    }
    in_flight_ -= entry.place == Place::in_flight ? 1 : 0;
    announced_ -= entry.place == Place::announced ? 1 : 0;
    found.lane->reply_parts -= part.kind == ReplyKind::notice ? 0 : 1;
    watch_expiry(entry, false);
    numbers_.erase(part.id);
    found.lane->parts.erase(found.entry);
    refresh(number, *found.lane);
    if (!found.lane->parts.empty()) return;
    if (found.lane->rests_until) wakeups_.erase({*found.lane->rests_until, number});
    lanes_.erase(number);
}

bool Outbox::give_up_if_too_old(const Found& found, UtcTime utc) {
    if (still_ || utc - found.entry->second.part.created_at <= most_age) return false;
    settle(found, Settlement::too_old, found.entry->second.last_status, {}, utc);
    return true;
}

}  // namespace hall::daemon
