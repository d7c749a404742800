#include "menus/tree/condition.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

bool any_or(const std::vector<std::string>& wanted, const std::string& value) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

/// Somebody who spends nothing is below 50; of whom nobody knows what he spends is not.
bool spend_fits(const OnlyFor& only_for, const std::optional<std::int64_t>& spend) {
    if (!only_for.spend_from && !only_for.spend_below) return true;
    return spend && (!only_for.spend_from || *spend >= *only_for.spend_from) &&
           (!only_for.spend_below || *spend < *only_for.spend_below);
}

bool has_one_of(const SubscriberView& view, const std::vector<std::string>& packages) {
    return std::any_of(packages.begin(), packages.end(), [&](const std::string& package) {
        return std::find(view.packages.begin(), view.packages.end(), package) != view.packages.end();
    });
}

}  // namespace

bool holds(const OnlyFor& only_for, const SubscriberView& view) {
    return any_or(only_for.brands, view.brand) && any_or(only_for.cities, view.city) &&
           any_or(only_for.languages, view.language) && spend_fits(only_for, view.spend) &&
           (only_for.has.empty() || has_one_of(view, only_for.has)) && !has_one_of(view, only_for.has_not);
}

OpenState state_of(const Opening& opening, UtcTime now) {
    if (opening.from && now < *opening.from) return OpenState::not_yet;
    if (opening.until && now >= *opening.until) return OpenState::over;
    const auto local = now + opening.zone;
    auto day = std::chrono::floor<std::chrono::days>(local);
    if (opening.hours) {
        const auto [from, until] = *opening.hours;
        const auto time = local - day;
        const bool past_midnight = until <= from;
        if (past_midnight ? (time < from && time >= until) : (time < from || time >= until)) return OpenState::not_now;
        // What is open until 02:00 belongs to the evening before.
        if (past_midnight && time < until) day -= std::chrono::days(1);
    }
    const auto weekday = std::chrono::weekday(std::chrono::sys_days(day.time_since_epoch())).iso_encoding() - 1;
    return opening.days[weekday] ? OpenState::open : OpenState::not_now;
}

}  // namespace hall::menus
