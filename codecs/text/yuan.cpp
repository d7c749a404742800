#include "codecs/text/yuan.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace hall::codecs {

namespace {

constexpr std::int64_t most_yuan = 1'000'000'000'000;

/// Nothing when there is anything but digits.
std::optional<std::int64_t> digits_of(std::string_view text) {
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
        if (value >= most_yuan) return std::nullopt;
    }
    return value;
}

}  // namespace

std::optional<std::int64_t> parse_yuan(std::string_view text) {
    const auto point = text.find('.');
    const auto before = text.substr(0, point);
    const auto behind = point == std::string_view::npos ? std::string_view("0") : text.substr(point + 1);
    if (before.empty() || behind.empty() || behind.size() > 2) return std::nullopt;
    const auto yuan = digits_of(before);
    const auto rest = digits_of(behind);
    if (!yuan || !rest) return std::nullopt;
    return *yuan * 100 + (behind.size() == 1 ? *rest * 10 : *rest);
}

std::string format_yuan(std::int64_t fen) {
    const auto size = std::abs(fen);
    return fmt::format("{}{}.{:02}", fen < 0 ? "-" : "", size / 100, size % 100);
}

}  // namespace hall::codecs
