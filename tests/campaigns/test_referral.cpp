// Who may recommend what to whom, and why not.

#include "campaigns/referral.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <random>

using namespace hall;
using namespace hall::campaigns;

namespace {

using Status = SubscriberFacts::Status;
using State = Subscription::State;

Date day(const char* text) { return parse_date(text).value(); }

const Date today = day("2026-11-22");
const std::string his = "8613800138000";
const std::string friends = "8613900139000";

Package sold(const char* id, const char* name, const char* family) {
    Package package;
    package.id = id;
    package.name = name;
    package.family = family;
    return package;
}

const Catalogue& catalogue() {
    static const auto made = [] {
        Catalogue one;
        one.packages = {sold("CL", "彩铃", ""), sold("LL10", "流量10元包", "LL"), sold("LL20", "流量20元包", "LL"),
                        sold("SJB", "手机报", "")};
        one.referrals = {{"CL", 500, 30, 30, 5, 20}, {"LL10", 300, 10, 30, 2, 3}};
        return one;
    }();
    return made;
}

ReferralFacts two_people() {
    ReferralFacts facts;
    facts.referrer = {his, Status::active, "石家庄", "全球通", 6000, 10000, false};
    facts.friend_facts = {friends, Status::active, "保定", "全球通", 3000, 500, false};
    return facts;
}

Subscription has(const char* package, State state, std::optional<Date> until = std::nullopt) {
    Subscription one;
    one.package = package;
    one.state = state;
    one.until = until;
    return one;
}

InvitationFacts invitation(const char* package, Date window_until, bool ordered = false) {
    return {"8613700137000", friends, package, window_until, ordered};
}

std::string why_not(const char* package, const ReferralFacts& facts) {
    const auto decision = decide_referral(catalogue(), package, facts, today);
    const auto* refusal = std::get_if<Refusal>(&decision);
    if (refusal == nullptr) return "";
    std::string text(info_of(refusal->reason).slug);
    std::vector<std::string_view> names;
    for (const auto& [name, value] : refusal->values) {
        names.emplace_back(name);
        text += " " + name + "=" + value;
    }
    CHECK(names == info_of(refusal->reason).values);  // what its text may show is there
    return text;
}

InvitationPlan invited(const char* package, const ReferralFacts& facts) {
    return std::get<InvitationPlan>(decide_referral(catalogue(), package, facts, today));
}

}  // namespace

TEST_CASE("an invitation counts for the days of its window and promises the points of the package") {
    CHECK(invited("CL", two_people()) == InvitationPlan{"CL", day("2026-12-22"), 500});
    CHECK(invited("LL10", two_people()) == InvitationPlan{"LL10", day("2026-12-02"), 300});
}

TEST_CASE("whom the friend is, and what he has, may stand against it") {
    auto facts = two_people();
    CHECK(why_not("CI", facts) == "no_such_package");
    CHECK(why_not("SJB", facts) == "no_referral package=手机报");
    facts.friend_facts.number = his;
    CHECK(why_not("CL", facts) == "own_number package=彩铃");
    facts = two_people();
    for (const auto status : {Status::unknown, Status::cancelled}) {
        facts.friend_facts.status = status;
        CHECK(why_not("CL", facts) == "friend_not_ours friend=" + friends);
    }
    facts.friend_facts.status = Status::suspended;
    CHECK(why_not("CL", facts).empty());
    facts.friend_opted_out = true;
    CHECK(why_not("CL", facts) == "friend_opted_out friend=" + friends);
}

TEST_CASE("a friend who has it, tries it or has another tier is no new customer; one who had it is") {
    auto facts = two_people();
    for (const auto state : {State::trial, State::active, State::ending, State::suspended}) {
        facts.friend_subscriptions = {has("LL10", state)};
        CHECK(why_not("LL10", facts) == "friend_has_it friend=" + friends + " package=流量10元包");
        facts.friend_subscriptions = {has("LL20", state, today + std::chrono::days(1))};
        CHECK(why_not("LL10", facts) == "friend_has_it friend=" + friends + " package=流量10元包");
        facts.friend_subscriptions = {has("LL10", state, today)};
        CHECK(why_not("LL10", facts).empty());
        facts.friend_subscriptions = {has("CL", state)};
        CHECK(why_not("LL10", facts).empty());
    }
    facts.friend_subscriptions = {has("LL10", State::ended)};
    CHECK(why_not("LL10", facts).empty());
}

