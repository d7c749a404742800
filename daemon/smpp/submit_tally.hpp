#pragma once
// What became of the submits of one link in the last minute, in steps of five seconds. Without clock: time is passed in
// and must not go backwards.

#include "codecs/time.hpp"
#include "daemon/smpp/few_destinations.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace hall::daemon {

/// Of the last 55 to 60 seconds.
struct SubmitCounts {
    std::size_t answered = 0;    // in time, throttled ones included
    std::size_t throttled = 0;   // of those
    std::size_t refused = 0;     // of those: for good, so that their subscribers get no answer
    std::size_t unanswered = 0;  // within response_timeout, on a link that lived
    FewDestinations refused_destinations = {};
    // Since when nothing was taken, while several destinations' submits were refused for good or not answered; across minutes.
    std::optional<Instant> nothing_taken_since = {};

    /// From 0 to 1.
    double throttled_share() const { return of(throttled, answered); }
    double unanswered_share() const { return of(unanswered, answered + unanswered); }

    double refused_share() const { return of(refused, answered); }

    /// Unanswered submits cost places of the window and, with `unanswered: resend`, repeats: few are told already. With a
    /// window of one submit the first has held everybody up.
    bool many_unanswered(std::size_t window) const {
        return unanswered >= std::clamp<std::size_t>(window, 1, 3) && unanswered_share() >= 0.005;
    }
    /// Numbers that do not exist are everyday, and one that keeps asking is one.
    bool many_refused() const { return refused >= 20 && refused_share() >= 0.05 && refused_destinations.several(); }
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
    /// The one that was just counted as answered was taken; or was refused for good.
    void taken() {
        untaken_ = {};
        nothing_taken_since_.reset();
    }
    void refused(std::size_t destination, Instant now) {
        auto& present = slot(now);
        ++present.refused;
        present.refused_destinations.add(destination);
        not_taken(destination, now);
    }
    void unanswered(std::size_t destination, Instant now) {
        ++slot(now).unanswered;
        not_taken(destination, now);
    }

    SubmitCounts counts(Instant now) {
        slot(now);
        SubmitCounts sum;
        for (const auto& one : slots_) {
            sum.answered += one.answered;
            sum.throttled += one.throttled;
            sum.unanswered += one.unanswered;
            sum.refused += one.refused;
            sum.refused_destinations.add(one.refused_destinations);
        }
        sum.nothing_taken_since = nothing_taken_since_;
        return sum;
    }

private:
    void not_taken(std::size_t destination, Instant now) {
        untaken_.add(destination);
        if (untaken_.several() && !nothing_taken_since_) nothing_taken_since_ = now;
    }

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
    FewDestinations untaken_;  // since one was taken
    std::optional<Instant> nothing_taken_since_;
};

}  // namespace hall::daemon
