#include "campaigns/succession.hpp"

#include <algorithm>

namespace hall::campaigns {

namespace {

using State = Subscription::State;

bool has_begun(const Subscription& one, Date today) { return one.starts.value_or(one.anchor) <= today; }

Subscription ended(Subscription one, Date until) {
    one.state = State::ended;
    one.until = until;
    return one;
}

}  // namespace

bool is_charged_again(const Subscription& one) {
    if (one.state == State::active) return !one.until || unpaid_from(one) < *one.until;
    return one.state == State::ending && one.until && month_begin(one.anchor, one.months_charged + 1) <= *one.until;
}

Date first_day_after(const Subscription& before, Date earliest, Date today) {
    if (!is_charged_again(before)) return std::max(earliest, before.state == State::ending ? *before.until : earliest);
    if (before.months_charged == 0 && earliest <= before.anchor) return earliest;
    if (unpaid_from(before) <= today && earliest <= today) return earliest;
    auto month = before.months_charged;
    while (month_begin(before.anchor, month) < earliest) ++month;
    return std::max(earliest, std::min(month_begin(before.anchor, month), before.until.value_or(Date::max())));
}

Subscription make_room(Subscription before, Date begins, Date today) {
    if (before.state == State::suspended) return ended(std::move(before), std::min(begins, today));
    while (before.months_charged > 0 && month_begin(before.anchor, before.months_charged - 1) >= begins)
        --before.months_charged;
    // What has not begun, and never will, is not shown as if it went on until the new one begins.
    if (!has_begun(before, today) && begins <= before.anchor) return ended(std::move(before), today);
    const auto until = std::min(before.until.value_or(begins), begins);
    if (until <= today) return ended(std::move(before), until);
    if (before.state != State::trial) before.state = State::ending;
    before.until = until;
    return before;
}

Subscription left_alone(Subscription before, Date today) {
    if (before.state != State::ending || !before.until) return before;
    const auto paid = before.months_charged == 0 ? today : std::max(today, unpaid_from(before));
    if (*before.until <= paid) return before;
    before.until = paid;
    if (paid <= today) before.state = State::ended;
    return before;
}

bool never_began(const Subscription& one, Date today) {
    return !one.phases.empty() && one.months_charged == 0 && !has_begun(one, today);
}

std::optional<MonthAhead> month_ahead(const Subscription& one, Date until, Date today) {
    if (!is_charged_again(one)) return std::nullopt;
    const auto end = std::min(until, one.until.value_or(until));
    for (auto month = one.months_charged; month_begin(one.anchor, month + 1) <= end; ++month) {
        const auto begins = month_begin(one.anchor, month);
        const auto price = price_at(one.phases, begins);
        if (begins > today && price > 0) return MonthAhead{begins, price};
    }
    return std::nullopt;
}

}  // namespace hall::campaigns
