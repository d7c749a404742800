#pragma once
// What subscribers ask: balance, bill, usage, what they have, what others like. Changes nothing, but that the list of
// 0000 is a question: its numbers cancel.

#include "daemon/business/work.hpp"

#include <functional>

namespace hall::daemon {

class QueryDesk {
public:
    explicit QueryDesk(const BusinessTools& tools) : tools_(tools) {}

    Step balance(Work& work);
    Step bill(Work& work);
    Step data(Work& work);
    Step package(Work& work);
    Step subscriptions(Work& work);
    Step top(Work& work);

private:
    /// What `tell` says of his account, once it is known and he is a subscriber of ours.
    Step with_account(const Work& work, const std::function<campaigns::Outcome(const AccountFacts&)>& tell);
    std::string line_of(int number, const campaigns::Subscription& one, campaigns::Date today) const;

    BusinessTools tools_;
};

}  // namespace hall::daemon
