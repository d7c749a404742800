// What happens to a subscription as the days pass, carried out as the hall does: the next event, on its day, and the
// next one.

#include "campaigns/course.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace hall;
using namespace hall::campaigns;

namespace {

using State = Subscription::State;
using What = CourseEvent::What;
using std::chrono::days;

Date day(const char* text) { return parse_date(text).value(); }

/// A subscription, the money of its subscriber, and what was done.
struct Life {
    Subscription one;
    std::int64_t balance = 0;
    std::vector<Charged> charged = {};
    std::vector<std::string> log = {};  // with the day of the event, not the day of the look

    void look(Date today, const ChargingTerms& terms) {
        while (const auto event = next_event(one, terms)) {
            if (event->day > today) return;
            const auto on = format_date(event->day) + " ";
            if (event->what == What::notice) {
                one.notice_given = true;
                log.push_back(on + "notice");
            } else if (event->what == What::end) {
                one.state = State::ended;
                log.push_back(on + "end");
            } else {
                charge(on, event->day, terms);
            }
        }
    }

private:
    void charge(const std::string& on, Date today, const ChargingTerms& terms) {
        const auto decision = decide_charge(one, terms, balance, today);
        if (const auto* paid = std::get_if<Charged>(&decision)) {
            balance -= paid->price;
            ++one.months_charged;
            one.retries = 0;
            one.failing_since.reset();
            charged.push_back(*paid);
            log.push_back(on + std::to_string(paid->price) + (paid->full_price_returns ? " returns" : ""));
            return;
        }
        const auto& failed = std::get<ChargeFailed>(decision);
        if (failed.retry) {
            ++one.retries;
            one.failing_since = one.failing_since.value_or(today);
            log.push_back(on + "retry " + format_date(*failed.retry));
        } else {
            one.state = State::suspended;
            log.push_back(on + "suspended");
        }
    }
};

Subscription ordered(std::int64_t monthly, const std::vector<OfferStep>& steps, const char* anchor) {
    Subscription one;
    one.anchor = day(anchor);
    one.phases = phases_of(monthly, steps, one.anchor);
    one.notice_days = 3;
    return one;
}

Subscription trial(const char* from, int length, int notice_days) {
    Subscription one;
    one.state = State::trial;
    one.anchor = day(from);
    one.until = one.anchor + days(length);
    one.notice_days = notice_days;
    return one;
}

using Log = std::vector<std::string>;
const ChargingTerms usual;
const std::vector<OfferStep> three_at_80 = {{3, 80}};

}  // namespace

TEST_CASE("8, 8, 8, then 10, and three days before that he is told") {
    Life life{ordered(1000, three_at_80, "2026-11-22"), 10000};
    for (auto today = day("2026-11-22"); today < day("2027-04-01"); today += days(1)) life.look(today, usual);
    CHECK(life.log == Log{"2026-11-22 800", "2026-12-22 800", "2027-01-22 800", "2027-02-19 notice",
                          "2027-02-22 1000 returns", "2027-03-22 1000"});
    CHECK(life.balance == 10000 - 3 * 800 - 2 * 1000);
}

TEST_CASE("a plain price returns to nothing, and an offer of 100% neither") {
    for (const auto& steps : {std::vector<OfferStep>{}, std::vector<OfferStep>{{2, 100}}}) {
        Life life{ordered(1000, steps, "2026-11-22"), 10000};
        life.look(day("2027-02-01"), usual);
        CHECK(life.log == Log{"2026-11-22 1000", "2026-12-22 1000", "2027-01-22 1000"});
    }
}

TEST_CASE("who cannot pay is asked again on the days of retry, then it is suspended and nothing more happens") {
    Life life{ordered(1000, {}, "2026-11-22"), 999};
    life.look(day("2030-01-01"), usual);
    CHECK(life.log == Log{"2026-11-22 retry 2026-11-23", "2026-11-23 retry 2026-11-25", "2026-11-25 retry 2026-11-29",
                          "2026-11-29 suspended"});
    CHECK_FALSE(next_event(life.one, usual));
    CHECK(life.balance == 999);
}

TEST_CASE("without days of retry it is suspended at once") {
    Life life{ordered(1000, {}, "2026-11-22"), 1500};
    life.look(day("2030-01-01"), ChargingTerms{{}});
    CHECK(life.log == Log{"2026-11-22 1000", "2026-12-22 suspended"});
}

TEST_CASE("a month that is paid late costs its own price, and the next one begins on its day all the same") {
    Life life{ordered(1000, {{1, 50}}, "2026-11-22"), 0};
    life.look(day("2026-11-28"), usual);
    life.balance = 500;
    life.look(day("2026-12-21"), usual);
    CHECK(life.log.back() == "2026-12-19 notice");
    CHECK(life.charged.size() == 1);
    life.look(day("2026-12-22"), usual);
    life.balance = 2000;
    life.look(day("2027-01-22"), usual);
    const Log last(life.log.end() - 4, life.log.end());
    CHECK(last == Log{"2026-12-19 notice", "2026-12-22 retry 2026-12-23", "2026-12-23 1000 returns", "2027-01-22 1000"});
}

