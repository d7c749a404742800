// The waiting room of parts. Every part that goes in comes out once: joined, or given up. The age index
// and the messages always hold the same keys.

#include "codecs/text/reassembly.hpp"

#include <algorithm>
#include <utility>

namespace hall::codecs {

Reassembler::Reassembler(Millis time_limit, std::size_t most_messages, std::size_t most_octets)
    : time_limit_(time_limit), most_messages_(std::max<std::size_t>(most_messages, 1)), most_octets_(most_octets) {}

PartOutcome Reassembler::add(const LongMessageKey& key, std::uint8_t sequence, WaitingPart part, UtcTime now) {
    if (sequence == 0 || sequence > key.total || key.total == 1) {
        part.coding.octets = part.content.size();
        return PartsComplete{{part.id}, std::move(part.content), {part.coding}};
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
        while (messages_.size() >= most_messages_) give_up(messages_.find(std::get<2>(*by_age_.begin())));
        message = messages_.emplace(key, Message{now, arrivals_++, {}}).first;
        by_age_.emplace(now, message->second.arrival, key);
    }
    auto& parts = message->second.parts;
    octets_ += part.content.size();
    parts.emplace(sequence, std::move(part));
    if (parts.size() < key.total) {
        // Those that came before go first, however short they are; this one is the last to go.
        while (octets_ > most_octets_ && messages_.size() > 1) {
            auto oldest = by_age_.begin();
            if (std::get<2>(*oldest) == key) ++oldest;
            give_up(messages_.find(std::get<2>(*oldest)));
        }
        return PartsWaiting{};
    }

    PartsComplete whole;
    for (const auto& [number, waiting] : parts) {
        whole.ids.push_back(waiting.id);
        whole.content.insert(whole.content.end(), waiting.content.begin(), waiting.content.end());
        whole.codings.push_back(waiting.coding);
        whole.codings.back().octets = waiting.content.size();
    }
    forget(message);
    return whole;
}

void Reassembler::renew(const LongMessageKey& key, UtcTime now) {
    const auto message = messages_.find(key);
    if (message == messages_.end() || message->second.first_seen >= now) return;
    by_age_.erase({message->second.first_seen, message->second.arrival, key});
    message->second.first_seen = now;
    by_age_.emplace(now, message->second.arrival, key);
}

std::vector<ExpiredParts> Reassembler::take_expired(UtcTime now) {
    expire(now);
    return std::exchange(given_up_, {});
}

std::optional<UtcTime> Reassembler::next_expiry() const {
    if (by_age_.empty()) return std::nullopt;
    return std::get<0>(*by_age_.begin()) + time_limit_;
}

void Reassembler::clear() {
    messages_.clear();
    by_age_.clear();
    given_up_.clear();
    octets_ = 0;
}

void Reassembler::expire(UtcTime now) {
    while (!by_age_.empty() && std::get<0>(*by_age_.begin()) + time_limit_ <= now) {
        give_up(messages_.find(std::get<2>(*by_age_.begin())));
    }
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
    by_age_.erase({message->second.first_seen, message->second.arrival, message->first});
    for (const auto& [number, part] : message->second.parts) octets_ -= part.content.size();
    messages_.erase(message);
}

}  // namespace hall::codecs
