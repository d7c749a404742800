#pragma once
// What the hall sells and on which terms: packages, and the offers under which they cost less for a time. An
// immutable value, made from the operators' catalogue file. Money in fen. docs/catalogue-file.md has each key.

#include "campaigns/price_phase.hpp"
#include "codecs/yaml/diagnostic.hpp"

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
    bool sold = true;     // no: whoever has it keeps it, nobody orders it any more
    bool confirm = true;  // asks before it charges
    std::int64_t staff_reward = 0;  // fen for the employee through whom it was ordered
    Audience audience;
    std::vector<std::string> needs;         // packages that the subscriber must have
    std::vector<std::string> excludes;      // packages that he must not have; holds both ways
    codecs::Place place;                    // of its entry in the file
};

/// Nobody has both at once: they are the same, tiers of one family, or one excludes the other.
bool stand_in_each_others_way(const Package& one, const Package& other);

struct Offer {
    /// Where the steps are counted from: the day of the order, or the first day of the next month (until then it costs
    /// nothing).
    enum class Counts { day, next_month };

    std::string id;
    std::string name;
    std::vector<std::string> packages;
    std::vector<OfferStep> steps;
    Counts counts = Counts::day;
    std::optional<Date> from, until;          // both days included
    std::optional<std::int64_t> most;         // orders in all
    std::optional<std::int64_t> most_each;    // orders of one package by one subscriber
    int notice_days = 3;                      // before the full price returns
    codecs::Place place;                      // of its entry in the file

    bool runs_on(Date day) const { return (!from || *from <= day) && (!until || day <= *until); }
};

/// The terms on which subscribers may recommend a package to friends.
struct Referral {
    std::string package;
    std::int64_t points = 0;  // for the one who recommends
    int window_days = 30;     // an order of the friend so many days after the invitation counts
    int hold_days = 30;       // so long he must keep it before the points are granted
    int most_a_day = 5;       // invitations by one subscriber, of all packages together
    int most_a_month = 20;
};

/// What points are good for.
struct PointsItem {
    std::string id;
    std::string name;
    std::int64_t points = 0;  // its price
    std::int64_t credit = 0;  // fen onto his account
    std::map<std::string, std::int64_t> gives;  // "data_mb", "minutes", "texts", once
};

struct PointsTerms {
    int expire_after_months = 24;  // counted from the day they are granted
    std::vector<PointsItem> items;

    const PointsItem* find(std::string_view id) const;
};

/// What happens when the balance does not pay for a month.
struct ChargingTerms {
    std::vector<int> retry_days = {1, 3, 7};  // days after the month began; after the last one it is suspended
    bool operator==(const ChargingTerms&) const = default;
};

struct Catalogue {
    std::vector<Package> packages;
    std::vector<Offer> offers;
    std::vector<Referral> referrals;
    PointsTerms points;
    ChargingTerms charging;
    int top_days = 7;  // the TOP10 counts orders and trials of so many days, today among them

    const Package* find(std::string_view id) const;

    /// The terms on which it may be recommended, or nullptr.
    const Referral* referral_of(std::string_view package_id) const;

    /// The offer under which the package is sold on that day, or nullptr. The loader sees to it that there is one at
    /// most.
    const Offer* offer_for(std::string_view package_id, Date day) const;

    /// Its other tiers, in the order of the file.
    std::vector<const Package*> other_tiers(const Package& package) const;
};

}  // namespace hall::campaigns