TEST_CASE("days of retry that the operators have taken out since make the next failure the last") {
    auto one = ordered(1000, {}, "2026-11-22");
    one.retries = 3;
    const ChargingTerms shorter{{1}};
    CHECK(next_event(one, shorter)->day <= day("2026-11-29"));
    CHECK_FALSE(std::get<ChargeFailed>(decide_charge(one, shorter, 0, day("2026-11-29"))).retry);
    CHECK(std::get<Charged>(decide_charge(one, shorter, 1000, day("2026-11-29"))).price == 1000);
}

TEST_CASE("a free month is charged with nothing, whatever he owes") {
    auto one = ordered(500, {{1, 0}}, "2026-11-22");
    CHECK(std::get<Charged>(decide_charge(one, usual, -300, day("2026-11-22"))).price == 0);
    one.months_charged = 1;
    CHECK(std::get<ChargeFailed>(decide_charge(one, usual, 499, day("2026-12-22"))).retry == day("2026-12-23"));
}

TEST_CASE("what was cancelled is not charged any more and ends on its day, before all else") {
    auto one = ordered(1000, three_at_80, "2026-11-22");
    one.months_charged = 3;
    one.state = State::ending;
    one.until = day("2027-02-22");
    Life life{one, 10000};
    life.look(day("2030-01-01"), usual);
    CHECK(life.log == Log{"2027-02-22 end"});
    one.until = day("2027-03-01");  // another tier takes its place a little later: the days between are free
    life = Life{one, 10000};
    life.look(day("2030-01-01"), usual);
    CHECK(life.log == Log{"2027-03-01 end"});
    one.until = day("2027-02-22");
    one.state = State::active;
    one.months_charged = 2;
    life = Life{one, 10000};
    life.look(day("2030-01-01"), usual);
    CHECK(life.log == Log{"2027-01-22 800", "2027-02-22 end"});
}

TEST_CASE("a trial is never charged; its end is told beforehand, and comes") {
    Life life{trial("2026-11-22", 30, 3), 10000};
    for (auto today = day("2026-11-22"); today < day("2027-04-01"); today += days(1)) life.look(today, usual);
    CHECK(life.log == Log{"2026-12-19 notice", "2026-12-22 end"});
    CHECK(life.charged.empty());
    CHECK(life.balance == 10000);
}

TEST_CASE("a trial no longer than its notice just ends, and so does one without notice") {
    for (const auto& short_one : {trial("2026-11-22", 3, 3), trial("2026-11-22", 2, 3), trial("2026-11-22", 3, 0)}) {
        Life life{short_one, 0};
        life.look(day("2027-01-01"), usual);
        CHECK(life.log == Log{format_date(*short_one.until) + " end"});
    }
    Life life{trial("2026-11-22", 4, 3), 0};
    life.look(day("2027-01-01"), usual);
    CHECK(life.log == Log{"2026-11-23 notice", "2026-11-26 end"});
}

TEST_CASE("on one day he is told before he is charged") {
    auto one = ordered(1000, three_at_80, "2026-11-25");
    one.notice_days = 31;  // more than the file allows: the notice falls on a day of charge
    one.months_charged = 2;
    Life life{one, 10000};
    life.look(day("2027-01-25"), usual);
    CHECK(life.log == Log{"2027-01-25 notice", "2027-01-25 800"});
}

TEST_CASE("what was ordered on the 31st is charged on the last day of shorter months, and on the 31st again") {
    Life life{ordered(1000, three_at_80, "2027-01-31"), 10000};
    life.look(day("2027-06-15"), usual);
    CHECK(life.log == Log{"2027-01-31 800", "2027-02-28 800", "2027-03-31 800", "2027-04-27 notice",
                          "2027-04-30 1000 returns", "2027-05-31 1000"});
    life = Life{ordered(1000, {}, "2027-12-31"), 10000};
    life.look(day("2028-03-30"), usual);
    CHECK(life.log == Log{"2027-12-31 1000", "2028-01-31 1000", "2028-02-29 1000"});
}

namespace {

struct Terms {
    std::int64_t monthly = 0;
    std::vector<OfferStep> steps;
    ChargingTerms charging;
};

/// The price of a month, counted out step by step.
std::int64_t slow_price(const Terms& terms, int month) {
    for (const auto& step : terms.steps) {
        if (month < step.months) return (terms.monthly * step.percent * 2 + 100) / 200;
        month -= step.months;
    }
    return terms.monthly;
}

class Draw {
public:
    int number(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }

    Terms terms() {
        Terms made;
        made.monthly = number(0, 3000);
        for (int i = number(0, 3); i > 0; --i) made.steps.push_back({number(1, 4), number(0, 4) * 25});
        made.charging.retry_days.clear();
        for (int retry = number(1, 9); retry <= 27 && number(0, 3) != 0; retry += number(1, 9))
            made.charging.retry_days.push_back(retry);
        return made;
    }

