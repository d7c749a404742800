#pragma once
// Recommendations: the friend is told once, by whom and on which terms. What follows from his order is fulfilment's
// work, and the hold's end the course's.

#include "daemon/business/work.hpp"

namespace hall::daemon {

class ReferralDesk {
public:
    explicit ReferralDesk(const BusinessTools& tools) : tools_(tools) {}

    Step refer(Work& work);
    Step totals(Work& work);

private:
    void invite(Work& work, const campaigns::Package& package, const std::string& friend_number) const;

    BusinessTools tools_;
};

}  // namespace hall::daemon
