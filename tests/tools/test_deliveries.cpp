// When an SMSC delivers again, and which answers it believes.

#include "tools/hall_smsc/play/deliveries.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::tools;
using namespace std::chrono_literals;
using codecs::CommandStatus;

namespace {

struct Fixture {
    Fixture() { scenario.deliver.redeliver_within = {50ms, 50ms}; }

    Parcel text(std::uint32_t number) {
        Parcel parcel;
        parcel.text = number;
        return parcel;
    }

    Scenario scenario;
    FaultPlan plan{scenario, 1};
    Deliveries deliveries{5s, plan};
    Instant now = Instant{} + 1h;
};

}  // namespace

TEST_CASE("a text that is acknowledged is not delivered again") {
    Fixture f;
    f.deliveries.add(f.text(7), f.now);
    const auto id = f.deliveries.next_due(f.now);
    REQUIRE(id);
    f.deliveries.handed(*id, 1, 100, f.now);
    CHECK_FALSE(f.deliveries.next_due(f.now));
    const auto answer = f.deliveries.answered(100, CommandStatus::ok, true, f.now + 1s);
    CHECK(answer.outcome == Outcome::acknowledged);
    CHECK(answer.text == 7);
    CHECK(f.deliveries.waiting() == 0);
    f.deliveries.look(f.now + 1h);
    CHECK_FALSE(f.deliveries.next_due(f.now + 2h));
}

TEST_CASE("after the SMSC's patience a text is delivered again, and the late answer is not believed") {
    Fixture f;
    f.deliveries.add(f.text(7), f.now);
    f.deliveries.handed(*f.deliveries.next_due(f.now), 1, 100, f.now);
    f.deliveries.look(f.now + 4999ms);
    CHECK_FALSE(f.deliveries.next_due(f.now + 6s));
    f.deliveries.look(f.now + 5s);
    CHECK(f.deliveries.answered(100, CommandStatus::ok, true, f.now + 5001ms).outcome == Outcome::given_up);
    CHECK_FALSE(f.deliveries.next_due(f.now + 5049ms));
    const auto again = f.deliveries.next_due(f.now + 5050ms);
    REQUIRE(again);
    f.deliveries.handed(*again, 2, 101, f.now + 5050ms);
    CHECK(f.deliveries.parcel(*again).attempts == 2);
    CHECK(f.deliveries.answered(101, CommandStatus::ok, true, f.now + 6s).outcome == Outcome::acknowledged);
}

TEST_CASE("what a lost link had not acknowledged is delivered again, and its numbers are forgotten") {
    Fixture f;
    f.deliveries.add(f.text(1), f.now);
    f.deliveries.add(f.text(2), f.now);
    f.deliveries.handed(*f.deliveries.next_due(f.now), 1, 100, f.now);
    f.deliveries.handed(*f.deliveries.next_due(f.now), 2, 101, f.now);
    f.deliveries.link_lost(1, f.now);
    CHECK(f.deliveries.answered(100, CommandStatus::ok, true, f.now).outcome == Outcome::unknown);
    const auto again = f.deliveries.next_due(f.now + 50ms);
    REQUIRE(again);
    CHECK(f.deliveries.parcel(*again).text == 1);
    CHECK_FALSE(f.deliveries.next_due(f.now + 1s));
    CHECK(f.deliveries.waiting() == 2);
}

TEST_CASE("an answer that is lost is as if it had never come") {
    Fixture f;
    f.deliveries.add(f.text(1), f.now);
    f.deliveries.handed(*f.deliveries.next_due(f.now), 1, 100, f.now);
    CHECK(f.deliveries.answered(100, CommandStatus::ok, false, f.now).outcome == Outcome::given_up);
    CHECK(f.deliveries.waiting() == 1);
    f.deliveries.link_lost(1, f.now);
    CHECK(f.deliveries.next_due(f.now + 50ms));
    CHECK_FALSE(f.deliveries.next_due(f.now + 50ms));  // once, although it was given up twice
}

TEST_CASE("a refused text comes again, but never at once") {
    Fixture f;
    f.scenario.deliver.redeliver_within = {0ms, 0ms};
    f.deliveries.add(f.text(1), f.now);
    f.deliveries.handed(*f.deliveries.next_due(f.now), 1, 100, f.now);
    CHECK(f.deliveries.answered(100, CommandStatus::try_again_later, true, f.now).outcome == Outcome::refused);
    CHECK_FALSE(f.deliveries.next_due(f.now + 99ms));
    CHECK(f.deliveries.next_due(f.now + 100ms));
}

TEST_CASE("of a text that was handed to two links one answer is enough, and the other is still recognised") {
    Fixture f;
    f.deliveries.add(f.text(1), f.now);
    const auto id = *f.deliveries.next_due(f.now);
    f.deliveries.handed(id, 1, 100, f.now);
    f.deliveries.handed(id, 2, 101, f.now);
    f.deliveries.link_lost(1, f.now);  // the other copy may still be answered
    CHECK_FALSE(f.deliveries.next_due(f.now + 1s));
    CHECK(f.deliveries.answered(101, CommandStatus::ok, true, f.now).outcome == Outcome::acknowledged);
    CHECK(f.deliveries.waiting() == 0);

    f.deliveries.add(f.text(2), f.now);
    const auto second = *f.deliveries.next_due(f.now);
    f.deliveries.handed(second, 1, 102, f.now);
    f.deliveries.handed(second, 2, 103, f.now);
    CHECK(f.deliveries.answered(103, CommandStatus::ok, true, f.now).outcome == Outcome::acknowledged);
    const auto late = f.deliveries.answered(102, CommandStatus::ok, true, f.now);
    CHECK(late.outcome == Outcome::again);
    CHECK(late.text == 2);
}
