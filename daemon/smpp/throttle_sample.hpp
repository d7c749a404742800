#pragma once
// What share of a link's submits was throttled: of a sample with a beginning, and of a tally that forgets.
// Values alone; SendRate draws the conclusions.

#include "codecs/time.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace hall::daemon {

/// Counts that are halved when they have grown large: what was lately weighs more.
struct ThrottleTally {
    double answers = 0;
    double refusals = 0;

    void add(bool throttled) {
        if (answers >= 2000) {
            answers /= 2;
            refusals /= 2;
        }
        answers += 1;
        refusals += throttled ? 1 : 0;
    }
    double share() const { return answers == 0 ? 0 : refusals / answers; }

    /// Whether there are fewer refusals than chance explains where `share` of all is refused: three standard deviations fewer.
    bool fewer_than(double share) const {
        const auto expected = share * answers;
        return refusals < expected - 3 * std::sqrt(expected * (1 - share));
    }

    ThrottleTally operator+(const ThrottleTally& other) const { return {answers + other.answers, refusals + other.refusals}; }
};

class ThrottleSample {
public:
    /// Begins anew.
    void begin(Instant now) { *this = ThrottleSample(now); }

    void passed() { ++answers_; }
    void throttled(std::size_t destination, Instant now) {
        if (throttled_ == 0) refused_since_ = now;
        ++answers_;
        ++throttled_;
        for (std::size_t i = 0; i < known_; ++i)
            if (destinations_[i] == destination) return;
        if (known_ < destinations_.size()) destinations_[known_++] = destination;
    }

    std::size_t answers() const { return answers_; }
    std::size_t refusals() const { return throttled_; }
    double share() const { return answers_ == 0 ? 0 : static_cast<double>(throttled_) / static_cast<double>(answers_); }
    ThrottleTally tally() const { return {static_cast<double>(answers_), static_cast<double>(throttled_)}; }
    Millis age(Instant now) const { return std::chrono::duration_cast<Millis>(now - began_); }
    /// Since the first refusal, if there was one.
    Millis refused_for(Instant now) const {
        return throttled_ == 0 ? Millis{} : std::chrono::duration_cast<Millis>(now - refused_since_);
    }

    /// Whether the refusals are those of several destinations.
    bool several_destinations() const { return known_ == destinations_.size(); }

    /// Whether there are more refusals than chance explains when `share` of all is refused anyhow: three standard
    /// deviations more, and where refusals are to be expected at all not a single one.
    bool above(double share) const {
        const auto expected = share * static_cast<double>(answers_);
        const auto chance = expected + 3 * std::sqrt(expected * (1 - share)) + (share > 0.002 ? 1 : 0);
        return static_cast<double>(throttled_) > chance;
    }

    ThrottleSample() = default;

private:
    explicit ThrottleSample(Instant now) : began_(now) {}

    Instant began_{};
    Instant refused_since_{};
    std::size_t answers_ = 0;
    std::size_t throttled_ = 0;
    std::array<std::size_t, 3> destinations_{};
    std::size_t known_ = 0;
};

}  // namespace hall::daemon
