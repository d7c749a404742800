// What another catalogue changes: its entries, and what packages cost whoever orders them.

#include "campaigns/catalogue_difference.hpp"

#include <catch2/catch.hpp>

using namespace hall::campaigns;

namespace {

Date day(const char* text) { return parse_date(text).value(); }

Catalogue catalogue() {
    Catalogue all;
    Package ring;
    ring.id = "CL";
    ring.name = "彩铃";
    ring.price = 500;
    all.packages.push_back(ring);
    Package data;
    data.id = "LL10";
    data.name = "流量10元包";
    data.price = 1000;
    data.holds = {{"data_mb", 1024}};
    all.packages.push_back(data);
    Offer offer;
    offer.id = "go";
    offer.name = "天天超值go";
    offer.packages = {"CL"};
    offer.steps = {{3, 80}};
    all.offers.push_back(offer);
    return all;
}

}  // namespace

TEST_CASE("a catalogue does not differ from itself") {
    CHECK(difference_between(catalogue(), catalogue(), day("2026-12-01")).empty());
}

TEST_CASE("an entry that differs is told by the keys of its file") {
    auto after = catalogue();
    after.packages[1].price = 1200;
    after.packages[1].holds["data_mb"] = 2048;
    after.packages[1].trial_days = 7;
    after.packages[1].audience.brands = {"全球通", "动感地带"};
    after.top_days = 14;
    const auto difference = difference_between(catalogue(), after, day("2026-12-01"));
    REQUIRE(difference.entries.size() == 2);
    CHECK(difference.entries[0].list == "packages");
    CHECK(difference.entries[0].id == "LL10");
    CHECK(difference.entries[0].fields == std::vector<FieldDifference>{{"price", "10.00", "12.00"},
                                                                       {"holds.data_mb", "1024", "2048"},
                                                                       {"trial_days", "0", "7"},
                                                                       {"for.brands", "", "全球通, 动感地带"}});
    CHECK(difference.entries[1].list == "terms");
    CHECK(difference.entries[1].fields == std::vector<FieldDifference>{{"top_days", "7", "14"}});
    REQUIRE(difference.prices.size() == 1);
    CHECK(difference.prices[0].before.front().price == 1000);
    CHECK(difference.prices[0].after.front().price == 1200);
}

TEST_CASE("packages that come and go are told, and from when on they cost something or are not sold") {
    auto after = catalogue();
    after.packages.erase(after.packages.begin() + 1);
    Package mail;
    mail.id = "YX5";
    mail.name = "手机邮箱";
    mail.price = 500;
    after.packages.push_back(mail);
    const auto difference = difference_between(catalogue(), after, day("2026-12-01"));
    REQUIRE(difference.entries.size() == 2);
    CHECK(difference.entries[0].what == EntryDifference::What::gone);
    CHECK(difference.entries[1].what == EntryDifference::What::come);
    REQUIRE(difference.prices.size() == 2);
    CHECK(difference.prices[0].after.empty());
    CHECK(difference.prices[1].before.empty());
}

TEST_CASE("another offer shows in the prices of its packages, on the day on which it counts, once") {
    auto after = catalogue();
    after.offers[0].steps = {{1, 0}, {6, 70}};
    after.offers[0].from = day("2027-01-01");
    after.offers[0].until = day("2027-01-31");
    const auto difference = difference_between(catalogue(), after, day("2026-12-01"));
    REQUIRE(difference.prices.size() == 3);
    CHECK(difference.prices[0].day == day("2026-12-01"));  // no offer any more
    CHECK(difference.prices[0].before.size() == 2);
    CHECK(difference.prices[0].after.size() == 1);
    CHECK(difference.prices[1].day == day("2027-01-01"));  // the new one
    CHECK(difference.prices[1].after.size() == 3);
    CHECK(difference.prices[2].day == day("2027-02-01"));  // none again

    auto over = catalogue();
    over.offers[0].until = day("2027-02-28");
    const auto ended = difference_between(catalogue(), over, day("2026-12-01"));
    REQUIRE(ended.prices.size() == 1);
    CHECK(ended.prices[0].day == day("2027-03-01"));
}
