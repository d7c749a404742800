#pragma once
// The hall's UTC time for every thread: the steady clock, and what the clerk last found to lie between it and UTC. A clock
// that somebody sets reaches links, pumps and rows only through the clerk's judgement (daemon/clerk/clock_watch.hpp).

#include "codecs/time.hpp"

#include <atomic>

namespace hall::daemon {

inline UtcTime trusted_time(Instant steady, Millis offset) {
    return UtcTime{std::chrono::floor<Millis>(steady.time_since_epoch()) + offset};
}

class TrustedTime {
public:
    /// Any thread.
    UtcTime at(Instant steady) const {
        return trusted_time(steady, Millis(offset_.load(std::memory_order_relaxed)));
    }

    /// The clerk's thread; before the other threads begin, too.
    void set(Millis offset) { offset_.store(offset.count(), std::memory_order_relaxed); }

private:
    std::atomic<Millis::rep> offset_{0};
};

}  // namespace hall::daemon
