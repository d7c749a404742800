#include "daemon/business/referral_desk.hpp"

#include "campaigns/referral.hpp"
#include "daemon/business/package_word.hpp"
#include "daemon/business/phrases.hpp"
#include "daemon/business/subscription_mapping.hpp"

#include <fmt/format.h>

namespace hall::daemon {

namespace {

using campaigns::Outcome;
using campaigns::Reason;
using campaigns::Refusal;

campaigns::InvitationFacts from_row(const store::ReferralRow& row) {
    return {row.referrer, row.friend_number, row.package, day_of(row.window_until), row.state != "open"};
}

}  // namespace

Step ReferralDesk::refer(Work& work) {
    const auto& he = work.request.subscriber;
    const std::string friend_number(work.request.value("friend"));
    const auto* package = package_meant(tools_.catalogue, work.request.value("package"));
    if (package == nullptr) return tools_.phrases.refused({Reason::no_such_package, {}});
    const auto* account = facts_about(work, he);
    if (account == nullptr) return Need{he, AskFacts{}};
    const auto* theirs = facts_about(work, friend_number);
    if (theirs == nullptr) return Need{friend_number, AskFacts{}};

    auto& store = tools_.store;
    const auto staff = store.staff.by_phone(he);
    campaigns::ReferralFacts facts;
    facts.referrer = account->subscriber;
    facts.referrer.number = he;
    facts.referrer_is_staff = staff.has_value();
    facts.friend_facts = theirs->subscriber;
    facts.friend_facts.number = friend_number;
    facts.friend_opted_out = store.opt_outs.has(friend_number);
    facts.friend_subscriptions = theirs->elsewhere;
    for (auto& one : sound_ones(store.subscriptions.of(friend_number))) facts.friend_subscriptions.push_back(std::move(one));
    for (const auto& row : store.referrals.to(friend_number)) facts.to_friend.push_back(from_row(row));
    for (const auto& row : store.referrals.by(friend_number)) facts.by_friend.push_back(from_row(row));
    const auto today = day_number(work.time.day);
    facts.made_today = static_cast<int>(store.referrals.made_since(he, today));
    facts.made_this_month =
        static_cast<int>(store.referrals.made_since(he, day_number(first_of_month(work.time.day))));
    auto decision = campaigns::decide_referral(tools_.catalogue, package->id, facts, work.time.day);
    if (auto* refusal = std::get_if<Refusal>(&decision)) {
        for (auto& [key, value] : refusal->values)
            if (key == "friend") value = tools_.phrases.number(friend_number);
        return tools_.phrases.refused(*refusal);
    }
    const auto& plan = std::get<campaigns::InvitationPlan>(decision);
    const auto* terms = tools_.catalogue.referral_of(package->id);

    store::ReferralRow row;
    row.at = to_millis(work.time.at);
    row.day = today;
    row.referrer = he;
    row.friend_number = friend_number;
    row.package = package->id;
    if (staff) row.staff = staff->id;
    row.points = plan.points;
    row.hold_days = terms->hold_days;
    row.window_until = day_number(plan.window_until);
    row.state = "open";
    row.next_day = row.window_until;
    row.text_id = work.text_id;
    store.referrals.record(row);
    invite(work, *package, friend_number);
    Outcome outcome{staff ? "referred_by_staff" : "referred",
                    {{"friend", tools_.phrases.number(friend_number)},
                     {"package", package->name},
                     {"window_days", fmt::format("{}", terms->window_days)}}};
    if (staff) return outcome;
    outcome.values.emplace_back("points", fmt::format("{}", plan.points));
    outcome.values.emplace_back("hold_days", fmt::format("{}", terms->hold_days));
    return outcome;
}

void ReferralDesk::invite(Work& work, const campaigns::Package& package, const std::string& friend_number) const {
    const auto listening = tools_.phrases.to(friend_number);
    const auto phases = campaigns::phases_offered(tools_.catalogue, package, work.time.day);
    work.notices.push_back({friend_number, work.text_id, "notice_invited",
                            tools_.phrases.text("notice_invited",
                                                {{"referrer", tools_.phrases.number(work.request.subscriber)},
                                                 {"package", package.name},
                                                 {"terms", tools_.phrases.terms(phases)},
                                                 {"order_code", package.order_code}},
                                                package.id)});
}

Step ReferralDesk::totals(Work& work) {
    const auto totals = tools_.store.referrals.totals(work.request.subscriber);
    return Outcome{"told",
                   {{"invited", fmt::format("{}", totals.invited)},
                    {"ordered", fmt::format("{}", totals.ordered)},
                    {"points", fmt::format("{}", totals.points_granted)},
                    {"held", fmt::format("{}", totals.points_held)}}};
}

}  // namespace hall::daemon
