#pragma once
// Moments and days as the business and the store know them.

#include "campaigns/calendar.hpp"

namespace hall::daemon {

/// The moment at which something happens, by the hall's clock, and the day there.
struct HallTime {
    UtcTime at;
    campaigns::Date day;
};

/// Days since 1970-01-01, the form in which the store keeps a day.
inline std::int64_t day_number(campaigns::Date day) { return day.time_since_epoch().count(); }
inline campaigns::Date day_of(std::int64_t number) { return campaigns::Date{std::chrono::days(number)}; }

inline std::optional<std::int64_t> day_number(const std::optional<campaigns::Date>& day) {
    return day ? std::optional(day_number(*day)) : std::nullopt;
}
inline std::optional<campaigns::Date> day_of(const std::optional<std::int64_t>& number) {
    return number ? std::optional(day_of(*number)) : std::nullopt;
}

inline campaigns::Date first_of_month(campaigns::Date day) {
    const std::chrono::year_month_day date(day);
    return std::chrono::sys_days(date.year() / date.month() / 1);
}

/// 202611 for any day of November 2026.
inline std::int64_t calendar_month(campaigns::Date day) {
    const std::chrono::year_month_day date(day);
    return std::int64_t{static_cast<int>(date.year())} * 100 + static_cast<unsigned>(date.month());
}

}  // namespace hall::daemon
