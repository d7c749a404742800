#include "campaigns/order.hpp"

#include "campaigns/standing.hpp"
#include "campaigns/succession.hpp"
#include "codecs/text/yuan.hpp"

#include <algorithm>

namespace hall::campaigns {

namespace {

using State = Subscription::State;

bool runs(const Subscription& one) { return one.state != State::ended && one.state != State::trial; }

/// The one that goes on rather than the one that was cancelled, where it was ordered again before that ended.
const Subscription* running(const OrderFacts& facts, std::string_view package) {
    const Subscription* found = nullptr;
    for (const auto& one : facts.subscriptions)
        if (one.package == package && runs(one) && (found == nullptr || found->state == State::ending)) found = &one;
    return found;
}

const Subscription* running_trial(const OrderFacts& facts, std::string_view package, Date today) {
    const auto found = std::find_if(facts.subscriptions.begin(), facts.subscriptions.end(), [&](const Subscription& one) {
        return one.package == package && one.state == State::trial && (!one.until || today < *one.until);
    });
    return found == facts.subscriptions.end() ? nullptr : &*found;
}

bool had_trial(const OrderFacts& facts, std::string_view package) {
    return std::any_of(facts.subscriptions.begin(), facts.subscriptions.end(), [&](const Subscription& one) {
        return one.package == package && one.phases.empty();
    });
}

bool lists(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

std::optional<Reason> audience(const Audience& whom, const SubscriberFacts& he) {
    if (!whom.cities.empty() && !lists(whom.cities, he.city)) return Reason::wrong_city;
    if (!whom.brands.empty() && !lists(whom.brands, he.brand)) return Reason::wrong_brand;
    if (whom.spend_from && he.spend < *whom.spend_from) return Reason::wrong_spend;
    if (whom.spend_below && he.spend >= *whom.spend_below) return Reason::wrong_spend;
    return std::nullopt;
}

/// What stands against this package beside the others that he has.
std::optional<Refusal> beside_others(const Catalogue& catalogue, const Package& package, const OrderFacts& facts) {
    for (const auto& other : catalogue.packages) {
        const bool excluded = lists(package.excludes, other.id) || lists(other.excludes, package.id);
        if (excluded && running(facts, other.id) != nullptr)
            return Refusal{Reason::excluded,
                           {{"package", package.name}, {"other", other.name}, {"other_cancel_code", other.cancel_code}}};
    }
    for (const auto& id : package.needs) {
        const auto* needed = running(facts, id);
        if (needed != nullptr && needed->state == State::active) continue;
        const auto* other = catalogue.find(id);
        return Refusal{Reason::needs_other,
                       {{"package", package.name}, {"other", other->name}, {"other_order_code", other->order_code}}};
    }
    return std::nullopt;
}

/// When what is paid for is over: the months that were charged. A month that has begun and is not charged (it is early
/// in the day, or the balance did not suffice) is not his.
Date paid_until(const Subscription& one, Date today) {
    if (one.until) return *one.until;
    return one.months_charged == 0 ? today : std::max(today, unpaid_from(one));
}

/// What an order of the package takes the place of: other tiers of its family, and the same one before.
std::vector<const Subscription*> makes_room(const Catalogue& catalogue, const Package& package, const OrderFacts& facts) {
    std::vector<const Subscription*> all;
    for (const auto& one : facts.subscriptions) {
        const auto* other = catalogue.find(one.package);
        const bool tier = other == &package || (other != nullptr && !package.family.empty() && other->family == package.family);
        if (tier && runs(one)) all.push_back(&one);
    }
    return all;
}

/// The first day on which none of them is in the way. Each may put it off, so they are asked until none does.
Date first_day_after_all(const std::vector<const Subscription*>& before, Date earliest, Date today) {
    auto day = earliest;
    while (true) {
        auto later = day;
        for (const auto* one : before) later = std::max(later, first_day_after(*one, later, today));
        if (later == day) return day;
        day = later;
    }
}

}  // namespace

std::vector<PricePhase> phases_offered(const Catalogue& catalogue, const Package& package, Date today) {
    const auto* offer = catalogue.offer_for(package.id, today);
    return phases_of(package.price, offer != nullptr ? offer->steps : std::vector<OfferStep>{}, today);
}

std::variant<OrderPlan, Refusal> decide_order(const Catalogue& catalogue, std::string_view package_id,
                                              const OrderFacts& facts, Date today) {
    const auto* package = catalogue.find(package_id);
    if (package == nullptr || !package->sold) return Refusal{Reason::no_such_package, {}};
    const Values named = {{"package", package->name}};
    if (const auto reason = standing(facts.subscriber)) return Refusal{*reason, {}};
    const auto* same = running(facts, package->id);
    if (same != nullptr && same->state == State::active)
        return Refusal{Reason::already_has, {{"package", package->name}, {"cancel_code", package->cancel_code}}};
    if (const auto reason = audience(package->audience, facts.subscriber)) return Refusal{*reason, named};
    if (auto refusal = beside_others(catalogue, *package, facts)) return *std::move(refusal);

    OrderPlan plan;
    plan.package = package->id;
    const auto* offer = catalogue.offer_for(package->id, today);
    // Whoever has had the offer as often as one may pays the plain price, and is told so before he confirms.
    if (offer != nullptr && offer->most_each && facts.offer_use.by_him >= *offer->most_each) offer = nullptr;
    if (offer != nullptr) {
        const Values values = {{"package", package->name}, {"offer", offer->name}};
        if (offer->most && facts.offer_use.in_all >= *offer->most) return Refusal{Reason::sold_out, values};
        plan.offer = offer->id;
    }
    plan.starts = package->start == Package::Start::now ? today : first_of_next_month(today);
    plan.anchor = offer != nullptr && offer->counts == Offer::Counts::next_month ? first_of_next_month(today) : plan.starts;
    // What is paid for is not paid for twice, and what he has is not free: see succession.hpp.
    const Subscription* before = nullptr;
    const auto making_room = makes_room(catalogue, *package, facts);
    for (const auto* one : making_room)
        if (before == nullptr || before->state == State::ending) before = one;
    if (before != nullptr) plan.starts = plan.anchor = first_day_after_all(making_room, plan.anchor, today);
    for (const auto* one : making_room)
        if (const auto month = month_ahead(*one, plan.anchor, today)) plan.meanwhile = OrderPlan::Meanwhile{one->package, *month};
    if (before != nullptr) plan.replaces = before->id;
    if (const auto* trial = running_trial(facts, package->id, today)) plan.ends_trials.push_back(trial->id);
    plan.phases = phases_of(package->price, offer != nullptr ? offer->steps : std::vector<OfferStep>{}, plan.anchor);

    const auto first = plan.phases.front().price;
    // What costs nothing now needs no balance, whatever he owes.
    if (plan.anchor == today && first > 0 && facts.subscriber.balance < first)
        return Refusal{Reason::balance_short,
                       {{"package", package->name},
                        {"price", codecs::format_yuan(first)},
                        {"balance", codecs::format_yuan(facts.subscriber.balance)}}};
    return plan;
}

std::variant<TrialPlan, Refusal> decide_trial(const Catalogue& catalogue, std::string_view package_id,
                                              const OrderFacts& facts, Date today) {
    const auto* package = catalogue.find(package_id);
    if (package == nullptr || !package->sold) return Refusal{Reason::no_such_package, {}};
    if (const auto reason = standing(facts.subscriber)) return Refusal{*reason, {}};
    if (running(facts, package->id) != nullptr)
        return Refusal{Reason::already_has, {{"package", package->name}, {"cancel_code", package->cancel_code}}};
    if (const auto* trial = running_trial(facts, package->id, today))
        return Refusal{Reason::trial_runs, {{"package", package->name}, {"until", format_date(*trial->until)}}};
    const Values order = {{"package", package->name}, {"order_code", package->order_code}};
    if (had_trial(facts, package->id)) return Refusal{Reason::trial_used, order};
    if (package->trial_days == 0) return Refusal{Reason::no_trial, order};
    if (const auto reason = audience(package->audience, facts.subscriber))
        return Refusal{*reason, {{"package", package->name}}};
    if (auto refusal = beside_others(catalogue, *package, facts)) return *std::move(refusal);
    return TrialPlan{package->id, today, today + std::chrono::days(package->trial_days)};
}

std::variant<CancelPlan, Refusal> decide_cancel(const Catalogue& catalogue, std::string_view package_id,
                                                const OrderFacts& facts, Date today) {
    const auto* package = catalogue.find(package_id);
    if (package == nullptr) return Refusal{Reason::no_such_package, {}};
    if (facts.subscriber.status == SubscriberFacts::Status::unknown) return Refusal{Reason::not_a_subscriber, {}};
    if (const auto* trial = running_trial(facts, package->id, today)) return CancelPlan{trial->id, today};
    const auto* same = running(facts, package->id);
    if (same == nullptr) {
        for (const auto* tier : catalogue.other_tiers(*package))
            if (running(facts, tier->id) != nullptr)
                return Refusal{Reason::other_tier,
                               {{"package", package->name}, {"other", tier->name}, {"other_cancel_code", tier->cancel_code}}};
        return Refusal{Reason::not_ordered, {{"package", package->name}, {"order_code", package->order_code}}};
    }
    if (same->state == State::ending)
        for (const auto* tier : catalogue.other_tiers(*package))
            if (const auto* next = running(facts, tier->id); next != nullptr && next->state == State::active)
                return Refusal{Reason::other_tier,
                               {{"package", package->name}, {"other", tier->name}, {"other_cancel_code", tier->cancel_code}}};
    if (same->state == State::ending)
        return Refusal{Reason::already_ending,
                       {{"package", package->name}, {"until", same->until ? format_date(*same->until) : ""}}};
    return CancelPlan{same->id, paid_until(*same, today)};
}

}  // namespace hall::campaigns
