#pragma once
// Orders and trials, until the back end is asked to carry them out: what was decided is told and asked about, and
// written down.

#include "daemon/business/work.hpp"

namespace hall::daemon {

class OrderDesk {
public:
    explicit OrderDesk(const BusinessTools& tools) : tools_(tools) {}

    Step order(Work& work);
    Step trial(Work& work);

private:
    campaigns::OrderFacts order_facts(const Work& work, const AccountFacts& account, const campaigns::Package& package);
    campaigns::Outcome ask(const Work& work, const campaigns::Package& package, const campaigns::OrderPlan& plan,
                           std::string terms);
    std::string terms_told(const campaigns::OrderPlan& plan) const;
    std::int64_t place(Work& work, const campaigns::OrderPlan& plan);
    std::int64_t place(Work& work, const campaigns::TrialPlan& plan);

    BusinessTools tools_;
};

}  // namespace hall::daemon
