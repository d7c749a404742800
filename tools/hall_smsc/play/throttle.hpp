#pragma once
// "At most N a second" as an SMSC counts it: of every second, wherever it begins, at most N submits are taken.
// What was refused does not count.

#include "codecs/time.hpp"

#include <cstddef>
#include <deque>

namespace hall::tools {

class Throttle {
public:
    /// `most` 0: no limit.
    explicit Throttle(std::size_t most) : most_(most) {}

    /// True when one more may be taken at `now`, which must not go backwards; it is counted then.
    bool admit(Instant now) {
        if (most_ == 0) return true;
        while (!taken_.empty() && now - taken_.front() >= std::chrono::seconds(1)) taken_.pop_front();
        if (taken_.size() >= most_) return false;
        taken_.push_back(now);
        return true;
    }

private:
    std::size_t most_;
    std::deque<Instant> taken_;
};

}  // namespace hall::tools
