// What points can be spent, which go first, and what they buy.

#include "campaigns/points.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>

using namespace hall;
using namespace hall::campaigns;

namespace {

using Status = SubscriberFacts::Status;

Date day(const char* text) { return parse_date(text).value(); }

const Date today = day("2026-11-22");

const Catalogue& catalogue() {
    static const auto made = [] {
        Catalogue one;
        one.points.items = {{"LL300", "300MB流量", 500, 0, {{"data_mb", 300}}}, {"HF5", "5元话费", 1000, 500, {}}};
        return one;
    }();
    return made;
}

SubscriberFacts somebody() { return {"8613800138000", Status::active, "石家庄", "全球通", 6000, 10000, false}; }

PointsLot lot(std::int64_t id, std::int64_t left, int days) { return {id, left, today + std::chrono::days(days)}; }

std::string why_not(const char* item, const SubscriberFacts& he, const std::vector<PointsLot>& lots) {
    const auto decision = decide_redeem(catalogue(), item, he, lots, today);
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

RedeemPlan redeemed(const char* item, const std::vector<PointsLot>& lots) {
    return std::get<RedeemPlan>(decide_redeem(catalogue(), item, somebody(), lots, today));
}

}  // namespace

TEST_CASE("points are good until the day before they expire") {
    CHECK(points_of({}, today) == 0);
    CHECK(points_of({lot(1, 500, 1), lot(2, 300, 0), lot(3, 200, -5), lot(4, 50, 700)}, today) == 550);
}

TEST_CASE("those that are gone next are told with their day, all of that day together") {
    CHECK_FALSE(next_expiry({}, today));
    CHECK_FALSE(next_expiry({lot(1, 500, 0), lot(2, 0, 3)}, today));
    const auto next = next_expiry({lot(1, 500, 40), lot(2, 300, 0), lot(3, 200, 7), lot(4, 50, 7), lot(5, 0, 3)}, today);
    CHECK(next == Expiring{250, day("2026-11-29")});
}

TEST_CASE("points are gone so many months after the day they were granted") {
    CHECK(points_expire(PointsTerms{}, day("2026-11-22")) == day("2028-11-22"));
    CHECK(points_expire(PointsTerms{3, {}}, day("2026-11-30")) == day("2027-02-28"));
}

TEST_CASE("what expires first is spent first; of one day the older grant") {
    const std::vector<PointsLot> lots = {lot(4, 400, 90), lot(3, 100, 30), lot(2, 100, 30), lot(1, 1000, 200)};
    CHECK(redeemed("LL300", lots) == RedeemPlan{"LL300", {{2, 100}, {3, 100}, {4, 300}}, 1100});
    CHECK(redeemed("HF5", lots) == RedeemPlan{"HF5", {{2, 100}, {3, 100}, {4, 400}, {1, 400}}, 600});
    CHECK(redeemed("LL300", {lot(9, 500, 1)}) == RedeemPlan{"LL300", {{9, 500}}, 0});
}

TEST_CASE("who has too few is told what it costs and what he has") {
    CHECK(why_not("LL300", somebody(), {lot(1, 499, 1), lot(2, 500, 0)}) ==
          "points_short item=300MB流量 price=500 points=499");
    CHECK(why_not("LL300", somebody(), {}) == "points_short item=300MB流量 price=500 points=0");
}

TEST_CASE("what is not sold for points comes first, then what stands against any business with him") {
    auto he = somebody();
    he.blacklisted = true;
    CHECK(why_not("LL300", he, {}) == "blacklisted");
    he.status = Status::suspended;
    CHECK(why_not("LL300", he, {}) == "number_suspended");
    he.status = Status::cancelled;
    CHECK(why_not("LL300", he, {}) == "number_cancelled");
    he.status = Status::unknown;
    CHECK(why_not("LL300", he, {}) == "not_a_subscriber");
    CHECK(why_not("LL30", he, {}) == "no_such_item");
}

TEST_CASE("whatever the lots, exactly the price is taken, from no lot more than it has, the first to expire first") {
    std::mt19937 random(20261122);
    const auto draw = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    int plans = 0;
    for (int round = 0; round < 20000; ++round) {
        std::vector<PointsLot> lots;
        for (int i = draw(0, 8); i > 0; --i) lots.push_back(lot(i, draw(0, 3) == 0 ? 0 : draw(1, 400), draw(-3, 6)));
        std::shuffle(lots.begin(), lots.end(), random);
        std::int64_t good = 0;
        std::map<std::int64_t, PointsLot> rest;
        for (const auto& one : lots) {
            if (one.expires > today) good += one.left;
            rest[one.id] = one;
        }
        const char* item = draw(0, 1) == 0 ? "LL300" : "HF5";
        const std::int64_t price = item == std::string("HF5") ? 1000 : 500;
        REQUIRE(points_of(lots, today) == good);
        const auto decision = decide_redeem(catalogue(), item, somebody(), lots, today);
        const auto* plan = std::get_if<RedeemPlan>(&decision);
        REQUIRE((plan != nullptr) == (good >= price));
        if (plan == nullptr) continue;
        ++plans;
        std::int64_t sum = 0;
        Date last_expiry = today;
        for (const auto& [id, points] : plan->taken) {
            auto& one = rest.at(id);
            REQUIRE(points > 0);
            REQUIRE(points <= one.left);
            REQUIRE(one.expires > today);
            // All that expire before it are spent.
            for (const auto& [other_id, other] : rest)
                if (other.expires > today && other.expires < one.expires) REQUIRE(other.left == 0);
            one.left -= points;
            sum += points;
            REQUIRE(one.expires >= last_expiry);
            last_expiry = one.expires;
        }
        REQUIRE(sum == price);
        std::vector<PointsLot> after;
        for (const auto& [id, one] : rest) after.push_back(one);
        REQUIRE(plan->left == points_of(after, today));
    }
    CHECK(plans > 2000);
}
