#pragma once
// What a decision about one subscriber must know: values that somebody else has looked up. Money in fen.

#include "campaigns/price_phase.hpp"

#include <string>
#include <vector>

namespace hall::campaigns {

struct SubscriberFacts {
    /// `unknown`: no number of ours. `suspended`: by himself or for what he owes.
    enum class Status { unknown, active, suspended, cancelled };

    std::string number;  // canonical
    Status status = Status::unknown;
    std::string city;
    std::string brand;
    std::int64_t spend = 0;    // of the last whole month
    std::int64_t balance = 0;
    bool blacklisted = false;
};

/// A package that he has, or had.
struct Subscription {
    /// `ending`: cancelled, and good until the month that is paid for is over; or something takes its place on its last
    /// day, and months that end by then are still charged. `suspended`: the charge failed.
    enum class State { trial, active, ending, suspended, ended };

    std::int64_t id = 0;
    std::string package;
    State state = State::active;
    Date anchor;                    // when its first month, or the trial, begins
    std::vector<PricePhase> phases;  // of a trial: empty
    std::optional<Date> until;      // first day on which it is over; nothing: goes on

    // Where it stands in its course, see course.hpp.
    int notice_days = 0;            // how long before the full price returns, or a trial ends, he is told; 0: never
    bool notice_given = false;
    int months_charged = 0;         // months 0 to months_charged - 1 were charged
    int retries = 0;                // charges of the next month that failed ...
    std::optional<Date> failing_since = std::nullopt;  // ... the first of them on this day
    std::optional<Date> starts = std::nullopt;         // first day on which he has it; nothing: the anchor
    bool operator==(const Subscription&) const = default;
};

/// How often an offer was taken.
struct OfferUse {
    std::int64_t in_all = 0;
    std::int64_t by_him = 0;  // of this package
};

}  // namespace hall::campaigns
