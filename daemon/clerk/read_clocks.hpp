#pragma once
// Both clocks of the machine, read as one moment.

#include "daemon/clerk/clock_watch.hpp"
#include "daemon/observe/clock.hpp"

namespace hall::daemon {

/// A process that is frozen between the two would take the time it stood still for a clock that was set back: then it
/// looks again.
inline ClockReading read_clocks() {
    constexpr auto one_moment = std::chrono::milliseconds(10);
    constexpr int most_tries = 5;
    ClockReading reading{};
    for (int tries = 0; tries < most_tries; ++tries) {
        reading.steady = now();
        reading.utc = utc_now();
        if (now() - reading.steady <= one_moment) break;
    }
    return reading;
}

}  // namespace hall::daemon
