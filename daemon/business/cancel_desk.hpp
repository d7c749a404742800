#pragma once
// Cancellations. The month that is paid for is his; what was credited for an order that is cancelled too early is taken
// back.

#include "daemon/business/staff_rewards.hpp"

namespace hall::daemon {

class CancelDesk {
public:
    explicit CancelDesk(const BusinessTools& tools) : tools_(tools), rewards_(tools) {}

    Step cancel(Work& work);

    /// The back end has said what became of cancelling `subscription`.
    campaigns::Outcome carried_out(Work& work, std::int64_t subscription, const BackEndAnswer& answer);

private:
    campaigns::Outcome ask(const Work& work, const campaigns::Package& package, const campaigns::CancelPlan& plan,
                           std::string terms);
    void leave_alone(const store::SubscriptionRow& row, campaigns::Date today);
    void take_back_credits(Work& work, const store::SubscriptionRow& row, const std::string& package_name);

    BusinessTools tools_;
    StaffRewards rewards_;
};

}  // namespace hall::daemon
