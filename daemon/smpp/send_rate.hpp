#pragma once
// How fast one link may submit: never faster than configured, and slower where the SMSC says that it cannot keep
// up. After ESME_RTHROTTLED the link pauses, goes on a little below the rate that was really taken, and grows
// again: slowly near the rate at which it was throttled, faster far from it. congestion_state is steered to lie
// between 80 and 90. [SMPP v5.0, 2.9, 4.8.4.18]
// Without clock: time is passed in and must not go backwards.

#include "codecs/time.hpp"
#include "daemon/smpp/rate_limit.hpp"

#include <array>
#include <optional>

namespace hall::daemon {

class SendRate {
public:
    /// `per_second`: PDUs, as configured; 0: no limit.
    explicit SendRate(std::uint32_t per_second);

    /// Whether one more submit may go now.
    bool allows(Instant now);

    /// Counts one that went; allows() must have said yes at this moment.
    void count() {
        bucket_.count();
        ++sent_since_pause_;
    }

    /// The earliest moment at which one may go; it may be past.
    Instant next() const;

    /// The SMSC took a submit.
    void accepted(Instant now);

    /// The SMSC answered "throttled". True when this began a pause, false when the pause is on already (the
    /// window's other submits come back as well).
    bool throttled(Instant now);

    /// What a response said of the SMSC's load, 0 to 100.
    void congested(std::uint32_t state, Instant now);

    /// Holds everything back until `until`.
    void pause(Instant until) { paused_until_ = std::max(paused_until_, until); }

    /// PDUs a second to which the SMSC has brought us down; nothing when it has not.
    std::optional<double> reduced_to() const { return reduced_; }

private:
    double taken_lately(Instant now);
    void reduce(double to, Instant now);
    void grow(Instant now);
    void apply();

    double configured_;
    RateLimit bucket_;
    std::optional<double> reduced_;
    double ceiling_ = 0;  // the rate at which the SMSC last complained
    Instant grown_at_{};
    Instant paused_until_{};
    Instant reduced_at_{};
    std::uint64_t sent_since_pause_ = 0;
    // Submits taken in each tenth of the last second, for the rate that the SMSC really bears.
    std::array<std::uint32_t, 10> tenths_{};
    std::int64_t tenth_ = 0;
};

}  // namespace hall::daemon
