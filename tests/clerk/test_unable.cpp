// What an SMSC hears when the hall cannot take a text now, and who is never answered.

#include "daemon/store/well_formed.hpp"
#include "tests/clerk/clerk_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using codecs::CommandStatus;

TEST_CASE("each SMSC hears the status after which it repeats, whatever keeps the hall from taking a text") {
    test::ClerkFixture hall;
    const auto status = GENERATE(CommandStatus{0x08}, CommandStatus{0x45}, CommandStatus{0x58}, CommandStatus{0x67},
                                 CommandStatus{0xFE}, CommandStatus{0xFF});
    hall.settings.smscs["main"].when_unable = status;
    SECTION("the outbox is full") {
        hall.settings.outbox_limit = 1;
        hall.restart();
        REQUIRE(hall.handle(hall.text("42")).answers.at(0).status == CommandStatus::ok);
        CHECK(hall.handle(hall.text("42", "13900139000")).answers.at(0).status == status);
    }
    SECTION("the store fails") {
        hall.restart();
        store::Database other(hall.path, store::Database::Mode::read_write, 100ms);
        other.execute("BEGIN IMMEDIATE");
        CHECK(hall.handle(hall.text("42")).answers.at(0).status == status);
        other.execute("ROLLBACK");
    }
}

TEST_CASE("a sender who is called a name and is a number is answered under the number") {
    test::ClerkFixture hall;
    auto text = hall.text("42", "13800138000");
    text.message.source.ton = 5;
    text.message.source.npi = 0;
    const auto result = hall.handle(std::move(text));
    REQUIRE_FALSE(result.outbox.empty());
    CHECK(result.outbox[0].pdu.destination == codecs::Address{0, 1, "13800138000"});
    CHECK(result.outbox[0].subscriber == "8613800138000");
}

TEST_CASE("what is never answered is seen in a view and counted") {
    test::ClerkFixture hall;
    auto text = hall.text("42", "Caf\xE9");
    text.message.source.ton = 5;
    text.message.service_type = "\xFF";
    const auto result = hall.handle(std::move(text));
    CHECK(result.never_answered == 1);
    CHECK(result.outbox.empty());
    CHECK(hall.query("SELECT sender FROM v_never_answered") == "Caf\\xE9;");
    CHECK(hall.query("SELECT service_type FROM inbound") == "\\xFF;");
}

TEST_CASE("a row's text is well-formed, whatever octets came") {
    using store::well_formed;
    CHECK(well_formed("流量 😀 é") == "流量 😀 é");
    CHECK(well_formed("a\xFFz") == "a\\xFFz");
    CHECK(well_formed("\xE6\x9F") == "\\xE6\\x9F");
    CHECK(well_formed("\xC0\x80") == "\\xC0\\x80");
    CHECK(well_formed("\xED\xA0\x80") == "\\xED\\xA0\\x80");
    CHECK(well_formed("\xF4\x90\x80\x80") == "\\xF4\\x90\\x80\\x80");
    CHECK_FALSE(store::is_well_formed("\xE0\x80\xAF"));
    CHECK(store::is_well_formed("\xF4\x8F\xBF\xBF"));
}
