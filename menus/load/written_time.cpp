#include "menus/load/written_time.hpp"

#include <chrono>

namespace hall::menus {

namespace {

/// The number of exactly `digits` digits at `at`, or -1.
int number_at(std::string_view text, std::size_t at, std::size_t digits) {
    if (text.size() < at + digits) return -1;
    int number = 0;
    for (const char c : text.substr(at, digits)) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// "09:00"; 24:00 is the end of a day.
std::optional<Millis> parse_time_of_day(std::string_view written) {
    if (written.size() != 5 || written[2] != ':') return std::nullopt;
    const int hour = number_at(written, 0, 2);
    const int minute = number_at(written, 3, 2);
    if (hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
    return std::chrono::hours(hour) + std::chrono::minutes(minute);
}

}  // namespace

std::optional<Millis> parse_zone(std::string_view written) {
    if (written.empty() || (written.front() != '+' && written.front() != '-')) return std::nullopt;
    const auto ahead = parse_time_of_day(written.substr(1));
    if (!ahead || *ahead > std::chrono::hours(14)) return std::nullopt;
    return written.front() == '-' ? -*ahead : *ahead;
}

std::optional<WrittenMoment> parse_moment(std::string_view written, Millis zone) {
    using namespace std::chrono;
    if (written.size() < 10 || written[4] != '-' || written[7] != '-') return std::nullopt;
    const int y = number_at(written, 0, 4);
    const int m = number_at(written, 5, 2);
    const int d = number_at(written, 8, 2);
    if (y < 0 || m < 0 || d < 0) return std::nullopt;
    const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
    if (!date.ok()) return std::nullopt;
    const UtcTime midnight = UtcTime(sys_days(date)) - zone;
    if (written.size() == 10) return WrittenMoment{midnight, midnight + days(1)};
    const auto time = written[10] == ' ' ? parse_time_of_day(written.substr(11)) : std::nullopt;
    if (!time || *time == hours(24)) return std::nullopt;
    return WrittenMoment{midnight + *time, midnight + *time};
}

std::optional<std::pair<Millis, Millis>> parse_hours(std::string_view written) {
    if (written.size() != 11 || written[5] != '-') return std::nullopt;
    const auto from = parse_time_of_day(written.substr(0, 5));
    const auto until = parse_time_of_day(written.substr(6));
    if (!from || !until || *from == *until || *from == std::chrono::hours(24)) return std::nullopt;
    return std::pair{*from, *until};
}

}  // namespace hall::menus
