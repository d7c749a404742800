#pragma once
// What the hall sells and on which terms: packages, and the offers under which they cost less for a time. An
// immutable value, made from the operators' catalogue file. Money in fen. docs/catalogue-file.md has each key.

#include "campaigns/price_phase.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::campaigns {

/// Whom a package is for. An empty list: everybody.
struct Audience {
    std::vector<std::string> cities;
    std::vector<std::string> brands;
    std::optional<std::int64_t> spend_from;   // fen a month, this much or more
    std::optional<std::int64_t> spend_below;  // fen a month, less than this
};

struct Package {
    enum class Start { now, next_month };

    std::string id;      // "LL10"
    std::string name;    // as subscribers read it
    std::string kind;    // "data", "voice", "texts", "service"
    std::int64_t price = 0;  // of a month, without any offer
    std::map<std::string, std::int64_t> holds;  // "data_mb", "minutes", "texts": how much of each a month
    std::string family;                         // of its tiers; a subscriber has at most one of them. May be empty
    std::string order_code, cancel_code;        // as texts name them; may be empty
    Start start = Start::now;
    int trial_days = 0;  // 0: there is no free trial
    bool only_here = false;
    bool confirm = true;  // asks before it charges
    Audience audience;
    std::vector<std::string> needs;         // packages that the subscriber must have
    std::vector<std::string> excludes;      // packages that he must not have; holds both ways
};

struct Offer {
    /// Where the steps are counted from: the day of the order, or the first day of the next month (until then it costs
    /// nothing).
    enum class Counts { day, next_month };

    std::string id;
    std::string name;
    std::vector<std::string> packages;
    std::vector<OfferStep> steps;
    Counts counts = Counts::day;
    std::optional<Date> from, until;          // until: the first day on which it is over
    std::optional<std::int64_t> most;         // orders in all
    std::optional<std::int64_t> most_each;    // orders of one package by one subscriber
    int notice_days = 3;                      // before the full price returns

    bool runs_on(Date day) const { return (!from || *from <= day) && (!until || day < *until); }
};

struct Catalogue {
    std::vector<Package> packages;
    std::vector<Offer> offers;

    const Package* find(std::string_view id) const;

    /// The offer under which the package is sold on that day, or nullptr. The loader sees to it that there is one at
    /// most.
    const Offer* offer_for(std::string_view package_id, Date day) const;

    /// Its other tiers, in the order of the file.
    std::vector<const Package*> other_tiers(const Package& package) const;
};

}  // namespace hall::campaigns
