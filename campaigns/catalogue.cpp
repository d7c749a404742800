#include "campaigns/catalogue.hpp"

#include <algorithm>

namespace hall::campaigns {

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

std::vector<const Package*> Catalogue::other_tiers(const Package& package) const {
    std::vector<const Package*> tiers;
    if (package.family.empty()) return tiers;
    for (const auto& other : packages)
        if (other.family == package.family && other.id != package.id) tiers.push_back(&other);
    return tiers;
}

}  // namespace hall::campaigns