TEST_CASE("the first invitation to a package wins until its window is over or it is ordered upon") {
    auto facts = two_people();
    facts.to_friend = {invitation("CL", today + std::chrono::days(1))};
    CHECK(why_not("CL", facts) == "friend_invited friend=" + friends + " package=彩铃");
    CHECK(why_not("LL10", facts).empty());
    facts.to_friend[0].referrer = his;
    CHECK(why_not("CL", facts) == "friend_invited friend=" + friends + " package=彩铃");
    facts.to_friend[0].ordered = true;
    CHECK(why_not("CL", facts).empty());
    facts.to_friend = {invitation("CL", today)};
    CHECK(why_not("CL", facts).empty());
}

TEST_CASE("two people do not recommend to each other") {
    auto facts = two_people();
    facts.by_friend = {{friends, his, "SJB", today + std::chrono::days(1), false}};
    CHECK(why_not("CL", facts) == "pair_reversed friend=" + friends + " package=彩铃");
    facts.by_friend[0].window_until = today;
    CHECK(why_not("CL", facts).empty());
    facts.by_friend[0].ordered = true;
    CHECK(why_not("CL", facts) == "pair_reversed friend=" + friends + " package=彩铃");
    facts.by_friend[0].friend_number = "8613700137000";
    CHECK(why_not("CL", facts).empty());
}

TEST_CASE("there are so many invitations a day and a month") {
    auto facts = two_people();
    facts.made_today = 4;
    facts.made_this_month = 19;
    CHECK(why_not("CL", facts).empty());
    facts.made_this_month = 20;
    CHECK(why_not("CL", facts) == "month_limit most=20");
    facts.made_today = 5;
    CHECK(why_not("CL", facts) == "day_limit most=5");
    CHECK(why_not("LL10", facts) == "day_limit most=2");
}

TEST_CASE("an employee recommends without limit and without points, but to nobody who is protected") {
    auto facts = two_people();
    facts.referrer_is_staff = true;
    facts.made_today = 100;
    facts.made_this_month = 1000;
    facts.by_friend = {{friends, his, "CL", today, true}};
    CHECK(invited("CL", facts) == InvitationPlan{"CL", day("2026-12-22"), 0});
    facts.to_friend = {invitation("CL", today + std::chrono::days(1))};
    CHECK(why_not("CL", facts) == "friend_invited friend=" + friends + " package=彩铃");
    facts.friend_opted_out = true;
    CHECK(why_not("CL", facts) == "friend_opted_out friend=" + friends);
    facts.referrer.blacklisted = true;
    CHECK(why_not("CL", facts) == "blacklisted");
    CHECK(why_not("CI", facts) == "no_such_package");
}

TEST_CASE("of several reasons the first of the enumeration is told") {
    auto facts = two_people();
    facts.made_this_month = 20;
    // Each step adds a reason that comes before all those that hold already.
    const std::vector<std::pair<std::string, std::function<void()>>> steps = {
        {"month_limit most=20", [] {}},
        {"day_limit most=5", [&] { facts.made_today = 5; }},
        {"pair_reversed", [&] { facts.by_friend = {{friends, his, "CL", today, true}}; }},
        {"friend_invited", [&] { facts.to_friend = {invitation("CL", today + std::chrono::days(9))}; }},
        {"friend_has_it", [&] { facts.friend_subscriptions = {has("CL", State::active)}; }},
        {"friend_opted_out", [&] { facts.friend_opted_out = true; }},
        {"friend_not_ours", [&] { facts.friend_facts.status = Status::unknown; }},
        {"own_number", [&] { facts.friend_facts.number = his; }},
        {"blacklisted", [&] { facts.referrer.blacklisted = true; }},
        {"number_suspended", [&] { facts.referrer.status = Status::suspended; }},
        {"number_cancelled", [&] { facts.referrer.status = Status::cancelled; }},
        {"not_a_subscriber", [&] { facts.referrer.status = Status::unknown; }},
    };
    for (const auto& [slug, add] : steps) {
        add();
        CHECK_THAT(why_not("CL", facts), Catch::StartsWith(slug));
    }
    CHECK(why_not("SJB", facts) == "not_a_subscriber");
    facts.referrer.status = Status::active;
    facts.referrer.blacklisted = false;
    CHECK(why_not("SJB", facts) == "no_referral package=手机报");
}

