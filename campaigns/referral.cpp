#include "campaigns/referral.hpp"

#include "campaigns/standing.hpp"

#include <algorithm>
#include <string>

namespace hall::campaigns {

namespace {

bool is_open(const InvitationFacts& one, Date today) { return !one.ordered && today < one.window_until; }

/// Whether he has it, or another tier of it, in whatever state: who is suspended is no new customer either.
bool has_it(const Catalogue& catalogue, const Package& package, const std::vector<Subscription>& his, Date today) {
    const auto tiers = catalogue.other_tiers(package);
    return std::any_of(his.begin(), his.end(), [&](const Subscription& one) {
        if (one.state == Subscription::State::ended || (one.until && *one.until <= today)) return false;
        return one.package == package.id ||
               std::any_of(tiers.begin(), tiers.end(), [&](const Package* tier) { return tier->id == one.package; });
    });
}

/// What stands against this friend, whoever recommends.
std::optional<Reason> against_friend(const Catalogue& catalogue, const Package& package, const ReferralFacts& facts,
                                     Date today) {
    using Status = SubscriberFacts::Status;
    const auto status = facts.friend_facts.status;
    if (status == Status::unknown || status == Status::cancelled) return Reason::friend_not_ours;
    if (facts.friend_opted_out) return Reason::friend_opted_out;
    if (has_it(catalogue, package, facts.friend_subscriptions, today)) return Reason::friend_has_it;
    const bool invited = std::any_of(facts.to_friend.begin(), facts.to_friend.end(), [&](const InvitationFacts& one) {
        return one.package == package.id && is_open(one, today);
    });
    return invited ? std::optional(Reason::friend_invited) : std::nullopt;
}

bool invited_by_friend(const ReferralFacts& facts, Date today) {
    return std::any_of(facts.by_friend.begin(), facts.by_friend.end(), [&](const InvitationFacts& one) {
        return one.friend_number == facts.referrer.number && (one.ordered || is_open(one, today));
    });
}

/// As the reason's text wants them.
Refusal refusal(Reason reason, const Package& package, const std::string& friend_number) {
    Values values;
    for (const auto& name : info_of(reason).values)
        values.emplace_back(name, name == "friend" ? friend_number : package.name);
    return {reason, std::move(values)};
}

}  // namespace

std::variant<InvitationPlan, Refusal> decide_referral(const Catalogue& catalogue, std::string_view package_id,
                                                      const ReferralFacts& facts, Date today) {
    const auto* package = catalogue.find(package_id);
    if (package == nullptr || !package->sold) return Refusal{Reason::no_such_package, {}};
    if (const auto reason = standing(facts.referrer)) return Refusal{*reason, {}};
    const auto& friend_number = facts.friend_facts.number;
    const auto* terms = catalogue.referral_of(package->id);
    if (terms == nullptr) return refusal(Reason::no_referral, *package, friend_number);
    if (friend_number == facts.referrer.number) return refusal(Reason::own_number, *package, friend_number);
    if (const auto reason = against_friend(catalogue, *package, facts, today))
        return refusal(*reason, *package, friend_number);

    InvitationPlan plan{package->id, today + std::chrono::days(terms->window_days), terms->points};
    if (facts.referrer_is_staff) {
        plan.points = 0;
        return plan;
    }
    if (invited_by_friend(facts, today)) return refusal(Reason::pair_reversed, *package, friend_number);
    if (facts.made_today >= terms->most_a_day)
        return Refusal{Reason::day_limit, {{"most", std::to_string(terms->most_a_day)}}};
    if (facts.made_this_month >= terms->most_a_month)
        return Refusal{Reason::month_limit, {{"most", std::to_string(terms->most_a_month)}}};
    return plan;
}

}  // namespace hall::campaigns
