// The SMSC delivers again what it saw no answer to; a subscriber sends again what he means twice. Both look alike.

#include "tests/clerk/redelivery_fixture.hpp"

using namespace hall;
using namespace hall::daemon;
using namespace hall::test;
using codecs::CommandStatus;

namespace {

constexpr auto both_links = 2;

}  // namespace

TEST_CASE("a text whose answer was lost with its link acts once, however late it comes again and over which link") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    REQUIRE(hall.handle(first).outbox.size() == 1);
    const auto link = GENERATE(0, 1);
    hall.now += after();
    const auto repeat = hall.handle(hall.again(first, {static_cast<std::size_t>(link), 2}));
    REQUIRE(repeat.answers.size() == 1);
    CHECK(repeat.answers[0].status == CommandStatus::ok);
    CHECK(repeat.outbox.empty());
    CHECK(hall.texts() == "1;");
    CHECK(hall.query("SELECT status || ' ' || coalesce(repeat_of, '') || ' ' || text_id FROM inbound ORDER BY id") ==
          "read  1;repeated 1 1;");
    CHECK(hall.query("SELECT repeat_of FROM v_repeats") == "1;");
}

TEST_CASE("an honest second text is answered as well, over the same link and over another one") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    hall.safe(hall.handle(first));
    const auto link = GENERATE(0, 1);
    hall.now += after();
    const auto second = hall.handle(hall.again(first, {static_cast<std::size_t>(link), 1}));
    CHECK(second.outbox.size() == 1);
    CHECK(hall.texts() == "2;");
    CHECK(hall.query("SELECT count(*) FROM v_repeats") == "0;");
}

TEST_CASE("texts in doubt that come again over two links at once are both recognised, and a third text is answered") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    const auto other = hall.text("YE");
    hall.handle(std::vector<Event>{first, other});
    hall.now += after();
    std::vector<Event> batch;
    batch.emplace_back(hall.again(first, {0, 2}));
    batch.emplace_back(hall.again(other, {1, 2}));
    auto result = hall.handle(std::move(batch));
    CHECK(result.outbox.empty());
    CHECK(hall.texts() == "2;");
    hall.safe(result);
    hall.now += 1s;
    CHECK(hall.handle(hall.again(first, {1, 2})).outbox.size() == 1);
    CHECK(hall.texts() == "3;");
}

TEST_CASE("the same text over two links before the first answer is written is one text") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    std::vector<Event> batch;
    batch.emplace_back(first);
    batch.emplace_back(hall.again(first, {1, 1}));
    CHECK(hall.handle(std::move(batch)).outbox.size() == 1);
    CHECK(hall.texts() == "1;");
}

TEST_CASE("the same text twice over one link before the SMSC's patience is over is two texts") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    std::vector<Event> batch;
    batch.emplace_back(first);
    batch.emplace_back(hall.again(first, {0, 1}));
    CHECK(hall.handle(std::move(batch)).outbox.size() == 2);
}

TEST_CASE("a text that the hall answered later than the SMSC's patience comes again over the living link: once") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    hall.now += 6s;
    auto result = hall.handle(first);
    hall.safe(result);
    hall.now += after();
    CHECK(hall.handle(hall.again(first, {0, 1})).outbox.empty());
    hall.now += 1s;
    CHECK(hall.texts() == "1;");
}

TEST_CASE("a repeat whose own answer is lost comes again: still one effect, and each points at the first") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    hall.handle(first);
    for (std::uint64_t session = 2; session <= 5; ++session) {
        hall.now += 1min;
        CHECK(hall.handle(hall.again(first, {0, session})).outbox.empty());
    }
    CHECK(hall.texts() == "1;");
    CHECK(hall.query("SELECT DISTINCT repeat_of FROM v_repeats") == "1;");
}

TEST_CASE("a doubt is resolved by one repeat and ends after a day") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    hall.handle(first);
    SECTION("one repeat") {
        hall.now += 1s;
        hall.safe(hall.handle(hall.again(first, {0, 2})));
        hall.now += 1s;
        CHECK(hall.handle(hall.again(first, {0, 2})).outbox.size() == 1);
    }
    SECTION("a day") {
        hall.now += 24h + 1s;
        CHECK(hall.handle(hall.again(first, {0, 2})).outbox.size() == 1);
    }
}

