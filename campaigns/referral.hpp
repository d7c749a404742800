#pragma once
// Whether a subscriber may recommend a package to a friend, and what becomes of it. Pure: the facts are looked up
// before, the plan is carried out afterwards, in one transaction.

#include "campaigns/catalogue.hpp"
#include "campaigns/facts.hpp"
#include "campaigns/reason.hpp"

#include <variant>

namespace hall::campaigns {

/// An invitation that was made before. It is open until its window is over or the friend orders upon it; others than
/// open ones and those that were ordered upon need not be looked up.
struct InvitationFacts {
    std::string referrer;
    std::string friend_number;
    std::string package;
    Date window_until;      // first day on which it is over
    bool ordered = false;
};

struct ReferralFacts {
    SubscriberFacts referrer;
    bool referrer_is_staff = false;
    SubscriberFacts friend_facts;                    // status unknown: no number of ours
    bool friend_opted_out = false;
    std::vector<Subscription> friend_subscriptions;
    std::vector<InvitationFacts> to_friend;          // of any package, by anybody
    std::vector<InvitationFacts> by_friend;          // that the friend made himself
    int made_today = 0;                              // by the referrer, of all packages
    int made_this_month = 0;                         // calendar month
};

struct InvitationPlan {
    std::string package;
    Date window_until;        // first day on which an order does not count any more: `window_days` after today
    std::int64_t points = 0;  // for the referrer; 0 for staff, who are paid otherwise
    bool operator==(const InvitationPlan&) const = default;
};

/// Reasons in the order of the enumeration: no_such_package, the referrer's standing, no_referral, own_number,
/// friend_not_ours (unknown or cancelled), friend_opted_out, friend_has_it (a subscription or trial that is not over,
/// suspended ones among them, also of another tier of the family), friend_invited (anybody's open invitation to the
/// same package: the first one wins within its window, his own among them), pair_reversed (the friend has invited him,
/// open or ordered upon, to whatever package), day_limit, month_limit. For staff there are no limits of number, nor of
/// pairs; no_such_package and all others hold.
std::variant<InvitationPlan, Refusal> decide_referral(const Catalogue& catalogue, std::string_view package_id,
                                                      const ReferralFacts& facts, Date today);

}  // namespace hall::campaigns
