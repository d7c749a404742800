// Tiers that follow each other: whoever changes, cancels and orders again pays for each day on which he has a package,
// and for none twice. Carried out as the hall does, day by day.

#include "campaigns/catalogue_loader.hpp"
#include "campaigns/course.hpp"
#include "campaigns/order.hpp"
#include "campaigns/succession.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace hall;
using namespace hall::campaigns;

namespace {

using State = Subscription::State;
using std::chrono::days;

Date day(const char* text) { return parse_date(text).value(); }

const Catalogue& tiers() {
    static const auto loaded = [] {
        codecs::Diagnostics diagnostics;
        auto made = parse_catalogue(codecs::parse_yaml(R"(
packages:
  - {id: NOW, name: 即时包, price: 10, family: T, codes: {order: KTNOW, cancel: QXNOW}}
  - {id: NEXT, name: 次月包, price: 20, family: T, starts: next_month, codes: {order: KTNEXT, cancel: QXNEXT}}
  - {id: OFFER, name: 优惠包, price: 30, family: T, codes: {order: KTOFFER, cancel: QXOFFER}}
  - {id: FREE, name: 首月免费包, price: 40, family: T, codes: {order: KTFREE, cancel: QXFREE}}
offers:
  - {id: later, name: 当月免费, packages: [OFFER], steps: [{months: 2, percent: 50}], counts_from: next_month}
  - {id: free, name: 首月免费, packages: [FREE], steps: [{months: 1, percent: 0}, {months: 1, percent: 50}]}
)", "catalogue.yaml", diagnostics), diagnostics);
        if (!made) throw std::runtime_error(diagnostics.to_text());
        return made;
    }();
    return *loaded;
}

/// A subscription with the months that it was charged, and the days on which a charge had failed.
struct Had {
    Subscription one;
    std::vector<std::pair<Date, Date>> paid = {};  // from the first day of a month to that of the next
    std::vector<Date> failing = {};
    int meanwhile = 0;  // months that it was charged although something is to take its place
};

/// One subscriber of a hall in the memory.
class Hall {
public:
    explicit Hall(std::int64_t money) : balance(money) {}

    bool order(const char* package, Date today) {
        OrderFacts facts;
        facts.subscriber = {"8613800138000", SubscriberFacts::Status::active, "", "", 0, balance, false};
        for (const auto& had : all) facts.subscriptions.push_back(had.one);
        const auto decision = decide_order(tiers(), package, facts, today);
        const auto* plan = std::get_if<OrderPlan>(&decision);
        if (plan == nullptr) return false;
        for (auto& had : all)
            if (had.one.state != State::ended) had.one = make_room(had.one, plan->anchor, today);
        Had made;
        made.one.id = static_cast<std::int64_t>(all.size()) + 1;
        made.one.package = package;
        made.one.anchor = plan->anchor;
        made.one.starts = plan->starts;
        made.one.phases = plan->phases;
        if (plan->anchor == today) pay(made);
        all.push_back(std::move(made));
        return true;
    }

    bool cancel(const char* package, Date today) {
        OrderFacts facts;
        facts.subscriber.status = SubscriberFacts::Status::active;
        for (const auto& had : all) facts.subscriptions.push_back(had.one);
        const auto decision = decide_cancel(tiers(), package, facts, today);
        const auto* plan = std::get_if<CancelPlan>(&decision);
        if (plan == nullptr) return false;
        auto& one = all[static_cast<std::size_t>(plan->subscription - 1)].one;
        one.until = plan->until;
        one.state = plan->until <= today ? State::ended : State::ending;
        for (auto& had : all) had.one = left_alone(had.one, today);
        return true;
    }

    void pass(Date today) {
        for (auto& had : all) {
            while (const auto event = next_event(had.one, terms)) {
                if (event->day > today) break;
                if (event->what == CourseEvent::What::notice) had.one.notice_given = true;
                if (event->what == CourseEvent::What::end) had.one.state = State::ended;
                if (event->what == CourseEvent::What::charge) charge(had, today);
            }
            if (had.one.retries > 0) had.failing.push_back(today);
        }
    }

    std::vector<Had> all;
    std::int64_t balance;
    int unpaid = 0;  // how many were suspended, or ended, because no try to charge them succeeded

private:
    void pay(Had& had) {
        const auto month = had.one.months_charged++;
        if (had.one.state == State::ending) ++had.meanwhile;
        balance -= price_at(had.one.phases, month_begin(had.one.anchor, month));
        had.paid.emplace_back(month_begin(had.one.anchor, month), month_begin(had.one.anchor, month + 1));
        had.one.retries = 0;
        had.one.failing_since.reset();
    }

    void charge(Had& had, Date today) {
        const auto decision = decide_charge(had.one, terms, balance, today);
        if (std::holds_alternative<Charged>(decision)) return pay(had);
        if (std::get<ChargeFailed>(decision).retry) {
            ++had.one.retries;
            had.one.failing_since = had.one.failing_since.value_or(today);
            return;
        }
        had.one = given_up_unpaid(had.one, today);
        ++unpaid;
    }

    ChargingTerms terms;
};

bool holds(const std::vector<std::pair<Date, Date>>& spans, Date today) {
    return std::any_of(spans.begin(), spans.end(),
                       [today](const auto& span) { return span.first <= today && today < span.second; });
}

/// What he has today without paying for it, but for days that an offer has promised and those on which a charge waits to
/// be tried again; and what he pays for twice today.
std::string fault_on(const Hall& hall, Date today) {
    int paid = 0;
    for (const auto& had : hall.all) {
        const auto& one = had.one;
        if (holds(had.paid, today) && (!one.until || today < *one.until)) ++paid;
        const bool there = one.starts <= today && (!one.until || today < *one.until) && one.state != State::suspended;
        const bool promised = today < one.anchor;
        const bool waits = std::find(had.failing.begin(), had.failing.end(), today) != had.failing.end();
        if (there && !promised && !waits && !holds(had.paid, today)) return one.package + " is free";
        // A month that is paid is his to the end, or nothing else takes its place.
        if (one.state == State::ended && !had.paid.empty() && *one.until < had.paid.back().second)
            return one.package + " ended before its paid month";
    }
    return paid > 1 ? "two are paid for" : "";
}

}  // namespace

TEST_CASE("a tier that begins next month begins when a month of the old one ends, and the old one is charged until then") {
    Hall hall(100000);
    REQUIRE(hall.order("NOW", day("2026-11-08")));
    const auto today = day("2026-12-01");
    REQUIRE(hall.order("NEXT", today));
    CHECK(hall.all[1].one.anchor == day("2027-01-08"));
    CHECK(hall.all[0].one.state == State::ending);
    CHECK(hall.all[0].one.until == day("2027-01-08"));
    CHECK(month_ahead(hall.all[0].one, day("2027-01-08"), today) == MonthAhead{day("2026-12-08"), 1000});
    for (auto now = today; now < day("2027-02-01"); now += days(1)) hall.pass(now);
    CHECK(hall.all[0].paid.size() == 2);
    CHECK(hall.all[0].paid.back().first == day("2026-12-08"));
    CHECK(hall.all[0].one.state == State::ended);
    CHECK(hall.all[1].paid.size() == 1);
}

TEST_CASE("what is ordered on the 31st makes room on the last day of a shorter month") {
    Hall hall(100000);
    REQUIRE(hall.order("NOW", day("2026-10-31")));
    for (auto now = day("2026-11-01"); now <= day("2027-01-31"); now += days(1)) hall.pass(now);
    REQUIRE(hall.order("NEXT", day("2027-01-31")));
    CHECK(hall.all[1].one.anchor == day("2027-02-28"));
    CHECK_FALSE(month_ahead(hall.all[0].one, day("2027-02-28"), day("2027-01-31")));
}

TEST_CASE("what is suspended does not come to life again until another tier begins") {
    Hall hall(1000);
    REQUIRE(hall.order("NOW", day("2026-11-08")));
    for (auto now = day("2026-11-09"); now <= day("2026-12-16"); now += days(1)) hall.pass(now);
    REQUIRE(hall.all[0].one.state == State::suspended);
    REQUIRE(hall.order("NEXT", day("2026-12-16")));
    CHECK(hall.all[0].one.state == State::ended);
    CHECK(hall.all[0].one.until == day("2026-12-16"));
    CHECK(hall.all[1].one.anchor == day("2027-01-01"));
}

TEST_CASE("who changes his mind gets back to the tier he has without a gap, and pays no month twice") {
    Hall hall(100000);
    REQUIRE(hall.order("NOW", day("2026-11-08")));
    REQUIRE(hall.order("NEXT", day("2026-12-01")));
    REQUIRE(hall.order("NOW", day("2026-12-02")));
    CHECK(hall.all[0].one.until == day("2026-12-08"));
    CHECK(hall.all[1].one.state == State::ended);
    CHECK(hall.all[2].one.anchor == day("2026-12-08"));
}

TEST_CASE("who cancels a change before it began is charged for nothing more, and has what he paid for") {
    Hall hall(100000);
    REQUIRE(hall.order("NOW", day("2026-11-08")));
    REQUIRE(hall.order("NEXT", day("2026-12-01")));
    REQUIRE(hall.cancel("NEXT", day("2026-12-02")));
    CHECK(hall.all[0].one.until == day("2026-12-08"));
    for (auto now = day("2026-12-02"); now < day("2027-03-01"); now += days(1)) hall.pass(now);
    CHECK(hall.all[0].paid.size() == 1);
    CHECK(hall.all[1].paid.empty());
}

TEST_CASE("an old tier that cannot be charged in between ends, and the new one begins on its day") {
    Hall hall(1000);
    REQUIRE(hall.order("NOW", day("2026-11-08")));
    REQUIRE(hall.order("NEXT", day("2026-12-01")));
    for (auto now = day("2026-12-01"); now <= day("2026-12-20"); now += days(1)) hall.pass(now);
    CHECK(hall.all[0].one.state == State::ended);
    CHECK(hall.all[0].one.until == day("2026-12-15"));
    CHECK(hall.all[1].one.state == State::active);
}

TEST_CASE("an answer that comes days late takes back months that were charged beside the new tier") {
    Subscription old;
    old.anchor = old.starts.emplace(day("2026-11-08"));
    old.phases = phases_of(1000, {}, old.anchor);
    old.months_charged = 2;  // on 8 December, while nobody knew yet that the new one had begun
    const auto room = make_room(old, day("2026-12-08"), day("2026-12-11"));
    CHECK(room.state == State::ended);
    CHECK(room.until == day("2026-12-08"));
    CHECK(room.months_charged == 1);
}

TEST_CASE("an order that ends before its first day never began; one of today, or a trial, has begun") {
    Subscription one;
    one.anchor = day("2027-01-01");
    one.phases = phases_of(1000, {}, one.anchor);
    CHECK(never_began(one, day("2026-12-31")));
    CHECK_FALSE(never_began(one, day("2027-01-01")));
    one.starts = day("2026-12-20");  // free until its first month: he has it
    CHECK_FALSE(never_began(one, day("2026-12-20")));
    one.phases.clear();
    CHECK_FALSE(never_began(one, day("2026-12-01")));
}

TEST_CASE("whatever is ordered, changed and cancelled, no day of a package is free by accident or paid for twice") {
    std::mt19937 random(20261208);
    const auto draw = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    const std::vector<const char*> packages = {"NOW", "NEXT", "OFFER", "FREE"};
    int orders = 0;
    int cancels = 0;
    int unpaid = 0;
    int meanwhile = 0;
    for (int round = 0; round < 600; ++round) {
        const bool poor = round % 3 == 0;
        Hall hall(poor ? 3000 : 10000000);
        const auto first = day("2026-01-01") + days(draw(0, 400));
        std::string history;
        for (auto today = first; today < first + days(200); today += days(1)) {
            // Texts before the day's charges, and after them.
            const bool early = draw(0, 1) == 0;
            if (!early) hall.pass(today);
            if (poor && draw(0, 29) == 0) hall.balance += draw(0, 4000);
            for (int texts = draw(0, poor ? 24 : 9) == 0 ? draw(1, 3) : 0; texts > 0; --texts) {
                const auto* package = packages[static_cast<std::size_t>(draw(0, 3))];
                const bool order = draw(0, 2) != 0;
                const bool done = order ? hall.order(package, today) : hall.cancel(package, today);
                if (done) history += format_date(today) + (order ? " order " : " cancel ") + package + "\n";
                if (done) ++(order ? orders : cancels);
            }
            if (early) hall.pass(today);
            INFO(history);
            CAPTURE(round, format_date(today));
            REQUIRE(fault_on(hall, today) == "");
        }
        unpaid += hall.unpaid;
        for (const auto& had : hall.all) meanwhile += had.meanwhile;
    }
    CHECK(orders > 2000);
    CHECK(cancels > 500);
    CHECK(unpaid > 10);
    CHECK(meanwhile > 50);  // months of an old tier that were charged while a new one waited
}
