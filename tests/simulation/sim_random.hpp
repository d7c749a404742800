#pragma once
// Draws from one seed, the same on every machine and compiler (the standard library's distributions are not).
// Everything that a history leaves to chance is drawn here, so a seed is a history.

#include "codecs/time.hpp"

#include <cstdint>
#include <initializer_list>

namespace hall::simulation {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    /// 64 random bits (SplitMix64).
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        auto z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    /// 0 to `bound` - 1; 0 when `bound` is 0.
    std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : next() % bound; }

    /// `from` to `to`, both included.
    template <class Integer>
    Integer between(Integer from, Integer to) {
        return static_cast<Integer>(from + static_cast<Integer>(below(static_cast<std::uint64_t>(to - from) + 1)));
    }
    Millis between(Millis from, Millis to) { return Millis{between(from.count(), to.count())}; }

    /// True with this probability, 0 to 1.
    bool chance(double probability) {
        return static_cast<double>(next() >> 11) * 0x1.0p-53 < probability;
    }

    template <class Value>
    Value one_of(std::initializer_list<Value> values) {
        return *(values.begin() + below(values.size()));
    }

    /// A generator of its own, so that more draws in one place do not change all the others.
    Random fork() { return Random(next()); }

private:
    std::uint64_t state_;
};

}  // namespace hall::simulation
