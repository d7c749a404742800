#include "daemon/business/subscription_mapping.hpp"

#include "campaigns/course.hpp"
#include "campaigns/succession.hpp"

#include <algorithm>
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

std::optional<State> state_of(std::string_view word) {
    for (const auto& [name, state] : states)
        if (name == word) return state;
    return std::nullopt;
}

/// From 1970 to 2517; beyond it days cannot be reckoned with.
bool is_day(std::int64_t number) { return number >= 0 && number <= 200'000; }
bool is_day(const std::optional<std::int64_t>& number) { return !number || is_day(*number); }

/// Why nobody could go on with it; empty: it is sound. What has ended is looked at less closely: nothing follows from it.
std::string fault_of(const store::SubscriptionRow& row) {
    if (!state_of(row.state)) return "its state is '" + row.state + "'";
    const bool phases_are_days = std::all_of(row.phases.begin(), row.phases.end(), [](const auto& phase) {
        return is_day(phase.from_day) && is_day(phase.until_day);
    });
    if (!is_day(row.anchor) || !is_day(row.starts) || !is_day(row.until) || !is_day(row.failing_since) || !phases_are_days)
        return "one of its days is in no calendar";
    if (row.state == "ended") return {};
    constexpr int most_months = 12'000;
    if (row.months_charged < 0 || row.months_charged > most_months)
        return "months_charged is " + std::to_string(row.months_charged);
    if (row.retries < 0 || row.notice_days < 0) return "a count of it is negative";
    if (row.state == "active" && row.phases.empty()) return "it is active and has no price";
    if ((row.state == "trial" || row.state == "ending") && !row.until) return "it is " + row.state + " and has no last day";
    for (const auto& phase : row.phases)
        if (phase.price < 0) return "a price of it is negative";
    return {};
}

std::string word_of(State wanted) {
    for (const auto& [name, state] : states)
        if (state == wanted) return std::string(name);
    throw std::logic_error("a state of a subscription without a name");
}

}  // namespace

campaigns::Subscription from_row(const store::SubscriptionRow& row) {
    if (const auto fault = fault_of(row); !fault.empty())
        throw std::runtime_error("subscription " + std::to_string(row.id) + ": " + fault);
    campaigns::Subscription one;
    one.id = row.id;
    one.package = row.package;
    one.state = *state_of(row.state);
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

std::vector<campaigns::Subscription> sound_ones(const std::vector<store::SubscriptionRow>& rows) {
    std::vector<campaigns::Subscription> sound;
    for (const auto& row : rows)
        if (fault_of(row).empty()) sound.push_back(from_row(row));
    return sound;
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
    row.charged_again = campaigns::is_charged_again(one);
}

std::vector<store::PhaseRow> to_rows(const std::vector<campaigns::PricePhase>& phases) {
    std::vector<store::PhaseRow> rows;
    for (const auto& phase : phases) rows.push_back({day_number(phase.from), day_number(phase.until), phase.price});
    return rows;
}

}  // namespace hall::daemon
