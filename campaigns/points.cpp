#include "campaigns/points.hpp"

#include "campaigns/standing.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <tuple>

namespace hall::campaigns {

namespace {

/// Those that are good today, the first to expire first; of one day the oldest first.
std::vector<PointsLot> in_order(const std::vector<PointsLot>& lots, Date today) {
    std::vector<PointsLot> good;
    std::copy_if(lots.begin(), lots.end(), std::back_inserter(good),
                 [today](const PointsLot& lot) { return lot.left > 0 && today < lot.expires; });
    std::sort(good.begin(), good.end(), [](const PointsLot& one, const PointsLot& other) {
        return std::tie(one.expires, one.id) < std::tie(other.expires, other.id);
    });
    return good;
}

}  // namespace

std::int64_t points_of(const std::vector<PointsLot>& lots, Date today) {
    std::int64_t points = 0;
    for (const auto& lot : in_order(lots, today)) points += lot.left;
    return points;
}

std::optional<Expiring> next_expiry(const std::vector<PointsLot>& lots, Date today) {
    const auto good = in_order(lots, today);
    if (good.empty()) return std::nullopt;
    Expiring next{0, good.front().expires};
    for (const auto& lot : good)
        if (lot.expires == next.expires) next.points += lot.left;
    return next;
}

Date points_expire(const PointsTerms& terms, Date day) { return months_later(day, terms.expire_after_months); }

std::variant<RedeemPlan, Refusal> decide_redeem(const Catalogue& catalogue, std::string_view item_id,
                                                const SubscriberFacts& he, const std::vector<PointsLot>& lots,
                                                Date today) {
    const auto* item = catalogue.points.find(item_id);
    if (item == nullptr) return Refusal{Reason::no_such_item, {}};
    if (const auto reason = standing(he)) return Refusal{*reason, {}};
    const auto points = points_of(lots, today);
    if (points < item->points)
        return Refusal{Reason::points_short,
                       {{"item", item->name}, {"price", std::to_string(item->points)}, {"points", std::to_string(points)}}};
    RedeemPlan plan{item->id, {}, points - item->points};
    auto missing = item->points;
    for (const auto& lot : in_order(lots, today)) {
        if (missing == 0) break;
        plan.taken.push_back({lot.id, std::min(lot.left, missing)});
        missing -= plan.taken.back().points;
    }
    return plan;
}

}  // namespace hall::campaigns
