#include "campaigns/course.hpp"

#include "campaigns/succession.hpp"

#include <algorithm>

namespace hall::campaigns {

namespace {

using State = Subscription::State;
using What = CourseEvent::What;

std::optional<Date> notice_day(const Subscription& one) {
    if (one.notice_given || one.notice_days == 0) return std::nullopt;
    const auto change = one.state == State::trial ? one.until : return_to_full_price(one.phases);
    if (!change) return std::nullopt;
    if (one.state != State::trial && one.until && *one.until <= *change) return std::nullopt;  // he never pays it
    const auto day = *change - std::chrono::days(one.notice_days);
    // Of what is shorter than the notice he was told when it began.
    return day > one.anchor ? std::optional(day) : std::nullopt;
}

Date charge_day(const Subscription& one, const ChargingTerms& terms) {
    const auto begins = month_begin(one.anchor, one.months_charged);
    if (one.retries == 0) return begins;
    const auto index = static_cast<std::size_t>(one.retries - 1);
    return one.failing_since.value_or(begins) + std::chrono::days(index < terms.retry_days.size() ? terms.retry_days[index] : 0);
}

}  // namespace

std::optional<CourseEvent> next_event(const Subscription& one, const ChargingTerms& terms) {
    if (one.state == State::ended || one.state == State::suspended) return std::nullopt;
    std::optional<CourseEvent> next;
    const auto consider = [&next](What what, Date day) {
        if (!next || day < next->day) next = CourseEvent{what, day};
    };
    if (one.until) consider(What::end, *one.until);
    if (one.state == State::trial || is_charged_again(one))
        if (const auto day = notice_day(one)) consider(What::notice, *day);
    if (is_charged_again(one)) consider(What::charge, charge_day(one, terms));
    return next;
}

std::variant<Charged, ChargeFailed> decide_charge(const Subscription& one, const ChargingTerms& terms,
                                                  std::int64_t balance, Date today) {
    const int month = one.months_charged;
    const auto begins = month_begin(one.anchor, month);
    const auto price = price_at(one.phases, begins);
    if (price <= balance || price == 0) return Charged{month, price, return_to_full_price(one.phases) == begins};
    ChargeFailed failed{month, price, std::nullopt};
    const auto tried = static_cast<std::size_t>(one.retries);
    if (tried < terms.retry_days.size()) failed.retry = one.failing_since.value_or(today) + std::chrono::days(terms.retry_days[tried]);
    return failed;
}

Subscription given_up_unpaid(Subscription one, Date today) {
    one.state = one.until ? State::ended : State::suspended;
    if (one.until) one.until = std::min(*one.until, today);
    return one;
}

}  // namespace hall::campaigns
