#pragma once
// Time as the hall passes it around. Nothing in codecs/, menus/ or campaigns/ reads a clock: the moment
// is an argument, so that a test (and the simulation) can set it.

#include <chrono>
#include <cstdint>

namespace hall {

/// A moment of the world: UTC, milliseconds since 1970. What is stored and shown.
using UtcTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// A moment of this process: never jumps. For timers, windows and rates; never stored.
using Instant = std::chrono::steady_clock::time_point;

using Millis = std::chrono::milliseconds;

/// Milliseconds since 1970 UTC, the form in which the store keeps a moment.
constexpr std::int64_t to_millis(UtcTime time) { return time.time_since_epoch().count(); }

/// The moment `millis` milliseconds after 1970-01-01T00:00:00Z.
constexpr UtcTime from_millis(std::int64_t millis) { return UtcTime{Millis{millis}}; }

}  // namespace hall