TEST_CASE("after a crash everything is in doubt that was not safe before it") {
    RedeliveryFixture hall;
    const auto old = hall.text("YE");
    hall.safe(hall.handle(old));
    const auto last = hall.text("42");
    hall.heard(hall.handle(last), AnswerFate::read);
    hall.restart();
    CHECK(hall.handle(hall.again(old, {0, 1})).outbox.size() == 1);
    CHECK(hall.handle(hall.again(last, {0, 1})).outbox.empty());
    hall.now += 10s;
    CHECK(hall.handle(hall.again(last, {0, 1})).outbox.empty());  // the repeat's own answer was not heard of either
}

TEST_CASE("an answer that was read, but whose connection ended too soon, is in doubt until the text comes again") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    const auto result = hall.handle(first);
    hall.heard(result, AnswerFate::read);
    hall.heard(result, AnswerFate::doubtful);
    hall.now += after();
    const auto repeat = hall.handle(hall.again(first, {0, 2}));
    CHECK(repeat.outbox.empty());
    hall.safe(repeat);
    hall.now += 1s;
    CHECK(hall.handle(hall.again(first, {0, 2})).outbox.size() == 1);
}

TEST_CASE("an answer that was read is believed for a while, and then only with a sign of life, on another connection") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    hall.heard(hall.handle(first), AnswerFate::read);
    SECTION("a second later: a second text") {
        hall.now += 1s;
        CHECK(hall.handle(hall.again(first, {1, 1})).outbox.size() == 1);
    }
    SECTION("long after the sign of life was due: its SMSC has died, and this is a repeat") {
        hall.now += 20s;
        CHECK(hall.handle(hall.again(first, {1, 1})).outbox.empty());
    }
    SECTION("on its own connection the text itself is the sign of life") {
        hall.now += 20s;
        CHECK(hall.handle(hall.again(first, {0, 1})).outbox.size() == 1);
    }
}

TEST_CASE("a repeat that comes after the time of day was set back is a repeat") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    hall.handle(first);
    hall.now -= 1h;
    hall.handle(hall.again(first, {0, 1}));
    CHECK(hall.query("SELECT count(*) FROM texts") == "1;");
}

TEST_CASE("a reply that was given up for want of an answer is sent again to who asks again, and only then") {
    RedeliveryFixture hall;
    const auto first = hall.text("42");
    auto result = hall.handle(first);
    SubmitSettled end;
    end.outbound_id = result.outbox.at(0).id;
    end.smsc = "main";
    end.answered_at = hall.now;
    const auto how = GENERATE(Settlement::accepted, Settlement::unanswered, Settlement::dialogue_over);
    end.how = how;
    hall.handle(Event(end));
    hall.now += 1min;
    const auto repeat = hall.handle(hall.again(first, {0, 2}));
    if (how == Settlement::unanswered) {
        REQUIRE(repeat.outbox.size() == 1);
        CHECK(repeat.outbox[0].id == end.outbound_id);
        CHECK(repeat.outbox[0].maybe_repeated);
        CHECK(hall.query("SELECT status || open_parts || failed_parts FROM replies") == "waiting10;");
        end.how = Settlement::accepted;
        hall.handle(Event(end));
        CHECK(hall.query("SELECT status || open_parts || failed_parts FROM replies") == "accepted00;");
    } else {
        // That one is over: what has no effect is answered anew, under a row of its own.
        REQUIRE(repeat.outbox.size() == 1);
        CHECK(repeat.outbox[0].id != end.outbound_id);
        CHECK_FALSE(repeat.outbox[0].maybe_repeated);
        CHECK(hall.query("SELECT status FROM replies WHERE id = 1") == (how == Settlement::accepted ? "accepted;" : "failed;"));
    }
}

TEST_CASE("with unanswered: fail a redelivery does not send the reply again that was given up") {
    RedeliveryFixture hall;
    hall.settings.smscs["main"].unanswered = Unanswered::fail;
    hall.restart();
    const auto first = hall.text("42");
    SubmitSettled end;
    end.outbound_id = hall.handle(first).outbox.at(0).id;
    end.smsc = "main";
    end.how = Settlement::unanswered;
    end.answered_at = hall.now;
    hall.handle(Event(end));
    hall.now += 1min;
    CHECK(hall.handle(hall.again(first, {0, 2})).outbox.empty());
    CHECK(hall.query("SELECT status FROM outbound") == "expired;");
}

