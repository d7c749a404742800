#include "campaigns/catalogue.hpp"

#include <algorithm>

namespace hall::campaigns {

bool stand_in_each_others_way(const Package& one, const Package& other) {
    const auto excludes = [](const Package& a, const Package& b) {
        return std::find(a.excludes.begin(), a.excludes.end(), b.id) != a.excludes.end();
    };
    return one.id == other.id || (!one.family.empty() && one.family == other.family) || excludes(one, other) ||
           excludes(other, one);
}

const Package* Catalogue::find(std::string_view id) const {
    const auto found = std::find_if(packages.begin(), packages.end(), [id](const Package& p) { return p.id == id; });
    return found == packages.end() ? nullptr : &*found;
}

const Offer* Catalogue::offer_for(std::string_view package_id, Date day) const {
    const auto found = std::find_if(offers.begin(), offers.end(), [&](const Offer& offer) {
        return offer.runs_on(day) &&
               std::find(offer.packages.begin(), offer.packages.end(), package_id) != offer.packages.end();
    });
    return found == offers.end() ? nullptr : &*found;
}

const Referral* Catalogue::referral_of(std::string_view package_id) const {
    const auto found = std::find_if(referrals.begin(), referrals.end(),
                                    [package_id](const Referral& one) { return one.package == package_id; });
    return found == referrals.end() ? nullptr : &*found;
}

const PointsItem* PointsTerms::find(std::string_view id) const {
    const auto found = std::find_if(items.begin(), items.end(), [id](const PointsItem& one) { return one.id == id; });
    return found == items.end() ? nullptr : &*found;
}

std::vector<const Package*> Catalogue::other_tiers(const Package& package) const {
    std::vector<const Package*> tiers;
    if (package.family.empty()) return tiers;
    for (const auto& other : packages)
        if (other.family == package.family && other.id != package.id) tiers.push_back(&other);
    return tiers;
}

}  // namespace hall::campaigns