namespace {

/// Whether any rule is broken, written out without a thought for order or speed.
bool any_rule_broken(const std::string& package, const ReferralFacts& facts) {
    if (package != "CL" && package != "LL10") return true;
    if (facts.referrer.status != Status::active || facts.referrer.blacklisted) return true;
    if (facts.friend_facts.number == facts.referrer.number || facts.friend_opted_out) return true;
    if (facts.friend_facts.status != Status::active && facts.friend_facts.status != Status::suspended) return true;
    for (const auto& one : facts.friend_subscriptions) {
        const bool same = one.package == package || (package == "LL10" && one.package == "LL20");
        const bool over = one.state == State::ended || (one.until && today >= *one.until);
        if (same && !over) return true;
    }
    for (const auto& one : facts.to_friend)
        if (one.package == package && one.window_until > today && !one.ordered) return true;
    if (facts.referrer_is_staff) return false;
    for (const auto& one : facts.by_friend)
        if (one.friend_number == his && (one.window_until > today || one.ordered)) return true;
    const int a_day = package == "CL" ? 5 : 2;
    const int a_month = package == "CL" ? 20 : 3;
    return facts.made_today >= a_day || facts.made_this_month >= a_month;
}

}  // namespace

TEST_CASE("whatever the facts, nobody is invited against a rule, and nobody is refused without one") {
    std::mt19937 random(20261122);
    const auto draw = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    const std::vector<const char*> packages = {"CL", "LL10", "LL20", "SJB", "CI"};
    const auto any_of = [&] { return packages[static_cast<std::size_t>(draw(0, 7)) % 5]; };
    int plans = 0;
    for (int round = 0; round < 30000; ++round) {
        auto facts = two_people();
        if (draw(0, 9) == 0) facts.referrer.status = static_cast<Status>(draw(0, 3));
        facts.referrer.blacklisted = draw(0, 19) == 0;
        facts.referrer_is_staff = draw(0, 3) == 0;
        if (draw(0, 5) == 0) facts.friend_facts.status = static_cast<Status>(draw(0, 3));
        if (draw(0, 19) == 0) facts.friend_facts.number = his;
        facts.friend_opted_out = draw(0, 9) == 0;
        for (int i = draw(0, 2); i > 0; --i) {
            std::optional<Date> until;
            if (draw(0, 1) == 0) until = today + std::chrono::days(draw(-2, 2));
            facts.friend_subscriptions.push_back(has(any_of(), static_cast<State>(draw(0, 4)), until));
        }
        for (int i = draw(0, 2); i > 0; --i)
            facts.to_friend.push_back(invitation(any_of(), today + std::chrono::days(draw(-2, 2)), draw(0, 1) == 0));
        for (int i = draw(0, 1); i > 0; --i)
            facts.by_friend.push_back({friends, draw(0, 1) == 0 ? his : "8613700137000", any_of(),
                                       today + std::chrono::days(draw(-2, 2)), draw(0, 2) == 0});
        facts.made_today = draw(0, 6);
        facts.made_this_month = facts.made_today + draw(0, 16);
        const std::string package = any_of();
        const auto decision = decide_referral(catalogue(), package, facts, today);
        const auto* plan = std::get_if<InvitationPlan>(&decision);
        REQUIRE((plan == nullptr) == any_rule_broken(package, facts));
        if (plan == nullptr) continue;
        ++plans;
        REQUIRE(plan->package == package);
        REQUIRE(plan->window_until > today);
        REQUIRE((plan->points == 0) == facts.referrer_is_staff);
    }
    CHECK(plans > 2000);
}
