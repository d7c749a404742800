// The catalogue file: what is read from a right one, and what is said of wrong ones. Every file in bad/ states in its
// first comment lines what must be said about it, word for word and place for place.

#include "campaigns/catalogue_loader.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace hall;
using namespace hall::campaigns;

namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::shared_ptr<const Catalogue> load(const std::string& text, const std::string& name, codecs::Diagnostics& diagnostics) {
    return parse_catalogue(codecs::parse_yaml(text, name, diagnostics), diagnostics);
}

std::shared_ptr<const Catalogue> load(const std::string& text) {
    codecs::Diagnostics diagnostics;
    auto catalogue = load(text, "catalogue.yaml", diagnostics);
    if (!catalogue) throw std::runtime_error(diagnostics.to_text());
    return catalogue;
}

Date day(const char* text) { return parse_date(text).value(); }

}  // namespace

TEST_CASE("every wrong catalogue file is refused with exactly the faults it states") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(HALL_SOURCE_DIR "/tests/campaigns/bad")) {
        const auto name = entry.path().filename().string();
        const auto text = read_file(entry.path());
        std::string expected;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line) && line.starts_with("#");)
            if (line.starts_with("# expect: ")) expected += name + ":" + line.substr(10) + "\n";
        codecs::Diagnostics diagnostics;
        const auto catalogue = load(text, name, diagnostics);
        INFO(name);
        CHECK_FALSE(catalogue);
        CHECK_FALSE(expected.empty());
        CHECK(diagnostics.to_text() == expected);
        ++count;
    }
    CHECK(count >= 10);
}

TEST_CASE("a package is read with its price in fen, its codes, its tiers and whom it is for") {
    const auto catalogue = load(R"(
packages:
  - id: LL10
    name: 流量10元包
    kind: data
    price: 10.00
    holds: {data_mb: 1024}
    family: LL
    codes: {order: KTLL10, cancel: QXLL10}
    for: {brands: [全球通], spend_from: 58, spend_below: 128.50}
  - {id: LL20, name: 流量20元包, price: 20, family: LL, starts: next_month, trial_days: 7, confirm: no}
  - {id: CL, name: 彩铃, price: 5, needs: LL10, excludes: [LL20]}
)");
    const auto* ten = catalogue->find("LL10");
    REQUIRE(ten != nullptr);
    CHECK(ten->price == 1000);
    CHECK(ten->holds.at("data_mb") == 1024);
    CHECK(ten->cancel_code == "QXLL10");
    CHECK(ten->audience.spend_below == 12850);
    CHECK(ten->confirm);
    CHECK(ten->start == Package::Start::now);
    const auto* twenty = catalogue->find("LL20");
    CHECK(twenty->start == Package::Start::next_month);
    CHECK(twenty->trial_days == 7);
    CHECK_FALSE(twenty->confirm);
    CHECK(catalogue->other_tiers(*ten) == std::vector<const Package*>{twenty});
    CHECK(catalogue->other_tiers(*catalogue->find("CL")).empty());
    CHECK(catalogue->find("CL")->needs == std::vector<std::string>{"LL10"});
    CHECK(catalogue->find("LL") == nullptr);
}

TEST_CASE("an offer holds from its first day to its last") {
    const auto catalogue = load(R"(
packages:
  - {id: LL10, name: 流量10元包, price: 10}
  - {id: CL, name: 彩铃, price: 5}
offers:
  - id: autumn
    name: 秋季
    packages: [LL10]
    steps: [{months: 3, percent: 80}]
    until: 2026-11-30
    most: 100
    most_each: 1
  - id: winter
    name: 冬季
    packages: [LL10, CL]
    steps: [{months: 1, percent: 0}]
    counts_from: next_month
    from: 2026-12-01
)");
    CHECK(catalogue->offer_for("LL10", day("2026-11-30"))->id == "autumn");
    CHECK(catalogue->offer_for("LL10", day("2026-12-01"))->id == "winter");
    CHECK(catalogue->offer_for("CL", day("2026-11-30")) == nullptr);
    CHECK(catalogue->offer_for("CL", day("2027-12-31"))->counts == Offer::Counts::next_month);
    CHECK(catalogue->offers.front().most == 100);
    CHECK(catalogue->offers.front().steps == std::vector<OfferStep>{{3, 80}});
}

