#pragma once
// How many of something there were in the last minute.

#include "codecs/time.hpp"

#include <array>
#include <cstdint>

namespace hall::daemon {

class RateMeter {
public:
    void note(Instant now, std::uint64_t count) {
        forget_old(now);
        counts_[slot(second_)] += count;
    }

    /// Of the last 60 seconds, the present one included.
    std::uint64_t last_minute(Instant now) {
        forget_old(now);
        std::uint64_t sum = 0;
        for (const auto count : counts_) sum += count;
        return sum;
    }

private:
    static constexpr std::int64_t seconds = 60;
    static std::size_t slot(std::int64_t second) { return static_cast<std::size_t>(second % seconds); }

    void forget_old(Instant now) {
        const auto second = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
        if (second - second_ >= seconds) {
            counts_.fill(0);
            second_ = second;
        }
        while (second_ < second) counts_[slot(++second_)] = 0;
    }

    std::array<std::uint64_t, seconds> counts_{};
    std::int64_t second_ = 0;
};

}  // namespace hall::daemon
