// What the spine leaves alone while the machine's clock is in doubt: parts of long texts, parked receipts, doubts about
// redeliveries.

#include "tests/clerk/redelivery_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

/// The clock ahead of `now` by that much, while the steady clock goes with `now`.
ClockReading ahead(UtcTime now, Millis by) { return {now + by, in_step(now).steady}; }

}  // namespace

TEST_CASE("a part waits for its fellows as long as the clock is in doubt") {
    test::ClerkFixture hall;
    hall.handle(hall.part("第一部分", 7, 2, 1));
    hall.clerk->handle({}, ahead(hall.now, days(400)));
    CHECK(hall.query("SELECT status FROM inbound") == "waiting;");
    hall.now += 3h;  // its ten minutes are over by any clock, and still nothing is given up
    hall.clerk->handle({}, ahead(hall.now, days(400)));
    CHECK(hall.query("SELECT status FROM inbound") == "waiting;");
    hall.handle(std::vector<Event>{});
    CHECK(hall.query("SELECT status FROM inbound") == "given_up;");
}

TEST_CASE("a receipt of nothing we know stays parked as long as the clock is in doubt") {
    test::ClerkFixture hall;
    auto receipt = hall.text("id:0815 sub:001 dlvrd:001 submit date:2701151200 done date:2701151200 stat:DELIVRD err:000 text:");
    receipt.message.esm_class = 0x04;
    hall.handle(receipt);
    REQUIRE(hall.query("SELECT status FROM receipts") == "parked;");
    hall.clerk->handle({}, ahead(hall.now, days(400)));
    CHECK(hall.query("SELECT status FROM receipts") == "parked;");
}

TEST_CASE("a text that comes again while the clock is in doubt, or at a start in doubt, acts once") {
    test::RedeliveryFixture hall;
    const auto first = hall.text("42");
    hall.handle(first);
    const auto by = GENERATE(Millis(days(400)), Millis(-days(3)));
    if (GENERATE(false, true)) {
        hall.clerk.reset();
        hall.store.reset();
        hall.store = std::make_unique<store::Store>(hall.path, 200ms);
        hall.clerk = std::make_unique<Clerk>(*hall.store, hall.settings);
        hall.clerk->start(ahead(hall.now, by));
    }
    hall.now += 1min;
    std::vector<Event> events;
    events.emplace_back(hall.again(first, {0, 2}));
    hall.clerk->handle(std::move(events), ahead(hall.now, by));
    CHECK(hall.clerk->health().clock_doubt);
    CHECK(hall.texts() == "1;");
}

TEST_CASE("what is in doubt when a clock is accepted is as old after it as before") {
    test::RedeliveryFixture hall;
    const auto by = GENERATE(Millis(days(400)), Millis(-days(3)));
    const auto jumped = GENERATE(0ms, 3s);  // before the text came, or after it
    const auto first = hall.text("42");
    const auto set_by = [&](std::vector<Event> events) { return hall.clerk->handle(std::move(events), ahead(hall.now, by)); };
    const auto before = [&](Event event) { return jumped == 0ms ? set_by({event}) : hall.handle(event); };
    const auto accept = [&] {
        set_by({});
        hall.now += 1s;
        set_by({ClockAccepted{"li", {}}});
        REQUIRE_FALSE(hall.clerk->health().clock_doubt);
    };
    const auto again = [&](Millis later, SessionId session) {
        hall.now += later;
        auto event = hall.again(first, session);
        event.received_at = hall.now + by;
        set_by({event});
        return hall.texts();
    };
    const auto result = before(first);
    SECTION("a repeat acts once") {
        accept();
        CHECK(again(test::after(), {0, 2}) == "1;");
    }
    SECTION("over the same connection it is a second text until the SMSC's patience is over") {
        accept();
        CHECK(again(1s, {0, 1}) == "2;");
    }
    SECTION("after a day it is a second text") {
        accept();
        CHECK(again(24h, {0, 2}) == "2;");
    }
    SECTION("whoever has just read the answer does not repeat over another connection") {
        before(AnswersTraced{AnswerFate::read, {{result.answers.at(0).inbound_id, hall.now + 5ms, hall.now + 10ms}}});
        accept();
        CHECK(again(1s, {1, 2}) == "2;");
    }
}

