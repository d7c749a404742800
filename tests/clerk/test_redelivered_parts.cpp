// Parts of long texts that the SMSC delivers again: what waits, what joins, and what has no effect.

#include "tests/clerk/redelivery_fixture.hpp"

using namespace hall;
using namespace hall::daemon;
using namespace hall::test;
using codecs::CommandStatus;

TEST_CASE("parts that come again after the long text was answered have no effect") {
    RedeliveryFixture hall;
    const auto one = hall.part("4", 9, 2, 1);
    const auto two = hall.part("2", 9, 2, 2);
    hall.handle(one);
    REQUIRE(hall.handle(two).outbox.size() == 1);
    hall.now += after();
    for (const auto& part : {two, one}) {
        const auto result = hall.handle(hall.again(part, {1, 2}));
        CHECK(result.answers.at(0).status == CommandStatus::ok);
        CHECK(result.outbox.empty());
    }
    CHECK(hall.texts() == "1;");
    CHECK(hall.query("SELECT status FROM inbound ORDER BY id") == "read;read;repeated;repeated;");
}

TEST_CASE("a part that comes again while its fellows are still missing keeps its place") {
    RedeliveryFixture hall;
    const auto one = hall.part("4", 9, 2, 1);
    const auto two = hall.part("2", 9, 2, 2);
    hall.handle(one);
    hall.now += 1min;
    CHECK(hall.handle(hall.again(one, {0, 2})).outbox.empty());
    const auto restarted = GENERATE(false, true);
    if (restarted) hall.restart();
    hall.now += 1min;
    CHECK(hall.handle(hall.again(two, {0, 3})).outbox.size() == 1);
    CHECK(hall.texts() == "1;");
}

TEST_CASE("a part that is delivered again waits for its fellows from then on, with a restart or without") {
    RedeliveryFixture hall;
    const auto one = hall.part("4", 9, 2, 1);
    const auto two = hall.part("2", 9, 2, 2);
    const auto limit = hall.settings.long_text_limit;
    hall.handle(one);
    hall.now += limit - 1min;
    hall.handle(hall.again(one, {0, 2}));
    if (GENERATE(false, true)) hall.restart();
    hall.now += 2min;
    hall.handle(std::vector<Event>{});
    CHECK(hall.handle(hall.again(two, {0, 3})).outbox.size() == 1);
    CHECK(hall.texts() == "1;");
}

TEST_CASE("a long text of which only a part had come is answered when all of it comes again after it was given up") {
    RedeliveryFixture hall;
    const auto one = hall.part("4", 9, 2, 1);
    const auto two = hall.part("2", 9, 2, 2);
    hall.handle(one);
    hall.now += 23h;
    hall.handle(std::vector<Event>{});
    REQUIRE(hall.query("SELECT status FROM inbound") == "given_up;");
    hall.handle(hall.again(one, {0, 2}));
    CHECK(hall.handle(hall.again(two, {0, 2})).outbox.size() == 1);
    CHECK(hall.texts() == "1;");
}

TEST_CASE("a repeat of a part that was given up meanwhile counts as the part") {
    RedeliveryFixture hall;
    hall.settings.long_text_limit = 10min;
    const auto one = hall.part("4", 9, 2, 1);
    const auto two = hall.part("2", 9, 2, 2);
    hall.handle(one);
    hall.now += 1min;
    hall.handle(hall.again(one, {0, 2}));
    hall.now += 23h;
    hall.handle(std::vector<Event>{});
    hall.handle(hall.again(one, {0, 3}));
    CHECK(hall.handle(hall.again(two, {0, 3})).outbox.size() == 1);
    CHECK(hall.texts() == "1;");
}
