#include "campaigns/reason.hpp"

namespace hall::campaigns {

const std::vector<ReasonInfo>& all_reasons() {
    static const std::vector<ReasonInfo> reasons = {
        {Reason::no_such_package, "no_such_package", false, {}},
        {Reason::no_such_item, "no_such_item", false, {}},
        {Reason::not_a_subscriber, "not_a_subscriber", false, {}},
        {Reason::number_cancelled, "number_cancelled", false, {}},
        {Reason::number_suspended, "number_suspended", true, {}},
        {Reason::blacklisted, "blacklisted", false, {}},
        {Reason::no_such_staff, "no_such_staff", false, {"staff"}},
        {Reason::order_pending, "order_pending", true, {"package"}},
        {Reason::already_has, "already_has", false, {"package", "cancel_code"}},
        {Reason::trial_runs, "trial_runs", false, {"package", "until"}},
        {Reason::trial_used, "trial_used", false, {"package", "order_code"}},
        {Reason::no_trial, "no_trial", false, {"package", "order_code"}},
        {Reason::wrong_city, "wrong_city", false, {"package"}},
        {Reason::wrong_brand, "wrong_brand", false, {"package"}},
        {Reason::wrong_spend, "wrong_spend", true, {"package"}},
        {Reason::excluded, "excluded", false, {"package", "other", "other_cancel_code"}},
        {Reason::needs_other, "needs_other", false, {"package", "other", "other_order_code"}},
        {Reason::sold_out, "sold_out", false, {"package", "offer"}},
        {Reason::balance_short, "balance_short", true, {"package", "price", "balance"}},
        {Reason::not_ordered, "not_ordered", false, {"package", "order_code"}},
        {Reason::other_tier, "other_tier", false, {"package", "other", "other_cancel_code"}},
        {Reason::already_ending, "already_ending", false, {"package", "until"}},
        {Reason::no_referral, "no_referral", false, {"package"}},
        {Reason::own_number, "own_number", false, {"package"}},
        {Reason::friend_not_ours, "friend_not_ours", false, {"friend"}},
        {Reason::friend_opted_out, "friend_opted_out", false, {"friend"}},
        {Reason::friend_has_it, "friend_has_it", false, {"friend", "package"}},
        {Reason::friend_invited, "friend_invited", true, {"friend", "package"}},
        {Reason::pair_reversed, "pair_reversed", true, {"friend", "package"}},
        {Reason::day_limit, "day_limit", true, {"most"}},
        {Reason::month_limit, "month_limit", true, {"most"}},
        {Reason::points_short, "points_short", true, {"item", "price", "points"}},
        {Reason::system_failed, "system_failed", true, {}},
    };
    return reasons;
}

const ReasonInfo& info_of(Reason reason) { return all_reasons().at(static_cast<std::size_t>(reason)); }

}  // namespace hall::campaigns
