#pragma once
// Random numbers from one seed in separate streams: what one fault draws never shifts what another gets, so a run
// can be repeated with one fault taken away. The distributions are our own, because the standard library's differ
// from one library to the next.

#include "codecs/time.hpp"

#include <cstdint>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

namespace hall::tools {

/// Both ends included; from <= to.
struct Span {
    Millis from{0};
    Millis to{0};
    bool operator==(const Span&) const = default;
};

class Draws {
public:
    Draws(std::uint64_t seed, std::string_view stream);

    /// From 0 up to, not including, 1.
    double unit();
    /// True for this share of all calls; draws once whatever the share.
    bool chance(double share) { return unit() < share; }
    /// 0 to count - 1; 0 when count is 0.
    std::size_t below(std::size_t count);
    Millis between(const Span& span);
    /// Waiting time between events that come `mean` apart on average, at most 20 times as long.
    Millis exponential(Millis mean);

    template <class T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace hall::tools
