// What happens by itself, where no transcript can show it.

#include "tests/business/business_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;

namespace {

const std::string phone = "13800138000";

void order(test::BusinessFixture& hall) {
    hall.subscriber(phone, 10000);
    hall.answer(phone, "KTLL10");
    hall.answer(phone, "是");
}

}  // namespace

TEST_CASE("a number that was given up is charged no more, and nobody is told") {
    test::BusinessFixture hall;
    order(hall);
    hall.subscriber(phone, 0, {{"status", "cancelled"}});
    CHECK(hall.wait_until(*campaigns::parse_date("2027-03-01")).empty());
    CHECK(hall.query("SELECT state FROM subscriptions") == "ended;");
    CHECK(hall.query("SELECT count(*) FROM charges") == "1;");
}

TEST_CASE("what came due while the hall was down is caught up with when it starts, before any text") {
    test::BusinessFixture hall;
    order(hall);
    hall.now = campaigns::begin_of(*campaigns::parse_date("2027-02-23"), hall.settings.business.zone) + std::chrono::hours(10);
    hall.settings.business.clock.ahead = std::chrono::days(365);  // an outage of three months is none to wonder at
    hall.restart();
    REQUIRE(hall.clerk->next_wakeup(hall.now));
    CHECK(*hall.clerk->next_wakeup(hall.now) <= hall.now);
    hall.wait(Millis(0));
    CHECK(hall.query("SELECT amount FROM charges ORDER BY month") == "800;800;800;1000;");
}

TEST_CASE("nothing is charged and nobody is told before the hour at which the day's run begins") {
    test::BusinessFixture hall;
    order(hall);
    hall.now = campaigns::begin_of(*campaigns::parse_date("2026-12-22"), hall.settings.business.zone) + std::chrono::hours(8);
    hall.wait(Millis(0));
    CHECK(hall.query("SELECT count(*) FROM charges") == "1;");
    hall.wait(std::chrono::hours(1));
    CHECK(hall.query("SELECT count(*) FROM charges") == "2;");
}

TEST_CASE("notices wait while the outbox is half full, and answers do not") {
    test::BusinessFixture hall;
    hall.settings.outbox_limit = 8;
    hall.restart();
    order(hall);  // five parts that nobody settles
    hall.now = campaigns::begin_of(*campaigns::parse_date("2027-02-19"), hall.settings.business.zone) + std::chrono::hours(10);
    CHECK(hall.shown(hall.clerk->handle({}, hall.now)).empty());
    CHECK(hall.query("SELECT count(*) FROM charges") == "1;");
    CHECK_FALSE(hall.answer(phone, "102").empty());
}

TEST_CASE("a hall that was down for a month tries once, and gives the days of retry from then on") {
    test::BusinessFixture hall;
    hall.settings.business.test_clock = false;  // the days were not lived through
    hall.restart_without_clock();
    order(hall);
    hall.pay(phone, -hall.balance(phone));
    const auto told = hall.wait_until(*campaigns::parse_date("2027-01-10"));
    REQUIRE(told.size() == 1);
    CHECK(told.front().text.find("2027年1月11日") != std::string::npos);
    CHECK(hall.query("SELECT state FROM subscriptions") == "active;");
    hall.wait_until(*campaigns::parse_date("2027-01-11"));
    hall.wait_until(*campaigns::parse_date("2027-01-13"));
    CHECK(hall.query("SELECT state FROM subscriptions") == "active;");
    hall.wait_until(*campaigns::parse_date("2027-01-17"));
    CHECK(hall.query("SELECT state FROM subscriptions") == "suspended;");
}

TEST_CASE("a notice of a price that has returned while the hall was down is not sent afterwards") {
    test::BusinessFixture hall;
    hall.settings.business.test_clock = false;
    hall.restart_without_clock();
    order(hall);
    const auto told = hall.wait_until(*campaigns::parse_date("2027-03-01"));
    REQUIRE(told.size() == 1);
    CHECK(told.front().text.find("现按每月10.00元收取") != std::string::npos);
    CHECK(hall.balance(phone) == 10000 - 800 - 800 - 800 - 1000);
}

TEST_CASE("one subscription that cannot be dealt with does not keep the others from their charges") {
    test::BusinessFixture hall;
    order(hall);
    hall.subscriber("13903591234", 10000);
    hall.answer("13903591234", "KTLL10");
    hall.answer("13903591234", "是");
    {
        store::Database database(hall.path, store::Database::Mode::read_write, std::chrono::seconds(1));
        database.execute("DELETE FROM phases WHERE subscription_id = 1");
    }
    hall.wait_until(*campaigns::parse_date("2026-12-22"));
    hall.wait(std::chrono::minutes(2));
    CHECK(hall.query("SELECT count(*) FROM charges WHERE subscription_id = 1") == "1;");
    CHECK(hall.query("SELECT count(*) FROM charges WHERE subscription_id = 2") == "2;");
    CHECK(hall.query("SELECT coalesce(next_day, 'nothing') FROM subscriptions WHERE id = 1") == "nothing;");
    CHECK(hall.query("SELECT kind || ' ' || row_id || ': ' || why FROM v_aside") ==
          "subscription 1: subscription 1: it is active and has no price;");
}

TEST_CASE("a trial of a number that was given up ends without a word") {
    test::BusinessFixture hall;
    hall.subscriber(phone, 0);
    hall.answer(phone, "TYCL");
    hall.subscriber(phone, 0, {{"status", "cancelled"}});
    CHECK(hall.wait_until(*campaigns::parse_date("2027-01-10")).empty());
    CHECK(hall.query("SELECT state FROM subscriptions") == "ended;");
}

TEST_CASE("what left the catalogue is listed, charged and cancelled all the same") {
    test::BusinessFixture hall;
    order(hall);
    auto smaller = std::make_shared<campaigns::Catalogue>(*hall.settings.catalogue);
    std::erase_if(smaller->packages, [](const campaigns::Package& package) { return package.id == "LL10"; });
    hall.settings.catalogue = smaller;
    hall.restart();
    hall.wait_until(*campaigns::parse_date("2026-12-22"));
    CHECK(hall.balance(phone) == 8400);
    CHECK(hall.answer(phone, "0000").find("1.LL10 每月8.00元") != std::string::npos);
    CHECK(hall.answer(phone, "1").find("确认退订") != std::string::npos);
    CHECK(hall.answer(phone, "是").find("您已退订LL10") != std::string::npos);
    CHECK(hall.query("SELECT state FROM subscriptions") == "ending;");
}

TEST_CASE("of a package that ends and the same one that follows it, the number of the list cancels the line it stands in") {
    test::BusinessFixture hall;
    order(hall);
    hall.answer(phone, "QXLL10");
    hall.answer(phone, "是");
    order(hall);
    hall.answer(phone, "0000");
    CHECK(hall.answer(phone, "1").find("无需重复退订") != std::string::npos);
    hall.answer(phone, "0000");
    CHECK(hall.answer(phone, "2").find("确认退订") != std::string::npos);
}

TEST_CASE("a hall for tests does not start with the real clock") {
    test::BusinessFixture hall;
    hall.settings.business.test_clock = false;
    CHECK_THROWS_WITH(hall.restart(), Catch::Contains("one of a hall for tests"));
}
