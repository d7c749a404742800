#pragma once
// What happens to a subscription by itself as the days pass: charges, notices, the end. Pure. Whoever carries it out
// asks for the next event, does what it says on its day, and asks again; days that nobody looked are caught up with one
// by one, in order.

#include "campaigns/catalogue.hpp"
#include "campaigns/facts.hpp"

#include <optional>
#include <variant>

namespace hall::campaigns {

struct CourseEvent {
    enum class What {
        notice,  // the full price returns, or the trial ends, in some days; never on the day it began or before
        charge,  // the month number `months_charged` begins, or is tried again
        end,     // the trial, or the month that was paid for, is over
    };
    What what = What::charge;
    Date day;
    bool operator==(const CourseEvent&) const = default;
};

/// Nothing when nothing will happen any more (ended, suspended). On one day: a notice before a charge, the end before
/// all else.
std::optional<CourseEvent> next_event(const Subscription& one, const ChargingTerms& terms);

/// What a charge comes to on that day for a balance of so much fen. Retries count from the first day on which it was
/// tried and failed: somebody who could not be charged because the hall was down has time to pay all the same.
struct Charged {
    int month = 0;
    std::int64_t price = 0;
    bool full_price_returns = false;  // with this month: he is told
};
struct ChargeFailed {
    int month = 0;
    std::int64_t price = 0;
    std::optional<Date> retry;  // nothing: it is suspended now
};
std::variant<Charged, ChargeFailed> decide_charge(const Subscription& one, const ChargingTerms& terms,
                                                  std::int64_t balance, Date today);

/// `one` after the last try to charge it has failed: suspended, so that it can be ordered again; or over, when it was to
/// end anyway.
Subscription given_up_unpaid(Subscription one, Date today);

}  // namespace hall::campaigns
