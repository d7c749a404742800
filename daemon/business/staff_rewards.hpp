#pragma once
// What employees earn: a reward for each order that they brought, with its first paid month; taken back when the
// subscriber gives the package up too early. A change between tiers brings nothing twice, because what never begins
// is never paid.

#include "daemon/business/work.hpp"

namespace hall::daemon {

class StaffRewards {
public:
    explicit StaffRewards(const BusinessTools& tools) : tools_(tools) {}

    /// A month of the subscription was charged `amount` fen. The first one that costs something is rewarded.
    void charged(const store::SubscriptionRow& row, std::int64_t amount, const HallTime& time);

    /// He gives up this package, and with it the other tiers of its family that he has or had: rewards of the last 30
    /// days for any of them are taken back.
    void given_up(const store::SubscriptionRow& row, const HallTime& time);

private:
    BusinessTools tools_;
};

}  // namespace hall::daemon