TEST_CASE("what waited a minute when a clock far ahead was accepted has not waited longer, after restarts too") {
    test::RedeliveryFixture hall;
    hall.settings.smscs["main"].registered_delivery = 1;
    hall.restart();
    const auto receipt_of = [&](const char* id) {
        auto receipt = hall.text(std::string("id:") + id + " sub:001 dlvrd:001 submit date:2701151200 done date:2701151200 "
                                 "stat:DELIVRD err:000 text:");
        receipt.message.esm_class = 0x04;
        return receipt;
    };
    const auto settle = [&](std::int64_t outbound_id, const char* id) {
        SubmitSettled settled;
        settled.smsc = "main";
        settled.outbound_id = outbound_id;
        settled.how = Settlement::accepted;
        settled.answered_at = hall.now;
        settled.message_id = id;
        hall.handle(Event(std::move(settled)));
    };
    const auto first = hall.text("42");
    const auto sent = hall.handle(first).outbox.at(0).id;
    settle(sent, "0815");
    const auto early = hall.handle(hall.text("没有")).outbox.at(0).id;
    hall.handle(receipt_of("4711"));
    const auto one = hall.part("4", 9, 2, 1);
    hall.handle(one);
    hall.now += 1min;

    // Once, or a second one soon after.
    const auto by = GENERATE(days(8), days(400));
    for (int times = GENERATE(1, 2); times > 0; --times) {
        hall.clerk->handle({}, ahead(hall.now, by));
        const auto accepted = hall.clerk->handle({ClockAccepted{"li", {}}}, ahead(hall.now, by));
        REQUIRE(accepted.clock_accepted.at(0).was_doubted);
        hall.clerk.reset();
        hall.store.reset();
        hall.now += by;
        hall.open();
    }
    hall.now += 1min;

    // The redelivered text is known, the part joins its fellow, both receipts find their replies.
    CHECK(hall.handle(hall.again(first, {0, 2})).answers.at(0).status == codecs::CommandStatus::ok);
    CHECK(hall.texts() == "2;");
    hall.handle(hall.again(one, {0, 2}));
    CHECK(hall.handle(hall.part("2", 9, 2, 2)).outbox.size() == 1);
    CHECK(hall.texts() == "3;");
    hall.handle(receipt_of("0815"));
    settle(early, "4711");
    CHECK(hall.query("SELECT receipt_state FROM outbound WHERE message_id <> '' ORDER BY id") == "delivered;delivered;");
}

TEST_CASE("what waits when a clock far ahead is accepted is given up when its time is over by that clock") {
    test::ClerkFixture hall;
    hall.handle(hall.part("第一部分", 7, 2, 1));
    auto receipt = hall.text("id:0815 sub:001 dlvrd:001 submit date:2701151200 done date:2701151200 stat:DELIVRD err:000 text:");
    receipt.message.esm_class = 0x04;
    hall.handle(receipt);
    hall.clerk->handle({}, ahead(hall.now, days(400)));
    hall.clerk->handle({ClockAccepted{"li", {}}}, ahead(hall.now, days(400)));
    const auto waits = [&](Millis since) {
        hall.clerk->handle({}, ahead(hall.now + since, days(400)));
        return hall.query("SELECT status FROM receipts") + hall.query("SELECT status FROM inbound WHERE kind = 'part'");
    };
    CHECK(waits(9min) == "parked;waiting;");
    CHECK(waits(11min) == "unmatched;given_up;");
}

TEST_CASE("a second text on the same connection is none that comes again because a clock was accepted in between") {
    test::RedeliveryFixture hall;
    const auto first = hall.text("42");
    hall.handle(first);
    hall.clerk->handle({}, ahead(hall.now, days(8)));
    hall.clerk->handle({ClockAccepted{"li", {}}}, ahead(hall.now, days(8)));
    hall.now += days(8) + 1s;
    auto second = hall.again(first, first.session);
    std::vector<Event> events;
    events.emplace_back(std::move(second));
    hall.clerk->handle(std::move(events), ahead(hall.now - days(8), days(8)));
    CHECK(hall.texts() == "2;");
}

TEST_CASE("trusted time is what other threads read, before and after the doubt") {
    test::ClerkFixture hall;
    hall.clerk.reset();
    TrustedTime trusted;
    hall.clerk = std::make_unique<Clerk>(*hall.store, hall.settings, nullptr, &trusted);
    hall.clerk->start(ahead(hall.now, 0ms));
    CHECK(trusted.at(in_step(hall.now + 5s).steady) == hall.now + 5s);
    hall.clerk->handle({}, ahead(hall.now, days(400)));
    CHECK(trusted.at(in_step(hall.now + 5s).steady) == hall.now + 5s);
    hall.clerk->handle({ClockAccepted{"li", {}}}, ahead(hall.now, days(400)));
    CHECK(trusted.at(in_step(hall.now + 5s).steady) == hall.now + 5s + days(400));
}

