#include "daemon/smpp/outbox.hpp"

#include "daemon/smpp/status_class.hpp"

#include <algorithm>
#include <utility>

namespace hall::daemon {

namespace {

using namespace std::chrono_literals;

// Waits after failures in passing double from the first to the last.
constexpr Millis first_rest = 1s;
constexpr int most_doublings = 8;  // 256 s
// A reply that could not be sent for so long is of no use any more.
constexpr Millis most_age = 24h;
// An SMSC that never answers a part on a living link probably takes it each time: not for ever again.
constexpr int most_silences = 3;

}  // namespace

void Outbox::add(OutboundPart part) { waiting_.emplace(part.id, std::move(part)); }

std::optional<Outbox::Departure> Outbox::take_next(Instant now, UtcTime utc) {
    while (!wakeups_.empty() && wakeups_.begin()->first <= now) {
        const auto rest = resting_.find(wakeups_.begin()->second);
        waiting_.merge(rest->second.parts);
        resting_.erase(rest);
        wakeups_.erase(wakeups_.begin());
    }
    while (!waiting_.empty()) {
        auto node = waiting_.extract(waiting_.begin());
        auto& part = node.mapped();
        if (const auto rest = resting_.find(part.pdu.destination.digits); rest != resting_.end()) {
            rest->second.parts.insert(std::move(node));
            continue;
        }
        ++part.attempts;
        const auto id = part.id;
        const auto flight = in_flight_.emplace(id, Flight{std::move(part), utc}).first;
        return Departure{id, &flight->second.part.pdu};
    }
    return std::nullopt;
}

Outbox::Verdict Outbox::answered(std::int64_t id, codecs::CommandStatus status, std::string message_id, Instant now,
                                 UtcTime utc) {
    if (!in_flight_.contains(id)) return {};
    auto flight = land(id);
    switch (classify(status)) {
        case StatusClass::accepted:
            return {settle(std::move(flight), Settlement::accepted, status, std::move(message_id), utc)};
        case StatusClass::refused: return {settle(std::move(flight), Settlement::refused, status, {}, utc)};
        case StatusClass::slow_down:
            if (utc - flight.part.created_at > most_age)
                return {settle(std::move(flight), Settlement::expired, status, {}, utc), true};
            // The whole link waits, so order is kept, and the attempt does not count.
            --flight.part.attempts;
            add(std::move(flight.part));
            return {std::nullopt, true};
        case StatusClass::transient:
            if (utc - flight.part.created_at > most_age)
                return {settle(std::move(flight), Settlement::expired, status, {}, utc)};
            rest(std::move(flight.part), now);
            return {};
    }
    return {};
}

Outbox::Verdict Outbox::unanswered(std::int64_t id, bool timed_out, UtcTime utc) {
    if (!in_flight_.contains(id)) return {};
    auto flight = land(id);
    flight.part.maybe_repeated = true;
    if (timed_out) ++flight.part.silences;
    if (flight.part.silences >= most_silences || utc - flight.part.created_at > most_age)
        return {settle(std::move(flight), Settlement::expired, std::nullopt, {}, utc)};
    add(std::move(flight.part));
    return {};
}

SubmitSettled Outbox::unsendable(std::int64_t id, UtcTime utc) {
    return settle(land(id), Settlement::refused, std::nullopt, {}, utc);
}

std::optional<Instant> Outbox::next_wakeup() const {
    if (wakeups_.empty()) return std::nullopt;
    return wakeups_.begin()->first;
}

Outbox::Flight Outbox::land(std::int64_t id) {
    auto node = in_flight_.extract(id);
    return std::move(node.mapped());
}

void Outbox::rest(OutboundPart part, Instant now) {
    const auto wait = first_rest * (1 << std::clamp(part.attempts - 1, 0, most_doublings));
    auto& rest = resting_[part.pdu.destination.digits];
    if (rest.parts.empty()) {
        rest.until = now + wait;
        wakeups_.emplace(rest.until, part.pdu.destination.digits);
    }
    rest.parts.emplace(part.id, std::move(part));
}

SubmitSettled Outbox::settle(Flight flight, Settlement how, std::optional<codecs::CommandStatus> status,
                             std::string message_id, UtcTime utc) {
    return {flight.part.id, flight.part.smsc,     how, flight.part.attempts, flight.part.maybe_repeated, status,
            std::move(message_id), flight.submitted_at, utc};
}

}  // namespace hall::daemon
