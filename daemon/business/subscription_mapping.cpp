#include "daemon/business/subscription_mapping.hpp"

#include "campaigns/course.hpp"

#include <array>
#include <stdexcept>

namespace hall::daemon {

namespace {

using State = campaigns::Subscription::State;

constexpr std::array<std::pair<std::string_view, State>, 5> states = {{{"trial", State::trial},
                                                                        {"active", State::active},
                                                                        {"ending", State::ending},
                                                                        {"suspended", State::suspended},
                                                                        {"ended", State::ended}}};

State state_of(std::string_view word) {
    for (const auto& [name, state] : states)
        if (name == word) return state;
    throw std::logic_error("no state of a subscription: " + std::string(word));
}

std::string word_of(State wanted) {
    for (const auto& [name, state] : states)
        if (state == wanted) return std::string(name);
    throw std::logic_error("a state of a subscription without a name");
}

}  // namespace

campaigns::Subscription from_row(const store::SubscriptionRow& row) {
    campaigns::Subscription one;
    one.id = row.id;
    one.package = row.package;
    one.state = state_of(row.state);
    one.anchor = day_of(row.anchor);
    for (const auto& phase : row.phases)
        one.phases.push_back({day_of(phase.from_day), day_of(phase.until_day), phase.price});
    one.until = day_of(row.until);
    one.notice_days = row.notice_days;
    one.notice_given = row.notice_given;
    one.months_charged = row.months_charged;
    one.retries = row.retries;
    one.failing_since = day_of(row.failing_since);
    one.starts = day_of(row.starts);
    return one;
}

void put_course(const campaigns::Subscription& one, const campaigns::ChargingTerms& terms, store::SubscriptionRow& row) {
    row.state = word_of(one.state);
    row.until = day_number(one.until);
    row.notice_given = one.notice_given;
    row.months_charged = one.months_charged;
    row.retries = one.retries;
    row.failing_since = day_number(one.failing_since);
    const auto next = campaigns::next_event(one, terms);
    row.next_day = next ? std::optional(day_number(next->day)) : std::nullopt;
}

std::vector<store::PhaseRow> to_rows(const std::vector<campaigns::PricePhase>& phases) {
    std::vector<store::PhaseRow> rows;
    for (const auto& phase : phases) rows.push_back({day_number(phase.from), day_number(phase.until), phase.price});
    return rows;
}

}  // namespace hall::daemon
