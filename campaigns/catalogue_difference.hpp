#pragma once
// What another catalogue would change: entries that come, go or read otherwise, and what packages would cost somebody
// who orders them. Values, no words: telling it to people is for tools.

#include "campaigns/catalogue.hpp"

#include <string>
#include <vector>

namespace hall::campaigns {

/// One key of an entry, as the catalogue file names it ("price", "holds.data_mb"). Lists and amounts are written as
/// people read them; empty: the key is not there.
struct FieldDifference {
    std::string key;
    std::string before, after;
    bool operator==(const FieldDifference&) const = default;
};

struct EntryDifference {
    enum class What { come, gone, changed };
    What what = What::changed;
    std::string list;  // "packages", "offers", "referrals", "items"; "terms" for what stands in no list
    std::string id;    // of referrals the package's
    std::string name;
    std::vector<FieldDifference> fields;  // of changed ones, those that differ; of others, all that are there
};

/// What a package costs somebody who orders it on `day`. No phases: it is not sold then.
struct PriceDifference {
    std::string package;
    std::string name;
    Date day;
    std::vector<PricePhase> before, after;
};

struct CatalogueDifference {
    std::vector<EntryDifference> entries;
    std::vector<PriceDifference> prices;
    bool empty() const { return entries.empty() && prices.empty(); }
};

/// Prices are compared for `day` and for each later day on which an offer of either begins or ends; a price that stays
/// different in the same way is told once.
CatalogueDifference difference_between(const Catalogue& before, const Catalogue& after, Date day);

}  // namespace hall::campaigns
