// What an employee earns, and how nobody earns without a subscriber who pays.

#include "tests/business/business_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;

namespace {

const std::string phone = "13800138000";

struct Rewards {
    test::BusinessFixture hall;

    explicit Rewards(std::int64_t balance = 10000) {
        hall.subscriber(phone, balance);
        hall.staff(1234, "13700001234", "王芳");
    }
    void order(const std::string& code) {
        hall.answer(phone, code);
        hall.answer(phone, "是");
    }
    std::string credits() { return hall.query("SELECT coalesce(sum(amount), 0) FROM staff_credits"); }
    void until(const char* day) { hall.wait_until(*campaigns::parse_date(day)); }
};

}  // namespace

TEST_CASE("an order through an employee is rewarded with its first charge, once") {
    Rewards rewards;
    rewards.order("KTLL10#1234");
    CHECK(rewards.credits() == "100;");
    rewards.until("2027-03-01");
    CHECK(rewards.credits() == "100;");
}

TEST_CASE("changing from tier to tier and back earns nothing, because nothing of it is paid") {
    Rewards rewards(800);
    rewards.order("KTLL10#1234");
    for (int i = 0; i < 5; ++i) {
        rewards.order("KTLL20#1234");
        rewards.order("KTLL10#1234");
    }
    CHECK(rewards.credits() == "100;");
    CHECK(rewards.hall.balance(phone) == 0);
}

TEST_CASE("a package that begins later is rewarded when it is paid, and not at all when it never is") {
    Rewards rewards(800);
    rewards.order("KTLL10");
    rewards.order("KTLL20#1234");
    CHECK(rewards.credits() == "0;");
    rewards.until("2027-02-01");  // no balance: tried, and suspended
    CHECK(rewards.hall.query("SELECT state FROM subscriptions WHERE package = 'LL20'") == "suspended;");
    CHECK(rewards.credits() == "0;");
}

TEST_CASE("a package given up within thirty days takes the reward back, also by way of another tier") {
    Rewards rewards;
    rewards.order("KTLL10#1234");
    rewards.order("KTLL20");
    CHECK(rewards.credits() == "100;");
    rewards.order("QXLL20");
    CHECK(rewards.credits() == "0;");
    CHECK(rewards.hall.query("SELECT amount FROM staff_credits ORDER BY id") == "100;-100;");
}

TEST_CASE("a package given up after thirty days leaves the reward") {
    Rewards rewards;
    rewards.order("KTLL10#1234");
    rewards.until("2026-12-22");
    rewards.order("QXLL10");
    CHECK(rewards.credits() == "100;");
}

TEST_CASE("whom an employee recommends brings him the reward with the first charge") {
    Rewards rewards;
    rewards.hall.subscriber("13700001234", 0);
    rewards.hall.answer("13700001234", phone + "CL");
    CHECK(rewards.credits() == "0;");
    rewards.order("KTCL");
    CHECK(rewards.credits() == "100;");
    CHECK(rewards.hall.query("SELECT count(*) FROM points_lots") == "0;");
}
