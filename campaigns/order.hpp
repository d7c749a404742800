#pragma once
// Whether a package may be ordered, tried or cancelled by one subscriber, and what that means in days and money. Pure:
// the facts are looked up before, the plan is carried out afterwards, in one transaction.

#include "campaigns/catalogue.hpp"
#include "campaigns/facts.hpp"
#include "campaigns/reason.hpp"
#include "campaigns/succession.hpp"

#include <variant>

namespace hall::campaigns {

struct OrderFacts {
    SubscriberFacts subscriber;
    std::vector<Subscription> subscriptions;  // his, ended ones among them
    OfferUse offer_use;                       // of the offer that the package is in today
};

/// What an order will do. The subscriber confirms exactly this.
struct OrderPlan {
    /// What he pays for another package until this one begins.
    struct Meanwhile {
        std::string package;
        MonthAhead month;
        bool operator==(const Meanwhile&) const = default;
    };

    std::string package;
    std::string offer;                        // empty: the plain price
    // id of the subscription whose place it takes, which ends on `anchor` at the latest: another tier, or the same
    // package after it was cancelled or suspended
    std::optional<std::int64_t> replaces;
    std::optional<Meanwhile> meanwhile;       // a month of what it replaces begins, and is charged, before `starts`
    std::vector<std::int64_t> ends_trials;    // ids of trials of the same package, which end today
    Date starts;                              // first day on which he has it
    Date anchor;                              // when its first month, and the first charge, begin
    std::vector<PricePhase> phases;
    bool operator==(const OrderPlan&) const = default;
};

struct TrialPlan {
    std::string package;
    Date starts;
    Date until;  // first day on which it is over
    bool operator==(const TrialPlan&) const = default;
};

struct CancelPlan {
    std::int64_t subscription = 0;
    Date until;  // first day on which it is over
    bool operator==(const CancelPlan&) const = default;
};

/// What a month of the package costs somebody who orders it today, begun today: what advertisements of it say.
std::vector<PricePhase> phases_offered(const Catalogue& catalogue, const Package& package, Date today);

std::variant<OrderPlan, Refusal> decide_order(const Catalogue& catalogue, std::string_view package_id,
                                              const OrderFacts& facts, Date today);

/// A trial costs nothing and ends by itself.
std::variant<TrialPlan, Refusal> decide_trial(const Catalogue& catalogue, std::string_view package_id,
                                              const OrderFacts& facts, Date today);

/// The month that is paid for is his; a trial ends today.
std::variant<CancelPlan, Refusal> decide_cancel(const Catalogue& catalogue, std::string_view package_id,
                                                const OrderFacts& facts, Date today);

}  // namespace hall::campaigns
