// Receipts that come as ordinary messages: anybody can write such a text, so it is believed only of what was sent to him.

#include "tests/clerk/clerk_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using test::ClerkFixture;

namespace {

struct PlainReceipts : ClerkFixture {
    PlainReceipts() {
        settings.smscs["main"].registered_delivery = 1;
        restart();
    }

    TextArrived plain(const std::string& body, std::uint8_t esm_class = 0, std::string from = "8613800138000") {
        auto event = text("", std::move(from));
        event.message.esm_class = esm_class;
        event.message.data_coding = 0;
        event.message.short_message.assign(body.begin(), body.end());
        return event;
    }

    /// A code is answered, and the SMSC takes the answer under `id`.
    std::int64_t sent(const std::string& id, std::string to = "8613800138000") {
        const auto result = handle(text("42", std::move(to)));
        REQUIRE(result.outbox.size() == 1);
        SubmitSettled settled;
        settled.outbound_id = result.outbox[0].id;
        settled.smsc = "main";
        settled.message_id = id;
        settled.answered_at = now;
        handle(settled);
        return result.outbox[0].id;
    }

    std::string state_of(std::int64_t id) {
        return query(("SELECT receipt_state FROM outbound WHERE id = " + std::to_string(id)).c_str());
    }
};

std::string appendix_b(const std::string& id, const std::string& stat = "DELIVRD") {
    return "id:" + id + " sub:001 dlvrd:001 submit date:2611301200 done date:2611301201 stat:" + stat + " err:000 text:";
}

}  // namespace

TEST_CASE("a receipt that comes as an ordinary message is never answered, and settles what was sent to its number") {
    for (const int esm_class : {0x00, 0x02, 0x03, 0x80, 0x40}) {
        CAPTURE(esm_class);
        PlainReceipts hall;
        const auto id = hall.sent("0000000001");
        auto event = hall.plain(appendix_b("0000000001") + "102", static_cast<std::uint8_t>(esm_class));
        if (esm_class == 0x40) event.message.short_message.insert(event.message.short_message.begin(), {0x03, 0x05, 0x01, 0x02});
        const auto result = hall.handle(event);
        REQUIRE(result.answers.size() == 1);
        CHECK(result.answers[0].status == codecs::CommandStatus::ok);
        CHECK(result.outbox.empty());
        CHECK(hall.state_of(id) == "delivered;");
        CHECK(hall.query("SELECT kind || ' ' || status FROM inbound ORDER BY id DESC LIMIT 1") == "receipt receipt;");
        CHECK(hall.query("SELECT count(*) FROM texts") == "1;");
    }
}

TEST_CASE("a plain receipt in any form of its text is none of a subscriber's texts") {
    PlainReceipts hall;
    const auto id = hall.sent("7F3A");
    for (const std::string& body : {
             std::string("id:7F3A stat:ENROUTE"),
             std::string("ID: 7F3A SUB: 001 STAT: ACCEPTD TEXT: 102"),
             std::string("stat:ENROUTE,err:000,id:7F3A"),
             std::string("id:7F3A sub:001 dlvrd:000 submitdate:20261130120000 donedate:20261130120100 stat:ENROUTE err:0011"),
             std::string(" id:7F3A submit date:2026-11-30 12:00 done date:2026-11-30 12:01 stat:ENROUTE err:x9 "),
             std::string("id:7F3A sub:001 dlvrd:001 submit date:2611301200 done date:2611301201 stat:HANDED err:000"),
             std::string("id:7F3A sub:001 dlvrd:000 stat:ENROUTE err:000 mcc:460 mnc:00 text:"),
             std::string("sub:001 dlvrd:001 submit date:2611301200 done date:2611301201 stat:DELIVRD err:000 text:no id"),
         }) {
        CAPTURE(body);
        CHECK(hall.handle(hall.plain(body)).outbox.empty());
    }
    CHECK(hall.query("SELECT count(*) FROM texts") == "1;");
    auto ucs2 = hall.text("id:7F3A stat:DELIVRD err:000 text:八折优惠", "8613800138000");
    CHECK(hall.handle(ucs2).outbox.empty());
    CHECK(hall.state_of(id) == "delivered;");
    ucs2.message.data_coding = 0;  // announced wrongly
    CHECK(hall.handle(ucs2).outbox.empty());
    auto payload = hall.plain("");
    const auto body = appendix_b("7F3A");
    payload.message.tlvs.add(codecs::Tag::message_payload, Bytes(body.begin(), body.end()));
    CHECK(hall.handle(payload).outbox.empty());
    CHECK(hall.query("SELECT count(*) FROM texts") == "1;");
}

