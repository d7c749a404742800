#pragma once
// How long to wait before the next attempt to connect: doubling from one figure to another, each wait drawn
// between a half and the whole of it, so that many links do not come back in the same second.

#include "codecs/time.hpp"

#include <algorithm>
#include <random>

namespace hall::daemon {

class Backoff {
public:
    Backoff(Millis from, Millis to, std::uint64_t seed) : from_(from), to_(to), next_(from), random_(seed) {}

    /// The wait before the next attempt; each call doubles the one after.
    Millis next() {
        const auto whole = next_;
        next_ = std::min(next_ * 2, to_);
        return jittered(whole);
    }

    /// The longest wait, for a peer that refused us: asking again soon would not help.
    Millis longest() { return jittered(to_); }

    /// A session was bound: begin from the first figure again.
    void reset() { next_ = from_; }

private:
    Millis jittered(Millis whole) {
        std::uniform_int_distribution<Millis::rep> draw(whole.count() / 2, whole.count());
        return Millis{draw(random_)};
    }

    Millis from_;
    Millis to_;
    Millis next_;
    std::mt19937_64 random_;
};

}  // namespace hall::daemon
