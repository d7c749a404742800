#pragma once
// A token bucket: so many PDUs a second, as the SMSC counts them. A tenth of a second's worth may go at
// once, so that the rate is reached although timers are coarse.

#include "codecs/time.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace hall::daemon {

class RateLimit {
public:
    /// `per_second` 0: no limit.
    explicit RateLimit(double per_second)
        : per_second_(per_second), burst_(std::max(1.0, per_second / 10.0)), tokens_(burst_) {}

    /// Another rate from now on.
    void set(double per_second) {
        per_second_ = per_second;
        burst_ = std::max(1.0, per_second / 10.0);
        tokens_ = std::min(tokens_, burst_);
    }

    /// Whether one more may go now.
    bool allows(Instant now) {
        if (per_second_ <= 0) return true;
        if (last_ != Instant{}) {
            const std::chrono::duration<double> passed = now - last_;
            tokens_ = std::min(burst_, tokens_ + passed.count() * per_second_);
        }
        last_ = now;
        return tokens_ >= 1.0;
    }

    /// Counts one that went. allows() must have said yes at this moment.
    void count() {
        if (per_second_ > 0) tokens_ -= 1.0;
    }

    /// When the next one may go; nothing when one may go now.
    std::optional<Instant> next() const {
        if (per_second_ <= 0 || tokens_ >= 1.0) return std::nullopt;
        const std::chrono::duration<double> wait((1.0 - tokens_) / per_second_);
        return last_ + std::chrono::ceil<Millis>(wait);
    }

private:
    double per_second_;
    double burst_;
    double tokens_;
    Instant last_{};
};

}  // namespace hall::daemon
