// The hall's own number in the spellings of networks: the hall never answers itself, and it is one number all the same.

#include "tests/clerk/clerk_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using test::ClerkFixture;

namespace {

constexpr const char* spellings_of_own[] = {"10086", "8610086", "+8610086", "008610086", "010086", "+86 10086", "0086010086"};

TextArrived to(TextArrived event, std::string destination) {
    event.message.destination = {0, 1, std::move(destination)};
    return event;
}

}  // namespace

TEST_CASE("the hall never answers itself, however it is written and with whatever behind it") {
    ClerkFixture hall;
    for (const std::string own : spellings_of_own)
        for (const char* extension : {"", "08", "0123456"})
            for (const int ton : {0, 1, 2, 3}) {
                CAPTURE(own, extension, ton);
                auto event = hall.text("42");
                event.message.source = {static_cast<std::uint8_t>(ton), 1, own + extension};
                const auto result = hall.handle(event);
                CHECK(result.outbox.empty());
                CHECK(result.answers.at(0).status == codecs::CommandStatus::ok);
            }
    CHECK(hall.query("SELECT DISTINCT status FROM inbound") == "ignored;");
}

TEST_CASE("parts that are sent to different spellings of the hall's number are joined, also over a restart") {
    ClerkFixture hall;
    std::uint8_t reference = 1;
    for (const std::string own : spellings_of_own) {
        CAPTURE(own);
        CHECK(hall.handle(hall.part("4", ++reference, 2, 1)).outbox.empty());
        if (reference % 2 == 0) hall.restart();
        CHECK(ClerkFixture::shown(hall.handle(to(hall.part("2", reference, 2, 2), own))) == "八折优惠三个月");
    }
    // An extension is another place.
    hall.handle(hall.part("4", 99, 2, 1));
    CHECK(hall.handle(to(hall.part("2", 99, 2, 2), "1008608")).outbox.empty());
}

TEST_CASE("a dialogue goes on at each spelling, and the answer comes from what was texted to") {
    for (const std::string own : spellings_of_own) {
        CAPTURE(own);
        ClerkFixture hall;
        hall.handle(hall.text("00"));
        const auto result = hall.handle(to(hall.text("2"), own));
        CHECK(hall.query("SELECT node FROM dialogues") == "balance;");
        REQUIRE(result.outbox.size() == 1);
        CHECK(result.outbox[0].pdu.source.digits == own);
        CHECK(hall.query("SELECT DISTINCT hall_number FROM texts") == "10086;");

        hall.handle(to(hall.text("00"), own + "08"));
        CHECK(hall.query("SELECT DISTINCT hall_number FROM texts ORDER BY id") == "10086;1008608;");
    }
}
