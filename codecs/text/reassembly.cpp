// The waiting room of parts. Every part that goes in comes out once: joined, or given up. The age index, the numbers'
// holdings and the messages always speak of the same keys.

#include "codecs/text/reassembly.hpp"

#include <algorithm>
#include <utility>

namespace hall::codecs {

namespace {

// Some dozens of honest long texts at the usual bounds, or as many as a phone sends in an hour.
std::size_t share_of(std::size_t most) { return std::max<std::size_t>(most / 256, 1); }

}  // namespace

Reassembler::Reassembler(Millis time_limit, std::size_t most_messages, std::size_t most_octets)
    : time_limit_(time_limit), most_messages_(std::max<std::size_t>(most_messages, 1)), most_octets_(most_octets),
      places_(share_of(most_messages)), content_(share_of(most_octets)) {}

PartOutcome Reassembler::add(const LongMessageKey& key, std::uint8_t sequence, WaitingPart part, UtcTime now) {
    if (sequence == 0 || sequence > key.total || key.total == 1) {
        return PartsComplete{{part.id}, std::move(part.content)};
    }
    // Before the look-up: a key whose time is over must not swallow the first part of the next message.
    expire(now);

    auto message = messages_.find(key);
    if (message != messages_.end()) {
        const auto held = message->second.parts.find(sequence);
        if (held != message->second.parts.end()) {
            if (held->second.content == part.content) return PartRepeated{held->second.id};
            give_up(message);
            message = messages_.end();
        }
    }
    if (message == messages_.end()) {
        message = messages_.emplace(key, Message{now, arrivals_++, {}}).first;
        by_age_.emplace(message->second.age(), key);
        places_.take(key.source, message->second.age(), 1);
    }
    auto& parts = message->second.parts;
    octets_ += part.content.size();
    content_.take(key.source, message->second.age(), part.content.size());
    parts.emplace(sequence, std::move(part));
    if (parts.size() < key.total) {
        make_room(message);
        return PartsWaiting{};
    }

    PartsComplete whole;
    for (const auto& [number, waiting] : parts) {
        whole.ids.push_back(waiting.id);
        whole.content.insert(whole.content.end(), waiting.content.begin(), waiting.content.end());
    }
    forget(message);
    return whole;
}

void Reassembler::renew(const LongMessageKey& key, UtcTime now) {
    const auto message = messages_.find(key);
    if (message == messages_.end() || message->second.first_seen >= now) return;
    const auto before = message->second.age();
    message->second.first_seen = now;
    by_age_.erase(before);
    by_age_.emplace(message->second.age(), key);
    places_.renew(key.source, before, message->second.age());
    content_.renew(key.source, before, message->second.age());
}

std::vector<ExpiredParts> Reassembler::take_expired(UtcTime now) {
    expire(now);
    return std::exchange(given_up_, {});
}

std::optional<UtcTime> Reassembler::next_expiry() const {
    if (by_age_.empty()) return std::nullopt;
    return std::get<UtcTime>(by_age_.begin()->first) + time_limit_;
}

void Reassembler::clear() {
    messages_.clear();
    by_age_.clear();
    places_.clear();
    content_.clear();
    given_up_.clear();
    octets_ = 0;
}

void Reassembler::expire(UtcTime now) {
    while (!by_age_.empty() && std::get<UtcTime>(by_age_.begin()->first) + time_limit_ <= now) {
        give_up(messages_.find(by_age_.begin()->second));
    }
}

void Reassembler::make_room(std::map<LongMessageKey, Message>::iterator newest) {
    const auto key = newest->first;
    const auto age = newest->second.age();
    const auto give_up_of = [&](const PartHolders& holders) {
        give_up(messages_.find(by_age_.find(holders.first_to_go(key.source, age))->second));
    };
    while (messages_.size() > most_messages_) give_up_of(places_);
    // However long it is, one message may wait alone.
    while (octets_ > most_octets_ && messages_.size() > 1) give_up_of(content_);
}

void Reassembler::give_up(std::map<LongMessageKey, Message>::iterator message) {
    ExpiredParts expired{message->first, {}, {}};
    for (unsigned number = 1; number <= message->first.total; ++number) {
        const auto sequence = static_cast<std::uint8_t>(number);
        const auto held = message->second.parts.find(sequence);
        if (held == message->second.parts.end()) {
            expired.missing.push_back(sequence);
        } else {
            expired.ids.push_back(held->second.id);
        }
    }
    given_up_.push_back(std::move(expired));
    forget(message);
}

void Reassembler::forget(std::map<LongMessageKey, Message>::iterator message) {
    std::size_t octets = 0;
    for (const auto& [number, part] : message->second.parts) octets += part.content.size();
    octets_ -= octets;
    by_age_.erase(message->second.age());
    places_.give_back(message->first.source, message->second.age(), 1);
    content_.give_back(message->first.source, message->second.age(), octets);
    messages_.erase(message);
}

}  // namespace hall::codecs
