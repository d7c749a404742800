#include "tools/hall_smsc/play/draws.hpp"

#include <algorithm>
#include <cmath>

namespace hall::tools {

namespace {

/// FNV-1a of the name, so that streams of one seed have nothing in common.
std::uint64_t mix(std::uint64_t seed, std::string_view stream) {
    std::uint64_t hash = 0xcbf29ce484222325U ^ (seed * 0x9e3779b97f4a7c15U);
    for (const char c : stream) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3U;
    return hash ^ (hash >> 31);
}

}  // namespace

Draws::Draws(std::uint64_t seed, std::string_view stream) : engine_(mix(seed, stream)) {}

double Draws::unit() {
    return static_cast<double>(engine_() >> 11) * 0x1.0p-53;
}

std::size_t Draws::below(std::size_t count) {
    const auto drawn = static_cast<std::size_t>(unit() * static_cast<double>(count));
    return count == 0 ? 0 : std::min(drawn, count - 1);
}

Millis Draws::between(const Span& span) {
    return span.from +
           Millis{static_cast<Millis::rep>(below(static_cast<std::size_t>((span.to - span.from).count()) + 1))};
}

Millis Draws::exponential(Millis mean) {
    const double waited = -std::log1p(-unit()) * static_cast<double>(mean.count());
    return std::min(Millis{static_cast<Millis::rep>(waited)}, 20 * mean);
}

}  // namespace hall::tools
