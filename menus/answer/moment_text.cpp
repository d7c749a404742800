#include "menus/answer/moment_text.hpp"

#include "menus/answer/render.hpp"

namespace hall::menus {

namespace {

std::string two_digits(long number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string moment_text(const Menu& menu, UtcTime moment, Millis zone, Language language) {
    const auto local = moment + zone;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{std::chrono::sys_days(day.time_since_epoch())};
    const std::string year = std::to_string(static_cast<int>(date.year()));
    const unsigned month = static_cast<unsigned>(date.month());
    const unsigned day_of_month = static_cast<unsigned>(date.day());
    std::string text = render_text(
        menu, "piece_date",
        {{"year", year}, {"month", std::to_string(month)}, {"day", std::to_string(day_of_month)}}, {}, language);
    if (text.empty()) text = year + "-" + two_digits(month) + "-" + two_digits(day_of_month);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
    if (minutes != 0) text += " " + two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
    return text;
}

std::string end_text(const Menu& menu, UtcTime end, Millis zone, Language language) {
    const auto local = end + zone;
    const bool midnight = std::chrono::floor<std::chrono::days>(local) == local;
    return moment_text(menu, midnight ? end - std::chrono::days(1) : end, zone, language);
}

}  // namespace hall::menus
