#include "campaigns/standing.hpp"

namespace hall::campaigns {

std::optional<Reason> standing(const SubscriberFacts& he) {
    switch (he.status) {
        case SubscriberFacts::Status::unknown: return Reason::not_a_subscriber;
        case SubscriberFacts::Status::cancelled: return Reason::number_cancelled;
        case SubscriberFacts::Status::suspended: return Reason::number_suspended;
        case SubscriberFacts::Status::active: break;
    }
    return he.blacklisted ? std::optional(Reason::blacklisted) : std::nullopt;
}

}  // namespace hall::campaigns
