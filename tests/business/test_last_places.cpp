// A hundred subscribers want the last ten places of an offer at once: ten get it, ninety are told, nobody else pays.

#include "daemon/business/audit.hpp"
#include "tests/business/business_fixture.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>

using namespace hall;

namespace {

constexpr int crowd = 100;

std::string catalogue(const char* confirm) {
    return fmt::format(R"(
packages:
  - {{id: Q1, name: 限量包, price: 10.00, confirm: {}}}
offers:
  - id: first
    name: 前十名半价
    packages: [Q1]
    most: 10
    most_each: 1
    steps:
      - {{months: 3, percent: 50}}
)", confirm);
}

struct Rush {
    explicit Rush(const char* confirm) : hall(catalogue(confirm)) {
        for (int i = 0; i < crowd; ++i) hall.subscriber(phone(i), 10000);
    }

    static std::string phone(int i) { return fmt::format("1380013{:04}", 8000 + i); }

    /// Everybody texts `body`, `at_once` texts in each transaction.
    std::vector<test::Shown> all_text(const std::string& body, int at_once) {
        std::vector<test::Shown> all;
        for (int from = 0; from < crowd; from += at_once) {
            std::vector<daemon::Event> events;
            for (int i = from; i < std::min(crowd, from + at_once); ++i) events.emplace_back(hall.event_of(phone(i), body));
            for (auto& one : hall.shown(hall.clerk->handle(std::move(events), hall.now))) all.push_back(std::move(one));
        }
        return all;
    }

    void check_sold_to_ten(const std::vector<test::Shown>& shown) {
        CHECK(shown.size() == crowd);
        const auto says = [](const char* words) {
            return [words](const test::Shown& one) { return one.text.find(words) != std::string::npos; };
        };
        CHECK(std::count_if(shown.begin(), shown.end(), says("您已开通限量包")) == 10);
        CHECK(std::count_if(shown.begin(), shown.end(), says("前十名半价的名额已满")) == 90);
        CHECK(hall.query("SELECT count(*) FROM orders WHERE kind = 'order' AND offer = 'first'") == "10;");
        CHECK(hall.query("SELECT taken FROM offer_counts") == "10;");
        CHECK(hall.query("SELECT count(*) || ' ' || sum(amount) FROM movements WHERE kind = 'charge'") == "10 -5000;");
        CHECK(hall.query("SELECT count(*) FROM subscribers WHERE balance = 9500") == "10;");
        CHECK(hall.query("SELECT count(*) FROM subscribers WHERE balance = 10000") == "90;");
        CHECK(hall.query("SELECT count(*) FROM replies WHERE kind = 'notice'") == "0;");
        store::AuditReader book(hall.path);
        CHECK(daemon::differences(book, hall.settings.catalogue.get()).empty());
    }

    test::BusinessFixture hall;
};

}  // namespace

TEST_CASE("of a hundred who say yes at once ten get the last ten places, and ninety are told that they are gone") {
    Rush rush("yes");
    const auto at_once = GENERATE(100, 7, 1);
    const auto asked = rush.all_text("KTQ1", at_once);
    REQUIRE(asked.size() == crowd);
    CHECK(std::all_of(asked.begin(), asked.end(),
                      [](const auto& one) { return one.text.find("您申请开通限量包") != std::string::npos; }));
    rush.check_sold_to_ten(rush.all_text("Y", at_once));
}

TEST_CASE("of a hundred who order at once what asks for no confirmation ten get it") {
    Rush rush("no");
    rush.check_sold_to_ten(rush.all_text("KTQ1", GENERATE(100, 7, 1)));
}

TEST_CASE("after the last place was taken another yes changes nothing, whoever says it") {
    Rush rush("yes");
    rush.all_text("KTQ1", 100);
    rush.check_sold_to_ten(rush.all_text("Y", 100));
    const auto again = rush.all_text("Y", 100);
    CHECK(again.size() == crowd);
    CHECK(rush.hall.query("SELECT count(*) FROM movements WHERE kind = 'charge'") == "10;");
}
