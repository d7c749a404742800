#pragma once
// How a package makes room for what is ordered in its place: another tier of its family, or the same one again. Two
// promises meet here: no day of the old one is free by accident, and no month is paid for twice. So the new one begins
// where a month of the old one ends, and until then the old one is charged as ever. An example: months of 10 yuan that
// begin on the 8th, and on 1 December a tier is ordered that can begin in January. From 1 January on it could; the
// month that is paid then ends on 8 January. So the old tier is charged once more, on 8 December, and the new one
// begins on 8 January.
// Pure. Must not know catalogues: whoever asks knows what takes the place of what.

#include "campaigns/facts.hpp"

namespace hall::campaigns {

/// The first day that is not paid for.
inline Date unpaid_from(const Subscription& one) { return month_begin(one.anchor, one.months_charged); }

/// Whether its next month will be charged. Of what ends, months that end with it are: something takes its place then.
/// What was cancelled ends where the paid months do.
bool is_charged_again(const Subscription& one);

/// The first day, `earliest` or later, on which what is ordered today can take the place of `before` without a day that
/// is free or paid for twice. `earliest`: not before today. What is suspended, has not begun, or has not paid for the
/// month that runs gives way at once.
Date first_day_after(const Subscription& before, Date earliest, Date today);

/// `before`, from today on, when something takes its place on `begins` (which may lie in the past: a back end may answer
/// late). A month that was charged although it began no earlier than `begins` is not counted any more.
Subscription make_room(Subscription before, Date begins, Date today);

/// `before`, an ending one, when what was to take its place never comes: what is paid for is his, and nothing more is
/// charged. Ordering it again before then keeps it.
Subscription left_alone(Subscription before, Date today);

/// True when it ends today without ever having been there: its order counts for nothing.
bool never_began(const Subscription& one, Date today);

/// A month of `one` that begins after today and is charged before `until`: what whoever replaces it must be told.
struct MonthAhead {
    Date begins;
    std::int64_t price = 0;
    bool operator==(const MonthAhead&) const = default;
};
std::optional<MonthAhead> month_ahead(const Subscription& one, Date until, Date today);

}  // namespace hall::campaigns
