#include "campaigns/calendar.hpp"

#include <fmt/format.h>

namespace hall::campaigns {

namespace {

using namespace std::chrono;

/// The number that `count` digits from `at` on make, or -1.
int number_at(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::optional<Zone> parse_zone(std::string_view text) {
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const int hour = number_at(text, 1, 2);
    const int minute = number_at(text, 4, 2);
    if (hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 14 * 60) return std::nullopt;
    const minutes ahead = hours(hour) + minutes(minute);
    return Zone{text[0] == '-' ? -ahead : ahead};
}

Date date_of(UtcTime moment, Zone zone) { return floor<days>(moment + zone.ahead); }

UtcTime begin_of(Date date, Zone zone) { return UtcTime(date) - zone.ahead; }

Date months_later(Date anchor, int months_ahead) {
    const year_month_day day(anchor);
    const auto month = year_month(day.year(), day.month()) + months(months_ahead);
    const auto same = month / day.day();
    return same.ok() ? Date(same) : Date(month / last);
}

Date first_of_next_month(Date date) {
    const year_month_day day(date);
    return Date((year_month(day.year(), day.month()) + months(1)) / 1);
}

std::string format_date(Date date) {
    const year_month_day day(date);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const int y = number_at(text, 0, 4);
    const int m = number_at(text, 5, 2);
    const int d = number_at(text, 8, 2);
    if (y < 0 || m < 0 || d < 0) return std::nullopt;
    const year_month_day day{year(y), month(static_cast<unsigned>(m)), std::chrono::day(static_cast<unsigned>(d))};
    return day.ok() ? std::optional(Date(day)) : std::nullopt;
}

std::string format_time(UtcTime moment, Zone zone) {
    const auto day = date_of(moment, zone);
    const hh_mm_ss time(floor<seconds>(moment - begin_of(day, zone)));
    const hh_mm_ss ahead(abs(zone.ahead));
    return fmt::format("{} {:02}:{:02}:{:02} {}{:02}:{:02}", format_date(day), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), zone.ahead < minutes(0) ? '-' : '+',
                       ahead.hours().count(), ahead.minutes().count());
}

}  // namespace hall::campaigns
