#pragma once
// What follows when the back end has said what became of an order or a trial: it begins, what it replaces ends, and
// whoever recommended it is credited; or it is taken back as if it had never been.

#include "campaigns/succession.hpp"
#include "daemon/business/staff_rewards.hpp"

namespace hall::daemon {

class Fulfilment {
public:
    explicit Fulfilment(const BusinessTools& tools) : tools_(tools), rewards_(tools) {}

    /// `subscription`: as it was placed, pending. What the subscriber is told.
    campaigns::Outcome carried_out(Work& work, std::int64_t subscription, const BackEndAnswer& answer);

private:
    void begin(const Work& work, store::SubscriptionRow& row, const store::OrderRow& order, const BackEndAnswer& answer);
    /// What the new one takes the place of.
    struct Before {
        std::string tier;  // name of another tier; empty: none
        std::string charged;  // name of what is charged once more before it ends
        std::optional<campaigns::MonthAhead> meanwhile;
    };
    Before end_others(const Work& work, const store::SubscriptionRow& row, const campaigns::Package& package);
    void end_one(const campaigns::Subscription& was, const campaigns::Subscription& is, campaigns::Date today,
                 store::SubscriptionRow& row);
    void thank_referrer(Work& work, const store::OrderRow& order, const campaigns::Package& package);
    campaigns::Outcome ordered(const Work& work, const campaigns::Package& package, const store::SubscriptionRow& row,
                               const store::OrderRow& order, const BackEndAnswer& answer, const Before& before) const;

    BusinessTools tools_;
    StaffRewards rewards_;
};

}  // namespace hall::daemon
