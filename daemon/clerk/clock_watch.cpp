#include "daemon/clerk/clock_watch.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

// Twice what the kernel slews at most (500 ppm), and more than any quartz drifts.
constexpr int drift_of = 1000;
// Trusted time that others read is no older than this against the clock.
constexpr std::chrono::seconds worth_telling(1);
// So far apart may be what two readings in a row make of the same clocks: milliseconds are cut off, and time passes
// between the one and the other. Followed, it would let time go back within a batch.
constexpr Millis same(2);

Millis offset_of(ClockReading now) {
    return now.utc.time_since_epoch() - std::chrono::floor<Millis>(now.steady.time_since_epoch());
}

}  // namespace

void ClockWatch::begin(const std::optional<SignOfLife>& last_life, ClockReading now) {
    forgave_at_ = now.steady;
    line_ = offset_ = offset_of({last_life ? last_life->at : now.utc, now.steady});
    if (last_life) outages_ = last_life->outages;
    look(now);
}

void ClockWatch::look(ClockReading now) {
    const auto offset = offset_of(now);
    if (!doubt_) forgive(now.steady, offset);
    if (agrees(offset)) {
        doubt_.reset();
        if (std::chrono::abs(offset - offset_) > same) offset_ = offset;
        if (offset > line_) {
            outages_ += offset - line_;
            line_ = offset;
        }
    } else if (!doubt_) {
        doubt_ = ClockDoubt{time(now.steady), now.utc, trusted_time(now.steady, line_)};
    }
}

void ClockWatch::accept(ClockReading now) {
    doubt_.reset();
    line_ = offset_ = offset_of(now);
    outages_ = Millis{};
    forgave_at_ = now.steady;
}

void ClockWatch::forgive(Instant steady, Millis offset) {
    // A thousandth of less could not be counted in milliseconds.
    if (steady - forgave_at_ < worth_telling) return;
    const auto elapsed = std::chrono::floor<Millis>(steady - forgave_at_);
    forgave_at_ = steady;
    outages_ = std::max(outages_ - elapsed, Millis{});
    if (offset < line_) line_ -= std::min(line_ - offset, elapsed / drift_of);
}

bool ClockWatch::agrees(Millis offset) const {
    const auto ahead = offset - line_;
    if (ahead < Millis{}) return -ahead <= bounds_.behind;
    return ahead + outages_ <= bounds_.ahead;
}

bool ClockWatch::would_change(ClockReading now) const {
    auto next = *this;
    next.look(now);
    return next.doubt_.has_value() != doubt_.has_value() || std::chrono::abs(next.offset_ - offset_) >= worth_telling;
}

}  // namespace hall::daemon
