#pragma once
// The two clocks of the world, for the daemon's outer parts. What decides anything gets the moment as an argument.

#include "codecs/time.hpp"

namespace hall::daemon {

inline Instant now() { return std::chrono::steady_clock::now(); }
inline UtcTime utc_now() { return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()); }

}  // namespace hall::daemon
