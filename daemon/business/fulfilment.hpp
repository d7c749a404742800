#pragma once
// What follows when the back end has said what became of an order or a trial: it begins, what it replaces ends, and
// whoever recommended it is credited; or it is taken back as if it had never been.

#include "daemon/business/staff_rewards.hpp"

namespace hall::daemon {

class Fulfilment {
public:
    explicit Fulfilment(const BusinessTools& tools) : tools_(tools), rewards_(tools) {}

    /// `subscription`: as it was placed, pending. What the subscriber is told.
    campaigns::Outcome carried_out(Work& work, std::int64_t subscription, const BackEndAnswer& answer);

private:
    void begin(const Work& work, store::SubscriptionRow& row, const store::OrderRow& order, const BackEndAnswer& answer);
    std::string end_others(const Work& work, const store::SubscriptionRow& row, const campaigns::Package& package);
    void thank_referrer(Work& work, const store::OrderRow& order, const campaigns::Package& package);
    campaigns::Outcome ordered(const Work& work, const campaigns::Package& package, const store::SubscriptionRow& row,
                               const store::OrderRow& order, const BackEndAnswer& answer, const std::string& other) const;

    BusinessTools tools_;
    StaffRewards rewards_;
};

}  // namespace hall::daemon
