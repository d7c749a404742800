#include "tests/simulation/sim_network.hpp"

#include <algorithm>

namespace hall::simulation {

Connection::Connection(World& world, const Plan& plan, std::uint64_t id) : world_(world), plan_(plan), id_(id) {}

Millis Connection::latency() {
    auto& random = world_.random;
    auto wait = random.between(plan_.latency_from, plan_.latency_to);
    if (plan_.slow_packet > 0 && random.chance(plan_.slow_packet)) wait += random.between(Millis{0}, plan_.slowest_packet);
    return wait;
}

void Connection::write(Side from, ByteView bytes) {
    auto& direction = from_[index(from)];
    if (closed_[index(from)]) return;
    auto& random = world_.random;
    while (!bytes.empty()) {
        const bool in_pieces = bytes.size() > 1 && plan_.split > 0 && random.chance(plan_.split);
        const auto size = in_pieces ? 1 + random.below(bytes.size() - 1) : bytes.size();
        const auto piece = bytes.first(size);
        bytes = bytes.subspan(size);
        direction.free_at = std::max(direction.free_at, world_.clock.now() + latency());
        if (direction.free_at > direction.lost_after) continue;
        direction.under_way.push_back({direction.free_at, Bytes(piece.begin(), piece.end())});
        flow_at(from, direction.free_at);
    }
}

void Connection::flow_at(Side from, Instant when) {
    world_.clock.at(when, [self = shared_from_this(), from] { self->flow(from); });
}

void Connection::flow(Side from) {
    auto& direction = from_[index(from)];
    const auto now = world_.clock.now();
    while (!direction.under_way.empty() && direction.under_way.front().arrives <= now) {
        if (now < stalled_until_) {
            flow_at(from, stalled_until_);
            return;
        }
        const auto piece = std::move(direction.under_way.front());
        direction.under_way.pop_front();
        if (piece.arrives > direction.lost_after) continue;
        // A copy: the end may let go of the connection while it hears.
        const auto hear = ends_[index(other(from))].bytes;
        if (!closed_[index(other(from))] && hear) hear(piece.content);
    }
}

void Connection::stall(Instant until) { stalled_until_ = std::max(stalled_until_, until); }

void Connection::lose_in_flight(Direction& direction) {
    const auto now = world_.clock.now();
    if (now < stalled_until_) {
        direction.lost_after = Instant::min();
        return;
    }
    const auto last = std::max(direction.free_at, now);
    const auto until = now + Millis{static_cast<Millis::rep>(world_.random.below(
                                 static_cast<std::uint64_t>((last - now) / Millis{1}) + 1))};
    direction.lost_after = std::min(direction.lost_after, until);
}

void Connection::tell_closed(Side side, Instant when) {
    world_.clock.at(when, [self = shared_from_this(), side] {
        if (self->closed_[index(side)]) return;
        self->closed_[index(side)] = true;
        auto end = std::exchange(self->ends_[index(side)], {});
        if (end.closed) end.closed();
    });
}

void Connection::close(Side from) {
    if (closed_[index(from)]) return;
    closed_[index(from)] = true;
    ends_[index(from)] = {};
    auto& direction = from_[index(from)];
    if (direction.lost_after != Instant::max()) return;  // the other end will not hear of it either
    // A close with unread bytes is a reset, which may overtake what was written before; a line that stands still
    // will not live to bring it.
    if (world_.clock.now() < stalled_until_ || world_.random.chance(0.2)) lose_in_flight(direction);
    tell_closed(other(from), std::max(direction.free_at, world_.clock.now()) + latency());
}

void Connection::cut(bool hall_hears, bool smsc_hears) {
    cut_ = true;
    for (auto& direction : from_) lose_in_flight(direction);
    const auto soonest = std::max({from_[0].lost_after, from_[1].lost_after, world_.clock.now()});
    if (hall_hears) tell_closed(Side::hall, soonest + latency());
    if (smsc_hears) tell_closed(Side::smsc, soonest + latency());
}

}  // namespace hall::simulation