TEST_CASE("a text that only has something of a receipt is answered") {
    PlainReceipts hall;
    for (const auto* body : {"id:5", "stat:", "id:5 CL", "CL id:1 stat:DELIVRD err:000", "id:1 stat:DELIVRD, what is that?",
                             "text:42", "id", "err:000 text:42", "sub:42", "42 id:1 sub:001 dlvrd:001"}) {
        CAPTURE(body);
        CHECK_FALSE(hall.handle(hall.plain(body)).outbox.empty());
    }
}

TEST_CASE("whoever writes a receipt himself settles nothing that was sent to another, then or at the end of its time") {
    PlainReceipts hall;
    const auto id = hall.sent("0000000001");
    CHECK(hall.handle(hall.plain(appendix_b("0000000001", "UNDELIV"), 0, "8613900139000")).outbox.empty());
    CHECK(hall.query("SELECT status FROM receipts") == "parked;");
    hall.now += 11min;
    hall.handle(std::vector<Event>{});
    CHECK(hall.query("SELECT status FROM receipts") == "unmatched;");
    CHECK(hall.state_of(id) == "awaited;");
}

TEST_CASE("a plain receipt that comes before the answer to its submit is parked, and found by it") {
    PlainReceipts hall;
    const auto result = hall.handle(hall.text("42", "8613800138000"));
    CHECK(hall.handle(hall.plain(appendix_b("77"))).outbox.empty());
    SubmitSettled settled;
    settled.outbound_id = result.outbox.at(0).id;
    settled.smsc = "main";
    settled.message_id = "77";
    hall.handle(settled);
    CHECK(hall.state_of(settled.outbound_id) == "delivered;");
    CHECK(hall.query("SELECT status FROM receipts") == "applied;");
}

TEST_CASE("a plain receipt in parts is joined, and is one") {
    PlainReceipts hall;
    const auto id = hall.sent("0000000001");
    const auto whole = appendix_b("0000000001");
    for (std::uint8_t i = 1; i <= 2; ++i) {
        auto part = hall.part(i == 1 ? whole.substr(0, 50) : whole.substr(50), 9, 2, i);
        part.message.source = {1, 1, "8613800138000"};
        CHECK(hall.handle(part).outbox.empty());
    }
    CHECK(hall.state_of(id) == "delivered;");
    CHECK(hall.query("SELECT count(*) FROM texts") == "1;");
    CHECK(hall.query("SELECT count(*) FROM inbound WHERE status = 'receipt'") == "2;");
}

TEST_CASE("receipts as ordinary messages for each part of each reply end with the replies") {
    PlainReceipts hall;
    int serial = 0;
    auto result = hall.handle(hall.text("SHI", "8613800138000"));
    std::size_t submits = 0;
    for (int round = 0; round < 50 && !result.outbox.empty(); ++round) {
        std::vector<Event> events;
        for (const auto& part : result.outbox) {
            ++submits;
            SubmitSettled settled;
            settled.outbound_id = part.id;
            settled.smsc = "main";
            settled.message_id = std::to_string(++serial);
            events.emplace_back(settled);
            events.emplace_back(hall.plain(appendix_b(std::to_string(serial))));
        }
        result = hall.handle(std::move(events));
    }
    CHECK(submits == 3);
}

TEST_CASE("a plain receipt is taken although the outbox is full, as any receipt is") {
    ClerkFixture hall;
    hall.settings.outbox_limit = 1;
    hall.restart();
    REQUIRE(hall.handle(hall.text("42", "8613800138000")).outbox.size() == 1);
    auto event = hall.text("id:1 stat:DELIVRD err:000", "8613800138000");
    const auto result = hall.handle(event);
    CHECK(result.answers.at(0).status == codecs::CommandStatus::ok);
}