TEST_CASE("the health of the clerk says since when it doubts, and when that is over") {
    test::ClerkFixture hall;
    auto result = hall.clerk->handle({}, ahead(hall.now, days(8)));
    REQUIRE(result.health);
    CHECK(result.health->clock_doubt == ClockDoubt{hall.now, hall.now + days(8), hall.now});
    hall.now += 1s;
    CHECK_FALSE(hall.clerk->handle({}, ahead(hall.now, days(8))).health);
    result = hall.clerk->handle({}, ahead(hall.now, 0ms));
    REQUIRE(result.health);
    CHECK_FALSE(result.health->clock_doubt);
}

TEST_CASE("a clock that is six days further at each start is in doubt at the second, after a kill as after an orderly end") {
    test::ClerkFixture hall;
    const auto orderly = GENERATE(true, false);
    const auto end_and_start = [&](Millis later) {
        if (orderly) hall.clerk->finish(hall.now);
        hall.now += later;
        hall.restart();
        return hall.clerk->health().clock_doubt.has_value();
    };
    CHECK_FALSE(end_and_start(days(6)));
    hall.now += 1h;
    hall.handle(hall.text("42"));
    CHECK(end_and_start(days(6)));
    hall.handle(std::vector<Event>{ClockAccepted{"li", {}}});
    CHECK_FALSE(hall.clerk->health().clock_doubt);
    CHECK_FALSE(end_and_start(days(6)));
    // As much time as it took makes up for it, in minutes without a text as well.
    for (int hours = 0; hours < 6 * 24; ++hours) {
        hall.now += 1h;
        hall.handle(std::vector<Event>{});
    }
    CHECK_FALSE(end_and_start(days(6)));
}

TEST_CASE("a clock that is two minutes behind at each start is in doubt at the third") {
    test::ClerkFixture hall;
    for (const bool doubt : {false, false, true}) {
        hall.now += 30min;
        hall.handle(hall.text("42"));
        hall.now -= 2min;
        hall.restart();
        CHECK(hall.clerk->health().clock_doubt.has_value() == doubt);
    }
}

TEST_CASE("a sign of life of no calendar is none: the newest rows stand for it, and it is written anew") {
    test::ClerkFixture hall;
    hall.handle(hall.text("42"));
    const auto seen = GENERATE("9223372036854775807", "-9223372036854775808", "-1", "253402300800000", "0");
    CAPTURE(seen);
    const auto spoil = [&](Millis later) {
        hall.clerk.reset();
        hall.store.reset();
        store::Database(hall.path, store::Database::Mode::read_write, 1s)
            .execute((std::string("UPDATE life SET seen_at = ") + seen).c_str());
        hall.now += later;
        hall.open();
    };
    spoil(1h);
    CHECK_FALSE(hall.clerk->health().clock_doubt);
    CHECK(hall.query("SELECT seen_at FROM life") == std::to_string(to_millis(hall.now)) + ";");
    spoil(days(400));
    CHECK(hall.clerk->health().clock_doubt);
    hall.handle(std::vector<Event>{ClockAccepted{"li", {}}});
    CHECK_FALSE(hall.clerk->health().clock_doubt);
    CHECK(hall.query("SELECT seen_at FROM life") == std::to_string(to_millis(hall.now)) + ";");
    hall.restart();
    CHECK_FALSE(hall.clerk->health().clock_doubt);
}

TEST_CASE("whatever stands in the rows about the clock, a word of the operator's ends the doubt") {
    test::ClerkFixture hall;
    hall.handle(hall.text("42"));
    const auto* const spoilt = GENERATE("UPDATE life SET seen_at = 253402300799999",
                                        "UPDATE life SET seen_at = 1",
                                        "INSERT INTO clock_leaps VALUES (9223372036854775807, 9223372036854775807)",
                                        "INSERT INTO clock_leaps VALUES (1, 9223372036854775807)",
                                        "INSERT INTO clock_leaps VALUES (-9223372036854775808, 1)",
                                        "UPDATE runs SET started_at = 9223372036854775807",
                                        "UPDATE texts SET decided_at = -9223372036854775808; DELETE FROM life");
    CAPTURE(spoilt);
    hall.clerk.reset();
    hall.store.reset();
    store::Database(hall.path, store::Database::Mode::read_write, 1s).execute(spoilt);
    hall.now += days(400);
    hall.open();
    CHECK(hall.clerk->health().clock_doubt);
    hall.handle(std::vector<Event>{ClockAccepted{"li", {}}});
    CHECK_FALSE(hall.clerk->health().clock_doubt);
    hall.now += 10s;
    hall.handle(hall.text("42"));
    hall.restart();
    CHECK_FALSE(hall.clerk->health().clock_doubt);
}
