#include "daemon/clerk/loop_brake.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;

namespace {

const UtcTime noon = from_millis(1'800'000'000'000);

}  // namespace

TEST_CASE("n equal replies at once are let through, then one for each n-th of the time, none while it goes on faster") {
    const LoopBrakeSettings settings{4, 8min};
    LoopBrake brake(settings);
    for (int i = 0; i < 4; ++i) CHECK(brake.may_reply("a", "x", noon));
    CHECK_FALSE(brake.may_reply("a", "x", noon));
    CHECK_FALSE(brake.may_reply("a", "x", noon + 1min));
    CHECK_FALSE(brake.may_reply("a", "x", noon + 2min));  // each further one makes it longer
    CHECK(brake.may_reply("a", "x", noon + 4min));
    CHECK(brake.may_reply("a", "y", noon));
    CHECK(brake.may_reply("b", "x", noon));
    CHECK(brake.may_reply("ax", "", noon));
    for (int i = 0; i < 4; ++i) CHECK(brake.may_reply("a", "x", noon + 15min));
}

TEST_CASE("texts may be equal three times as often as replies, and the two do not count for each other") {
    const LoopBrakeSettings settings{4, 8min};
    LoopBrake brake(settings);
    for (int i = 0; i < 12; ++i) CHECK(brake.may_text("a", "x", noon));
    CHECK_FALSE(brake.may_text("a", "x", noon));
    CHECK(brake.may_reply("a", "x", noon));
}

TEST_CASE("a clock that is set makes no silence longer than its time") {
    const LoopBrakeSettings settings{4, 8min};
    LoopBrake brake(settings);
    for (int i = 0; i < 10; ++i) brake.may_reply("a", "x", noon + 24h * 365);
    CHECK_FALSE(brake.may_reply("a", "x", noon));
    CHECK(brake.may_reply("a", "x", noon + 8min));
}

TEST_CASE("what is rolled back was never said") {
    const LoopBrakeSettings settings{4, 8min};
    LoopBrake brake(settings);
    brake.may_reply("a", "x", noon);
    brake.keep();
    const auto mark = brake.mark();
    for (int i = 0; i < 9; ++i) brake.may_reply("a", "x", noon);
    brake.silenced("a", noon);
    brake.may_reply("b", "x", noon);
    brake.undo_to(mark);
    CHECK(brake.size() == 1);
    for (int i = 0; i < 3; ++i) CHECK(brake.may_reply("a", "x", noon));
    CHECK_FALSE(brake.may_reply("a", "x", noon));
}

TEST_CASE("what it remembers is bounded, and what was said most is remembered longest") {
    const LoopBrakeSettings settings;
    LoopBrake brake(settings);
    for (int i = 0; i < 11; ++i) brake.may_reply("robot", "x", noon);
    for (std::size_t i = 0; i < 3 * LoopBrake::most; ++i) {
        brake.may_reply(std::to_string(i), "x", noon);
        if (i % 1000 == 0) brake.keep();
    }
    CHECK(brake.size() <= LoopBrake::most);
    CHECK_FALSE(brake.may_reply("robot", "x", noon));
    // What is over makes room first.
    for (std::size_t i = 0; i < LoopBrake::most; ++i) {
        brake.may_reply(std::to_string(i), "y", noon + 2min);
        if (i % 1000 == 0) brake.keep();
    }
    CHECK(brake.size() <= LoopBrake::most);
    // Two minutes have brought it two; had it been forgotten it would have ten.
    int replies = 0;
    for (int i = 0; i < 10; ++i) replies += brake.may_reply("robot", "x", noon + 2min) ? 1 : 0;
    CHECK(replies == 2);
}
