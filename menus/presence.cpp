#include "menus/presence.hpp"

#include "menus/render.hpp"

namespace hall::menus {

namespace {

bool conditions_hold(const MenuNode& node, const Viewer& viewer) {
    return (!node.only_for || holds(*node.only_for, viewer.subscriber)) &&
           (!node.open || state_of(*node.open, viewer.now) == OpenState::open);
}

std::string two_digits(long number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// A moment as the menu file writes days, with the time of day behind it unless that is midnight.
std::string moment_text(const Menu& menu, UtcTime moment, Millis zone, Language language) {
    const auto local = moment + zone;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{std::chrono::sys_days(day.time_since_epoch())};
    const std::string year = std::to_string(static_cast<int>(date.year()));
    const std::string month = std::to_string(static_cast<unsigned>(date.month()));
    const std::string dom = std::to_string(static_cast<unsigned>(date.day()));
    std::string text =
        render_text(menu, "piece_date", {{"year", year}, {"month", month}, {"day", dom}}, {}, language);
    if (text.empty()) text = year + "-" + two_digits(std::stol(month)) + "-" + two_digits(std::stol(dom));
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
    if (minutes != 0) text += " " + two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
    return text;
}

}  // namespace

const MenuNode* hindrance(const Menu& menu, const MenuNode& node, const Viewer& viewer) {
    const MenuNode* hindering = nullptr;
    for (const MenuNode* one = &node; one != nullptr; one = one->parent ? &menu.nodes[*one->parent] : nullptr) {
        if (!conditions_hold(*one, viewer)) hindering = one;
    }
    return hindering;
}

std::string refusal_text(const Menu& menu, const MenuNode& node, const MenuNode& hindering, const Viewer& viewer) {
    Values values = item_values(menu, node, viewer.language);
    if (hindering.only_for && !holds(*hindering.only_for, viewer.subscriber)) {
        return hindering.only_for->otherwise.in(viewer.language).render(values);
    }
    const Opening& opening = *hindering.open;
    const OpenState state = state_of(opening, viewer.now);
    if (opening.from) values.emplace_back("from", moment_text(menu, *opening.from, opening.zone, viewer.language));
    if (opening.until) {
        // The file names the last day; what is kept is the first moment after it.
        const UtcTime last = *opening.until - Millis(1);
        const auto whole_days = (*opening.until + opening.zone).time_since_epoch() % std::chrono::days(1) == Millis(0);
        const UtcTime shown = whole_days ? std::chrono::floor<std::chrono::days>(last + opening.zone) - opening.zone
                                         : *opening.until;
        values.emplace_back("until", moment_text(menu, shown, opening.zone, viewer.language));
    }
    values.emplace_back("hours", opening.hours_written);
    if (!opening.otherwise.empty()) return opening.otherwise.in(viewer.language).render(values);
    const auto* key = state == OpenState::not_yet ? "not_open_yet"
                      : state == OpenState::over  ? "no_longer_open"
                                                  : "not_open_now";
    return render_text(menu, key, values, {}, viewer.language);
}

}  // namespace hall::menus