TEST_CASE("what employees and recommending subscribers earn is read, and what points buy") {
    const auto catalogue = load(R"(
packages:
  - {id: CL, name: 彩铃, price: 5, staff_reward: 1.50}
  - {id: LL10, name: 流量10元包, price: 10}
  - {id: SJB, name: 手机报, price: 3}
referrals:
  - {package: CL, points: 500, window_days: 10, hold_days: 0, most_a_day: 2, most_a_month: 2}
  - {package: LL10, points: 300}
points:
  expire_after_months: 12
  items:
    - {id: LL300, name: 300MB流量, points: 500, gives: {data_mb: 300, texts: 10}}
    - {id: HF5, name: 5元话费, points: 1000, credit: 5.00}
charging: {retry_days: [2, 27]}
top_days: 31
)");
    CHECK(catalogue->find("CL")->staff_reward == 150);
    CHECK(catalogue->find("LL10")->staff_reward == 0);
    const auto* ring = catalogue->referral_of("CL");
    REQUIRE(ring != nullptr);
    CHECK(ring->points == 500);
    CHECK(ring->window_days == 10);
    CHECK(ring->hold_days == 0);
    CHECK(ring->most_a_day == 2);
    CHECK(ring->most_a_month == 2);
    CHECK(catalogue->referral_of("LL10")->window_days == 30);
    CHECK(catalogue->referral_of("LL10")->hold_days == 30);
    CHECK(catalogue->referral_of("LL10")->most_a_day == 5);
    CHECK(catalogue->referral_of("LL10")->most_a_month == 20);
    CHECK(catalogue->referral_of("SJB") == nullptr);
    CHECK(catalogue->points.expire_after_months == 12);
    const auto* data = catalogue->points.find("LL300");
    REQUIRE(data != nullptr);
    CHECK(data->points == 500);
    CHECK(data->credit == 0);
    CHECK(data->gives == std::map<std::string, std::int64_t>{{"data_mb", 300}, {"texts", 10}});
    CHECK(catalogue->points.find("HF5")->credit == 500);
    CHECK(catalogue->points.find("HF5")->gives.empty());
    CHECK(catalogue->points.find("HF") == nullptr);
    CHECK(catalogue->charging.retry_days == std::vector<int>{2, 27});
    CHECK(catalogue->top_days == 31);
}

TEST_CASE("what the file leaves out is as the documents say; no days of retry means none") {
    const std::string packages = "packages: [{id: CL, name: 彩铃, price: 5}]\n";
    const auto plain = load(packages);
    CHECK(plain->referrals.empty());
    CHECK(plain->points.items.empty());
    CHECK(plain->points.expire_after_months == 24);
    CHECK(plain->charging.retry_days == std::vector<int>{1, 3, 7});
    CHECK(plain->top_days == 7);
    CHECK(load(packages + "charging: {}")->charging.retry_days == std::vector<int>{1, 3, 7});
    CHECK(load(packages + "charging: {retry_days: []}")->charging.retry_days.empty());
    CHECK(load(packages + "charging: {retry_days: 5}")->charging.retry_days == std::vector<int>{5});
}

TEST_CASE("the catalogue as shipped is right, and sells zone 42 at 20% off for three months") {
    codecs::Diagnostics diagnostics;
    const auto catalogue = load(read_file(HALL_SOURCE_DIR "/conf/catalogue.yaml"), "catalogue.yaml", diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(catalogue);
    const auto* ten = catalogue->find("LL10");
    REQUIRE(ten != nullptr);
    const auto* offer = catalogue->offer_for("LL10", day("2026-11-22"));
    REQUIRE(offer != nullptr);
    const auto phases = phases_of(ten->price, offer->steps, day("2026-11-22"));
    CHECK(phases.front().price == 800);
    CHECK(phases.back().price == 1000);
    CHECK(ten->staff_reward == 100);
    CHECK(catalogue->referral_of("CL")->points == 500);
    CHECK(catalogue->points.find("LL300")->gives.at("data_mb") == 300);
    CHECK(catalogue->points.find("HF5")->credit == 500);
}
