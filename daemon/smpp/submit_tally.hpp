#pragma once
// What became of the submits of one link in the last minute, in steps of five seconds. Without clock: time is passed in
// and must not go backwards.

#include "codecs/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace hall::daemon {

/// Of the last 55 to 60 seconds.
struct SubmitCounts {
    std::size_t answered = 0;    // in time, throttled ones included
    std::size_t throttled = 0;   // of those
    std::size_t unanswered = 0;  // within response_timeout, on a link that lived

    /// From 0 to 1.
    double throttled_share() const { return of(throttled, answered); }
    double unanswered_share() const { return of(unanswered, answered + unanswered); }

    /// Unanswered submits cost places of the window and, with `unanswered: resend`, repeats: few are told already.
    bool many_unanswered() const { return unanswered >= 3 && unanswered_share() >= 0.005; }
    bool many_throttled() const { return throttled >= 20 && throttled_share() >= 0.05; }

private:
    static double of(std::size_t part, std::size_t whole) {
        return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
    }
};

class SubmitTally {
public:
    void answered(bool throttled, Instant now) {
        ++slot(now).answered;
        if (throttled) ++slot(now).throttled;
    }
    void unanswered(Instant now) { ++slot(now).unanswered; }

    SubmitCounts counts(Instant now) {
        slot(now);
        SubmitCounts sum;
        for (const auto& one : slots_) {
            sum.answered += one.answered;
            sum.throttled += one.throttled;
            sum.unanswered += one.unanswered;
        }
        return sum;
    }

private:
    SubmitCounts& slot(Instant now) {
        const auto number = now.time_since_epoch() / std::chrono::seconds(5);
        const auto slots = static_cast<std::int64_t>(slots_.size());
        if (number - last_ >= slots) {
            slots_ = {};
        } else {
            for (auto i = last_ + 1; i <= number; ++i) slots_[static_cast<std::size_t>(i % slots)] = {};
        }
        last_ = number;
        return slots_[static_cast<std::size_t>(number % slots)];
    }

    std::array<SubmitCounts, 12> slots_{};
    std::int64_t last_ = 0;
};

}  // namespace hall::daemon
