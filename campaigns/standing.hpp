#pragma once
// What stands against any business with a subscriber, whatever it is about. Pure.

#include "campaigns/facts.hpp"
#include "campaigns/reason.hpp"

#include <optional>

namespace hall::campaigns {

/// not_a_subscriber, number_cancelled, number_suspended or blacklisted; nothing when he may do business.
std::optional<Reason> standing(const SubscriberFacts& he);

}  // namespace hall::campaigns
