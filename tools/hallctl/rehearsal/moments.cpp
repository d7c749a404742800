#include "tools/hallctl/rehearsal/moments.hpp"

#include "tools/hallctl/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace hall::tools {

namespace {

std::optional<int> two_digits(std::string_view text) {
    int value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.size() != 2 || error != std::errc{} || stop != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

}  // namespace

std::optional<UtcTime> parse_moment(std::string_view text, campaigns::Zone zone) {
    const auto day = campaigns::parse_date(text.substr(0, std::min<std::size_t>(text.size(), 10)));
    if (!day) return std::nullopt;
    text.remove_prefix(10);
    if (text.empty()) return campaigns::begin_of(*day, zone) + std::chrono::hours(10);
    if (text.size() != 6 || text[0] != ' ' || text[3] != ':') return std::nullopt;
    const auto hour = two_digits(text.substr(1, 2));
    const auto minute = two_digits(text.substr(4, 2));
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    return campaigns::begin_of(*day, zone) + std::chrono::hours(*hour) + std::chrono::minutes(*minute);
}

std::string format_moment(UtcTime moment, campaigns::Zone zone) {
    const auto day = campaigns::date_of(moment, zone);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::minutes>(moment - campaigns::begin_of(day, zone)));
    return fmt::format("{} {:02}:{:02}", campaigns::format_date(day), time.hours().count(), time.minutes().count());
}

std::optional<UtcTime> parse_step(std::string_view text, UtcTime from, campaigns::Zone zone) {
    return text.starts_with('+') ? moved(from, text.substr(1), zone) : parse_moment(text, zone);
}

}  // namespace hall::tools
