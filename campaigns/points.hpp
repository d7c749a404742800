#pragma once
// Points: when they expire, which are spent first, what they buy. Pure. They come in lots, one for each grant, so that
// each keeps its own day of expiry.

#include "campaigns/catalogue.hpp"
#include "campaigns/facts.hpp"
#include "campaigns/reason.hpp"

#include <optional>
#include <variant>
#include <vector>

namespace hall::campaigns {

/// Points of one grant that are not spent.
struct PointsLot {
    std::int64_t id = 0;
    std::int64_t left = 0;
    Date expires;  // first day on which they are gone
    bool operator==(const PointsLot&) const = default;
};

/// What he can spend today.
std::int64_t points_of(const std::vector<PointsLot>& lots, Date today);

/// Those that are gone next, of those that are good today: how many, and when. Nothing without points.
struct Expiring {
    std::int64_t points = 0;
    Date expires;
    bool operator==(const Expiring&) const = default;
};
std::optional<Expiring> next_expiry(const std::vector<PointsLot>& lots, Date today);

/// The first day on which points granted on `day` are gone.
Date points_expire(const PointsTerms& terms, Date day);

/// So many from each lot, those that expire first going first.
struct PointsTaken {
    std::int64_t lot = 0;
    std::int64_t points = 0;
    bool operator==(const PointsTaken&) const = default;
};

struct RedeemPlan {
    std::string item;
    std::vector<PointsTaken> taken;
    std::int64_t left = 0;  // that he can spend afterwards
    bool operator==(const RedeemPlan&) const = default;
};

/// Reasons in the order of the enumeration: no_such_item, the subscriber's standing (not_a_subscriber,
/// number_cancelled, number_suspended, blacklisted), points_short {item, price, points}.
std::variant<RedeemPlan, Refusal> decide_redeem(const Catalogue& catalogue, std::string_view item_id,
                                                const SubscriberFacts& he, const std::vector<PointsLot>& lots,
                                                Date today);

}  // namespace hall::campaigns