TEST_CASE("what waited under unanswered: resend may have left: a change to fail gives it up, and sends it never again") {
    RedeliveryFixture hall;
    hall.handle(hall.text("42"));
    hall.settings.smscs["main"].unanswered = Unanswered::fail;
    hall.restart();
    CHECK(hall.recovered.empty());
    CHECK(hall.query("SELECT reason FROM outbound") == "unanswered;");
}

TEST_CASE("what the SMSC refused for now is sent after a restart, whatever the policy") {
    RedeliveryFixture hall;
    hall.settings.smscs["main"].unanswered = Unanswered::fail;
    hall.restart();
    const auto id = hall.handle(hall.text("42")).outbox.at(0).id;
    hall.handle(SubmitsAnnounced{"main", {id}, hall.now});
    hall.handle(AnnouncementsVoid{{id}});
    hall.restart();
    REQUIRE(hall.recovered.size() == 1);
    CHECK_FALSE(hall.recovered[0].maybe_repeated);
}

TEST_CASE("TLVs in another order are the same text") {
    RedeliveryFixture hall;
    auto first = hall.text("42");
    auto second = first;
    first.message.tlvs.add_u16(codecs::Tag::user_message_reference, 7);
    first.message.tlvs.add_u16(codecs::Tag{0x020A}, 1);
    second.message.tlvs.add_u16(codecs::Tag{0x020A}, 1);
    second.message.tlvs.add_u16(codecs::Tag::user_message_reference, 7);
    hall.handle(first);
    CHECK(hall.handle(hall.again(second, {0, 2})).outbox.empty());
}

TEST_CASE("what a redelivery keeps decides: another reference, header or alphabet makes another text") {
    RedeliveryFixture hall;
    auto first = hall.text("42");
    first.message.tlvs.add_u16(codecs::Tag::user_message_reference, 7);
    hall.handle(first);
    hall.now += 1min;
    auto other = hall.again(first, {0, both_links});
    SECTION("the same") {
        CHECK(hall.handle(other).outbox.empty());
        return;
    }
    SECTION("a TLV that the SMSC writes anew") {
        other.message.tlvs.add_u8(codecs::Tag{0x1400}, 1);
        CHECK(hall.handle(other).outbox.empty());
        return;
    }
    SECTION("reference") {
        other.message.tlvs = {};
        other.message.tlvs.add_u16(codecs::Tag::user_message_reference, 8);
    }
    SECTION("alphabet") { other.message.data_coding = 0; }
    SECTION("protocol") { other.message.protocol_id = 1; }
    SECTION("content") { other.message.short_message.push_back(0x0A), other.message.short_message.push_back(0); }
    CHECK(hall.handle(other).outbox.size() == 1);
}

TEST_CASE("with unanswered: fail or hold only what was announced may have been submitted before a restart") {
    RedeliveryFixture hall;
    const auto policy = GENERATE(Unanswered::fail, Unanswered::hold);
    hall.settings.smscs["main"].unanswered = policy;
    hall.restart();
    const auto announced = hall.handle(hall.text("42"));
    const auto untouched = hall.handle(hall.text("YE", "13900139000"));
    const auto released =
        hall.handle(SubmitsAnnounced{"main", {announced.outbox.at(0).id}, hall.now}).released;
    REQUIRE(released.size() == 1);
    CHECK(released[0].outbound_id == announced.outbox.at(0).id);
    hall.restart();
    REQUIRE(hall.recovered.size() == 1);
    CHECK(hall.recovered[0].id == untouched.outbox.at(0).id);
    CHECK_FALSE(hall.recovered[0].maybe_repeated);
    if (policy == Unanswered::fail) {
        CHECK(hall.query("SELECT status || ' ' || reason FROM outbound WHERE id = 1") == "expired unanswered;");
        CHECK(hall.query("SELECT status FROM replies ORDER BY id") == "failed;waiting;");
    } else {
        CHECK(hall.query("SELECT held_parts || ' ' || waiting_parts FROM v_outbox") == "1 1;");
        hall.restart();
        CHECK(hall.recovered.size() == 1);  // it stays held
    }
}

TEST_CASE("a text that had lain in the socket for longer than the SMSC's patience was answered late, for all it knows") {
    RedeliveryFixture hall;
    auto first = hall.text("42");
    first.waiting_since = hall.now - 6s;
    hall.safe(hall.handle(first));
    hall.now += 1s;
    CHECK(hall.handle(hall.again(first, {0, 1})).outbox.empty());
}
