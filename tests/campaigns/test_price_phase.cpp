// What an order under an offer costs, month for month.

#include "campaigns/price_phase.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace hall::campaigns;

namespace {

Date day(const char* text) { return parse_date(text).value(); }

const std::vector<OfferStep> three_at_80 = {{3, 80}};

}  // namespace

TEST_CASE("20% off for three months: 8.00, 8.00, 8.00, then 10.00 for good") {
    const auto anchor = day("2026-11-22");
    const auto phases = phases_of(1000, three_at_80, anchor);
    CHECK(phases == std::vector<PricePhase>{{anchor, day("2027-02-22"), 800}, {day("2027-02-22"), std::nullopt, 1000}});
    std::vector<std::int64_t> charged;
    for (int month = 0; month < 5; ++month) charged.push_back(price_at(phases, month_begin(anchor, month)));
    CHECK(charged == std::vector<std::int64_t>{800, 800, 800, 1000, 1000});
    CHECK(return_to_full_price(phases) == day("2027-02-22"));
}

TEST_CASE("first month free, then half, then the price") {
    const auto anchor = day("2027-01-31");
    const auto phases = phases_of(500, {{1, 0}, {2, 50}}, anchor);
    CHECK(price_at(phases, month_begin(anchor, 0)) == 0);
    CHECK(price_at(phases, month_begin(anchor, 1)) == 250);
    CHECK(price_at(phases, month_begin(anchor, 2)) == 250);
    CHECK(price_at(phases, month_begin(anchor, 3)) == 500);
}

TEST_CASE("without an offer there is one phase without an end, and nothing returns") {
    const auto phases = phases_of(1000, {}, day("2026-11-22"));
    CHECK(phases == std::vector<PricePhase>{{day("2026-11-22"), std::nullopt, 1000}});
    CHECK_FALSE(return_to_full_price(phases));
    CHECK_THROWS(price_at(phases, day("2026-11-21")));
}

TEST_CASE("what returns is the price: steps that change nothing do not count") {
    const auto anchor = day("2026-11-22");
    CHECK(return_to_full_price(phases_of(1000, {{3, 80}, {3, 100}}, anchor)) == day("2027-02-22"));
    CHECK_FALSE(return_to_full_price(phases_of(1000, {{3, 100}}, anchor)));
    CHECK_FALSE(return_to_full_price(phases_of(0, {{3, 80}}, anchor)));
    CHECK_FALSE(return_to_full_price({}));
}

TEST_CASE("percents are to the nearest fen, half a fen upwards") {
    CHECK(percent_of(300, 80) == 240);
    CHECK(percent_of(1, 50) == 1);
    CHECK(percent_of(1, 49) == 0);
    CHECK(percent_of(999, 80) == 799);
    CHECK(percent_of(12345, 0) == 0);
    CHECK(percent_of(12345, 100) == 12345);
}

TEST_CASE("a month begins on the day after the one before has ended, whatever the anchor") {
    CHECK(months_begun(day("2026-11-22"), day("2026-11-21")) == 0);
    CHECK(months_begun(day("2026-11-22"), day("2026-11-22")) == 1);
    CHECK(months_begun(day("2026-11-22"), day("2026-12-21")) == 1);
    CHECK(months_begun(day("2026-11-22"), day("2026-12-22")) == 2);
    CHECK(months_begun(day("2027-01-31"), day("2027-02-27")) == 1);
    CHECK(months_begun(day("2027-01-31"), day("2027-02-28")) == 2);
    CHECK(months_begun(day("2027-01-31"), day("2027-03-30")) == 2);
    CHECK(months_begun(day("2027-01-31"), day("2027-03-31")) == 3);
}

TEST_CASE("phases of any offer follow each other without gap, each month has one price, and months come one by one") {
    std::mt19937 random(20261122);
    const auto draw = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    for (int round = 0; round < 200; ++round) {
        const auto anchor = day("2026-01-01") + std::chrono::days(draw(0, 1500));
        const std::int64_t monthly = draw(0, 100000);
        std::vector<OfferStep> steps;
        int reduced = 0;
        for (int i = draw(0, 3); i > 0; --i) {
            steps.push_back({draw(1, 12), draw(0, 100)});
            reduced += steps.back().months;
        }
        const auto phases = phases_of(monthly, steps, anchor);
        INFO(format_date(anchor) << " " << monthly << " " << steps.size());
        REQUIRE(phases.front().from == anchor);
        REQUIRE_FALSE(phases.back().until);
        for (std::size_t i = 1; i < phases.size(); ++i) REQUIRE(phases[i - 1].until == phases[i].from);
        for (int month = 0; month < reduced + 3; ++month) {
            const auto begin = month_begin(anchor, month);
            int slow = 0;  // which step this month is in, counted by hand
            std::int64_t expected = monthly;
            for (const auto& step : steps) {
                slow += step.months;
                if (month < slow) {
                    expected = (monthly * step.percent * 2 + 100) / 200;
                    break;
                }
            }
            REQUIRE(price_at(phases, begin) == expected);
        }
        int begun = 0;
        for (int passed = 0; passed < 400; ++passed) {
            const auto now = months_begun(anchor, anchor + std::chrono::days(passed));
            const auto today = anchor + std::chrono::days(passed);
            const bool one_by_one = now >= begun && now - begun <= 1;
            REQUIRE((one_by_one && month_begin(anchor, now - 1) <= today && today < month_begin(anchor, now)));
            begun = now;
        }
    }
}
