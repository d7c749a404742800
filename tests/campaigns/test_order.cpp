// Who may order, try and cancel what, what it costs from when on, and why not.

#include "campaigns/catalogue_loader.hpp"
#include "campaigns/order.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <set>

using namespace hall;
using namespace hall::campaigns;

namespace {

Date day(const char* text) { return parse_date(text).value(); }

std::shared_ptr<const Catalogue> catalogue() {
    static const auto loaded = [] {
        codecs::Diagnostics diagnostics;
        auto made = parse_catalogue(codecs::parse_yaml(R"(
packages:
  - {id: LL10, name: 流量10元包, price: 10, family: LL, codes: {order: KTLL10, cancel: QXLL10}}
  - {id: LL20, name: 流量20元包, price: 20, family: LL, codes: {order: KTLL20, cancel: QXLL20}}
  - {id: CL, name: 彩铃, price: 5, trial_days: 30, codes: {order: KTCL, cancel: QXCL}}
  - {id: LATER, name: 次月, price: 8, starts: next_month}
  - {id: FREE, name: 首月免费, price: 6, excludes: [CL]}
  - {id: PLUS, name: 叠加, price: 3, trial_days: 7, needs: [LL10]}
  - {id: CITY, name: 石家庄包, price: 1, for: {cities: [石家庄], brands: [全球通], spend_from: 50, spend_below: 100}}
offers:
  - {id: go, name: 天天超值go, packages: [LL10, LL20, CL], steps: [{months: 3, percent: 80}], most: 100, most_each: 1}
  - {id: free, name: 首月免费, packages: [FREE], steps: [{months: 1, percent: 0}], counts_from: next_month}
)", "catalogue.yaml", diagnostics), diagnostics);
        if (!made) throw std::runtime_error(diagnostics.to_text());
        return made;
    }();
    return loaded;
}

const Date today = day("2026-11-22");

OrderFacts somebody() {
    OrderFacts facts;
    facts.subscriber = {"8613800138000", SubscriberFacts::Status::active, "石家庄", "全球通", 6000, 10000, false};
    return facts;
}

/// Every month that has begun was charged, but for the last one of what is suspended for it.
void charge_months(Subscription& one) {
    one.months_charged = months_begun(one.anchor, today);
    if (one.state == Subscription::State::suspended && one.months_charged > 0) --one.months_charged;
}

/// A subscription that began on this day, under no offer.
Subscription has(std::int64_t id, const char* package, const char* since, Subscription::State state = Subscription::State::active) {
    const auto* sold = catalogue()->find(package);
    Subscription one{id, package, state, day(since), phases_of(sold->price, {}, day(since)), std::nullopt};
    if (state == Subscription::State::trial) {
        one.phases.clear();
        one.until = day(since) + std::chrono::days(sold->trial_days);
    }
    charge_months(one);
    return one;
}

OrderPlan ordered(const char* package, const OrderFacts& facts) {
    const auto decision = decide_order(*catalogue(), package, facts, today);
    if (const auto* refusal = std::get_if<Refusal>(&decision)) throw std::runtime_error(std::string(info_of(refusal->reason).slug));
    return std::get<OrderPlan>(decision);
}

template <class Decision>
std::string why_not(const Decision& decision) {
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

std::string order_refused(const char* package, const OrderFacts& facts) {
    return why_not(decide_order(*catalogue(), package, facts, today));
}
std::string trial_refused(const char* package, const OrderFacts& facts) {
    return why_not(decide_trial(*catalogue(), package, facts, today));
}
std::string cancel_refused(const char* package, const OrderFacts& facts) {
    return why_not(decide_cancel(*catalogue(), package, facts, today));
}

}  // namespace

TEST_CASE("an order begins today at 8 yuan, and costs 10 from the fourth month on") {
    const auto plan = ordered("LL10", somebody());
    CHECK(plan.offer == "go");
    CHECK(plan.starts == today);
    CHECK(plan.anchor == today);
    CHECK_FALSE(plan.replaces);
    CHECK(plan.phases == std::vector<PricePhase>{{today, day("2027-02-22"), 800}, {day("2027-02-22"), std::nullopt, 1000}});
}

TEST_CASE("a package that starts next month costs nothing until then, nor does one whose offer counts from there") {
    CHECK(ordered("LATER", somebody()).starts == day("2026-12-01"));
    CHECK(ordered("LATER", somebody()).anchor == day("2026-12-01"));
    const auto free = ordered("FREE", somebody());
    CHECK(free.starts == today);
    CHECK(free.anchor == day("2026-12-01"));
    CHECK(price_at(free.phases, day("2026-12-01")) == 0);
    CHECK(price_at(free.phases, day("2027-01-01")) == 600);
}

TEST_CASE("another tier replaces the one he has when the month that is paid for is over") {
    auto facts = somebody();
    facts.subscriptions = {has(7, "LL10", "2026-10-31")};
    const auto plan = ordered("LL20", facts);
    CHECK(plan.replaces == 7);
    CHECK(plan.starts == day("2026-11-30"));
    CHECK(plan.phases.front() == PricePhase{day("2026-11-30"), day("2027-02-28"), 1600});
}

TEST_CASE("what was cancelled may be ordered again, and begins when it ends") {
    auto facts = somebody();
    facts.subscriptions = {has(7, "LL10", "2026-11-10", Subscription::State::ending)};
    facts.subscriptions[0].until = day("2026-12-10");
    const auto plan = ordered("LL10", facts);
    CHECK(plan.replaces == 7);
    CHECK(plan.anchor == day("2026-12-10"));
}

TEST_CASE("what was suspended may be ordered again, and begins at once") {
    auto facts = somebody();
    facts.subscriptions = {has(7, "LL10", "2026-10-31", Subscription::State::suspended)};
    const auto plan = ordered("LL10", facts);
    CHECK(plan.replaces == 7);
    CHECK(plan.anchor == today);
    facts.subscriber.balance = 0;
    CHECK(order_refused("LL10", facts) == "balance_short package=流量10元包 price=8.00 balance=0.00");
}

TEST_CASE("a month whose charge has failed is not paid for: what is cancelled or changed then ends today") {
    auto facts = somebody();
    facts.subscriptions = {has(7, "LL10", "2026-10-21")};
    facts.subscriptions[0].months_charged = 1;
    facts.subscriptions[0].retries = 1;
    CHECK(std::get<CancelPlan>(decide_cancel(*catalogue(), "LL10", facts, today)) == CancelPlan{7, today});
    CHECK(ordered("LL20", facts).anchor == today);
}

TEST_CASE("what was ordered again before it ended is had once: it is not ordered a third time, and can be cancelled") {
    auto facts = somebody();
    facts.subscriptions = {has(7, "LL10", "2026-11-10", Subscription::State::ending), has(8, "LL10", "2026-12-10")};
    facts.subscriptions[0].until = day("2026-12-10");
    for (int order = 0; order < 2; ++order) {
        CHECK(order_refused("LL10", facts) == "already_has package=流量10元包 cancel_code=QXLL10");
        CHECK(std::get<CancelPlan>(decide_cancel(*catalogue(), "LL10", facts, today)) == CancelPlan{8, today});
        std::swap(facts.subscriptions[0], facts.subscriptions[1]);
    }
}

TEST_CASE("who changes his mind about another tier keeps what is paid for, and has one of them afterwards") {
    auto facts = somebody();
    facts.subscriptions = {has(7, "LL20", "2026-11-10", Subscription::State::ending), has(8, "LL10", "2026-12-10")};
    facts.subscriptions[0].until = day("2026-12-10");
    for (int order = 0; order < 2; ++order) {
        const auto back = ordered("LL20", facts);
        CHECK(back.replaces == 8);  // which was not begun, not the one that ends by itself
        CHECK(back.anchor == day("2026-12-10"));
        std::swap(facts.subscriptions[0], facts.subscriptions[1]);
    }
}

TEST_CASE("an order of what he tries ends the trial") {
    auto facts = somebody();
    facts.subscriptions = {has(3, "CL", "2026-11-20", Subscription::State::trial)};
    CHECK(ordered("CL", facts).ends_trials == std::vector<std::int64_t>{3});
}

TEST_CASE("a trial lasts its days and is given once") {
    auto facts = somebody();
    const auto decision = decide_trial(*catalogue(), "CL", facts, today);
    CHECK(std::get<TrialPlan>(decision) == TrialPlan{"CL", today, day("2026-12-22")});
    facts.subscriptions = {has(3, "CL", "2026-11-20", Subscription::State::trial)};
    CHECK(trial_refused("CL", facts) == "trial_runs package=彩铃 until=2026-12-20");
    facts.subscriptions = {has(3, "CL", "2026-09-20", Subscription::State::trial)};
    CHECK(trial_refused("CL", facts) == "trial_used package=彩铃 order_code=KTCL");
    facts.subscriptions[0].state = Subscription::State::ended;
    CHECK(trial_refused("CL", facts) == "trial_used package=彩铃 order_code=KTCL");
    CHECK(trial_refused("LL10", facts) == "no_trial package=流量10元包 order_code=KTLL10");
    CHECK(trial_refused("PLUS", facts) == "needs_other package=叠加 other=流量10元包 other_order_code=KTLL10");
    facts.subscriptions = {has(1, "CL", "2026-11-20")};
    CHECK(trial_refused("CL", facts) == "already_has package=彩铃 cancel_code=QXCL");
}

TEST_CASE("what is cancelled stays until the month that is paid for is over; a trial and what was never charged end today") {
    auto facts = somebody();
    facts.subscriptions = {has(7, "LL10", "2026-10-31")};
    CHECK(std::get<CancelPlan>(decide_cancel(*catalogue(), "LL10", facts, today)) == CancelPlan{7, day("2026-11-30")});
    facts.subscriptions = {has(7, "LATER", "2026-12-01")};
    CHECK(std::get<CancelPlan>(decide_cancel(*catalogue(), "LATER", facts, today)) == CancelPlan{7, today});
    facts.subscriptions = {has(7, "LL10", "2026-10-31", Subscription::State::suspended)};
    CHECK(std::get<CancelPlan>(decide_cancel(*catalogue(), "LL10", facts, today)) == CancelPlan{7, today});
    facts.subscriptions = {has(3, "CL", "2026-11-20", Subscription::State::trial)};
    CHECK(std::get<CancelPlan>(decide_cancel(*catalogue(), "CL", facts, today)) == CancelPlan{3, today});
}

TEST_CASE("each refusal names its reason, and what the subscriber can do about it") {
    auto facts = somebody();
    CHECK(order_refused("LL11", facts) == "no_such_package");
    facts.subscriptions = {has(7, "LL10", "2026-10-31")};
    CHECK(order_refused("LL10", facts) == "already_has package=流量10元包 cancel_code=QXLL10");
    CHECK(cancel_refused("LL20", facts) == "other_tier package=流量20元包 other=流量10元包 other_cancel_code=QXLL10");
    CHECK(cancel_refused("CL", facts) == "not_ordered package=彩铃 order_code=KTCL");
    facts.subscriptions[0].state = Subscription::State::ending;
    facts.subscriptions[0].until = day("2026-11-30");
    CHECK(cancel_refused("LL10", facts) == "already_ending package=流量10元包 until=2026-11-30");
    CHECK(order_refused("PLUS", facts) == "needs_other package=叠加 other=流量10元包 other_order_code=KTLL10");
    facts.subscriptions = {has(1, "CL", "2026-10-31")};
    CHECK(order_refused("FREE", facts) == "excluded package=首月免费 other=彩铃 other_cancel_code=QXCL");
    facts.subscriptions = {has(1, "FREE", "2026-10-31")};
    CHECK(order_refused("CL", facts) == "excluded package=彩铃 other=首月免费 other_cancel_code=");
    facts = somebody();
    facts.offer_use = {100, 0};
    CHECK(order_refused("LL10", facts) == "sold_out package=流量10元包 offer=天天超值go");
    facts.offer_use = {99, 0};
    CHECK(order_refused("LL10", facts).empty());
    facts.subscriber.balance = 799;
    CHECK(order_refused("LL10", facts) == "balance_short package=流量10元包 price=8.00 balance=7.99");
    facts.subscriber.balance = 800;
    CHECK(order_refused("LL10", facts).empty());
}

TEST_CASE("whom a package is not for is told which of the conditions he does not meet") {
    auto facts = somebody();
    CHECK(order_refused("CITY", facts).empty());
    facts.subscriber.spend = 10000;
    CHECK(order_refused("CITY", facts) == "wrong_spend package=石家庄包");
    facts.subscriber.spend = 4999;
    CHECK(order_refused("CITY", facts) == "wrong_spend package=石家庄包");
    facts.subscriber.brand = "动感地带";
    CHECK(order_refused("CITY", facts) == "wrong_brand package=石家庄包");
    facts.subscriber.city = "保定";
    CHECK(order_refused("CITY", facts) == "wrong_city package=石家庄包");
}

TEST_CASE("what stands against any business comes before what stands against this one") {
    auto facts = somebody();
    facts.offer_use = {100, 1};
    facts.subscriber.balance = 0;
    facts.subscriptions = {has(7, "LL10", "2026-10-31")};
    facts.subscriber.blacklisted = true;
    CHECK(order_refused("LL10", facts) == "blacklisted");
    facts.subscriber.status = SubscriberFacts::Status::suspended;
    CHECK(order_refused("LL10", facts) == "number_suspended");
    facts.subscriber.status = SubscriberFacts::Status::cancelled;
    CHECK(order_refused("LL10", facts) == "number_cancelled");
    facts.subscriber.status = SubscriberFacts::Status::unknown;
    CHECK(order_refused("LL10", facts) == "not_a_subscriber");
    CHECK(trial_refused("CL", facts) == "not_a_subscriber");
    CHECK(cancel_refused("LL10", facts) == "not_a_subscriber");
    CHECK(order_refused("LL11", facts) == "no_such_package");
}

TEST_CASE("the list of reasons holds each once, in order, with slugs of its own") {
    std::set<std::string_view> slugs;
    for (std::size_t i = 0; i < all_reasons().size(); ++i) {
        CHECK(all_reasons()[i].reason == static_cast<Reason>(i));
        CHECK(slugs.insert(all_reasons()[i].slug).second);
    }
    CHECK(info_of(Reason::already_ending).slug == "already_ending");
}

TEST_CASE("whatever the facts, an order never overlaps what is paid for, never exceeds an offer, and is never free by mistake") {
    std::mt19937 random(20261122);
    const auto draw = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    int plans = 0;
    for (int round = 0; round < 20000; ++round) {
        auto facts = somebody();
        facts.subscriber.balance = draw(0, 3000);
        facts.offer_use = {draw(95, 105), draw(0, 2) == 0 ? 1 : 0};
        for (const auto* package : {"LL10", "LL20", "CL", "FREE"}) {
            if (draw(0, 3) != 0) continue;
            auto one = has(draw(1, 99), package, "2026-09-01", static_cast<Subscription::State>(draw(1, 4)));
            one.anchor = today - std::chrono::days(draw(-20, 80));
            charge_months(one);
            if (one.state == Subscription::State::ending) one.until = today + std::chrono::days(draw(1, 31));
            facts.subscriptions.push_back(std::move(one));
        }
        const auto* package = &catalogue()->packages[static_cast<std::size_t>(draw(0, 6))];
        const auto decision = decide_order(*catalogue(), package->id, facts, today);
        const auto* plan = std::get_if<OrderPlan>(&decision);
        if (plan == nullptr) continue;
        ++plans;
        const bool under_offer = plan->offer == "go";
        REQUIRE((!under_offer || (facts.offer_use.in_all < 100 && facts.offer_use.by_him == 0)));
        REQUIRE(plan->starts >= today);
        REQUIRE(plan->anchor >= plan->starts);
        REQUIRE(plan->phases.front().from == plan->anchor);
        REQUIRE(plan->phases.back().price == package->price);
        REQUIRE((plan->anchor != today || facts.subscriber.balance >= plan->phases.front().price));
        for (const auto& one : facts.subscriptions) {
            const bool replaced = plan->replaces == one.id;
            const bool paid = one.state == Subscription::State::active && one.anchor <= today;
            if (replaced && paid) REQUIRE(plan->anchor > today);
            const bool same_family = one.package.starts_with("LL") && package->id.starts_with("LL");
            const bool ending = one.state == Subscription::State::ending;
            if (ending && (same_family || one.package == package->id)) REQUIRE(plan->anchor >= *one.until);
        }
    }
    CHECK(plans > 2000);
}

TEST_CASE("whoever has had an offer as often as one may orders at the plain price") {
    auto facts = somebody();
    facts.offer_use = {5, 1};
    const auto plan = ordered("LL10", facts);
    CHECK(plan.offer.empty());
    CHECK(plan.phases == std::vector<PricePhase>{{today, std::nullopt, 1000}});
    facts.offer_use = {100, 1};  // sold out to others; that does not concern him
    CHECK(ordered("LL10", facts).offer.empty());
}