    Subscription subscription(const Terms& terms) {
        Subscription one;
        one.anchor = day("2026-01-01") + days(number(0, 800));
        if (number(0, 2) == 0) one.anchor = months_later(day("2026-01-31"), number(0, 20));
        one.phases = phases_of(terms.monthly, terms.steps, one.anchor);
        one.notice_days = number(0, 27);
        if (number(0, 3) == 0) one.until = one.anchor + days(number(0, 300));
        return one;
    }

private:
    std::mt19937 random_{20261122};
};

/// What holds at the end of every day, whatever happened.
void require_right(const Life& life, const Terms& terms, Date today, std::int64_t recharged) {
    std::int64_t paid = 0;
    for (std::size_t i = 0; i < life.charged.size(); ++i) {
        const auto month = static_cast<int>(i);
        REQUIRE(life.charged[i].month == month);
        REQUIRE(life.charged[i].price == slow_price(terms, month));
        paid += life.charged[i].price;
    }
    REQUIRE(life.balance == recharged - paid);
    REQUIRE(life.balance >= 0);
    const auto& one = life.one;
    const int begun = months_begun(one.anchor, today);
    REQUIRE(one.months_charged == static_cast<int>(life.charged.size()));
    REQUIRE(one.months_charged <= begun);
    REQUIRE((one.state == State::ended) == (one.state != State::suspended && one.until && *one.until <= today));
    if (one.state == State::active) REQUIRE((one.months_charged == begun || one.retries > 0));
}

}  // namespace

TEST_CASE("whatever is ordered and recharged, each month is charged once, at the price of its phase, and never on credit") {
    Draw draw;
    std::size_t charges = 0;
    int suspended = 0;
    int late = 0;
    for (int round = 0; round < 150; ++round) {
        const auto terms = draw.terms();
        Life life{draw.subscription(terms), 0};
        std::int64_t recharged = 0;
        const auto first = life.one.anchor - days(5);
        for (auto today = first; today < first + days(500); today += days(1)) {
            if (draw.number(0, 19) == 0) {
                const int sum = draw.number(0, 4000);
                life.balance += sum;
                recharged += sum;
            }
            const int retries = life.one.retries;
            const auto before = life.charged.size();
            const auto was = life.one.state;
            life.look(today, terms.charging);
            require_right(life, terms, today, recharged);
            if (life.charged.size() > before && retries > 0) ++late;
            if (life.one.state == State::suspended && was != State::suspended) {
                ++suspended;
                const int month = life.one.months_charged;
                const auto& retry_days = terms.charging.retry_days;
                REQUIRE(life.balance < slow_price(terms, month));
                REQUIRE(today == month_begin(life.one.anchor, month) + days(retry_days.empty() ? 0 : retry_days.back()));
            }
        }
        charges += life.charged.size();
        REQUIRE(std::count_if(life.log.begin(), life.log.end(),
                              [](const std::string& line) { return line.ends_with("notice"); }) <= 1);
        REQUIRE(std::is_sorted(life.log.begin(), life.log.end(), [](const std::string& one, const std::string& other) {
            return one.substr(0, 10) < other.substr(0, 10);
        }));
    }
    CHECK(charges > 500);
    CHECK(suspended > 20);
    CHECK(late > 20);
}

TEST_CASE("days that nobody looked change nothing: the same events on the same days, in the same order") {
    Draw draw;
    for (int round = 0; round < 300; ++round) {
        const auto terms = draw.terms();
        const auto one = draw.subscription(terms);
        const std::int64_t money = draw.number(0, 2) == 0 ? draw.number(0, 20000) : 1'000'000;
        Life daily{one, money};
        Life seldom{one, money};
        const auto last = one.anchor + days(700);
        for (auto today = one.anchor; today <= last; today += days(1)) daily.look(today, terms.charging);
        for (auto today = one.anchor; today < last; today += days(draw.number(1, 200))) seldom.look(today, terms.charging);
        seldom.look(last, terms.charging);
        REQUIRE(seldom.log == daily.log);
        REQUIRE(seldom.balance == daily.balance);
        REQUIRE(seldom.one == daily.one);
    }
}

TEST_CASE("retries count from the day on which the charge was first tried, not from a day that nobody looked") {
    auto one = ordered(1000, {}, "2026-11-22");
    one.months_charged = 1;
    const auto late = day("2027-01-05");  // the hall was down since December
    CHECK(std::get<ChargeFailed>(decide_charge(one, usual, 0, late)).retry == day("2027-01-06"));
    one.retries = 1;
    one.failing_since = late;
    CHECK(next_event(one, usual)->day == day("2027-01-06"));
    CHECK(std::get<ChargeFailed>(decide_charge(one, usual, 0, day("2027-01-06"))).retry == day("2027-01-08"));
}
