#pragma once
// Whether the machine's clock can be believed: it is compared with the last sign of life in the database at the start, and
// with what the steady clock has counted since. A pure step, told of both clocks; must not read a clock, know the store or
// what the hall does while it doubts (that is ClockKeeper's and the clerk's).

#include "codecs/time.hpp"
#include "daemon/business/business_settings.hpp"
#include "daemon/observe/trusted_time.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace hall::daemon {

/// Both clocks at one moment.
struct ClockReading {
    UtcTime utc;     // of the machine, which may be wrong
    Instant steady;  // of the process
};

/// For tests and simulations whose clock is always right: the steady clock goes with it.
inline ClockReading in_step(UtcTime utc) {
    constexpr Millis most = std::chrono::years(290);  // what fits into nanoseconds
    return {utc, Instant(std::clamp<Millis>(utc.time_since_epoch(), -most, most))};
}

/// The clock and the hall disagree.
struct ClockDoubt {
    UtcTime since;     // by trusted time
    UtcTime said;      // by the machine's clock, at that moment
    UtcTime expected;  // the last sign of life, and what the steady clock had counted since
    bool operator==(const ClockDoubt&) const = default;
};

/// What a later run needs to know of the hall's time.
struct SignOfLife {
    UtcTime at;        // the line's time, see ClockWatch: small steps back that it has not forgiven count on
    Millis outages{};  // that are not made up for yet
};

/// What became of somebody's word that the clock is right.
struct ClockOutcome {
    std::uint64_t ticket = 0;
    bool was_doubted = false;  // false: there was nothing to accept
    UtcTime before;            // trusted time until then
    UtcTime now;
    std::string failed = {};   // why it could not be written down, and the doubt goes on
};

/// The hall's time is a line that goes on with the steady clock. A clock ahead of it by less than `bounds.ahead` is an
/// outage (a machine that was off, or suspended), and the line takes it over: from then on a way back is one behind it.
/// One behind it by less than `bounds.behind` is a small correction: it is followed, but the line stays, so that several
/// corrections count together; drift is forgiven at the pace of clocks, one part in a thousand. Outages count together
/// too, until as much time has passed as they took. Both sums go on from run to run: sign_of_life() carries them.
///
/// Example: bounds 7 days and 5 minutes; the last sign of life says 9:00. A start at 9:03, 14:00 or four days later is
/// believed. One at 8:40 is not, nor is one 400 days later: then the hall goes on by trusted time, from 9:00 as the
/// steady clock counts, until the clock is back between 5 minutes behind that and 7 days ahead of it, or is accepted.
class ClockWatch {
public:
    explicit ClockWatch(ClockBounds bounds) : bounds_(bounds) {}

    /// Once, before anything else. `last_life`: nothing: the hall has never lived, and believes what the clock says.
    void begin(const std::optional<SignOfLife>& last_life, ClockReading now);

    /// Takes notice of both clocks. After it doubt() and time() are those of this moment.
    void look(ClockReading now);

    /// A person says that the clock is right.
    void accept(ClockReading now);

    /// What the next run is to begin with, should this one end at `steady`; by the last look. Not for one in doubt.
    SignOfLife sign_of_life(Instant steady) const { return {trusted_time(steady, line_), outages_}; }

    const std::optional<ClockDoubt>& doubt() const { return doubt_; }

    /// Trusted time at `steady`, by the last look: what the machine's clock says, or while it is in doubt what it would
    /// say had it gone on from where it was believed last.
    UtcTime time(Instant steady) const { return trusted_time(steady, offset_); }

    /// What is added to the steady clock's time since its epoch to get trusted time.
    Millis offset() const { return offset_; }

    /// Whether look() would change something that matters: begin or end a doubt, or move trusted time by a second.
    bool would_change(ClockReading now) const;

private:
    void forgive(Instant steady, Millis offset);
    bool agrees(Millis offset) const;

    ClockBounds bounds_;
    Instant forgave_at_{};
    Millis line_{};     // offset of the hall's time
    Millis offset_{};   // of trusted time: the clock's own, unless it is in doubt
    Millis outages_{};  // that the line has taken over, less the time since
    std::optional<ClockDoubt> doubt_;
};

}  // namespace hall::daemon
