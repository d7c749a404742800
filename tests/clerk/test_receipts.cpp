#include "tests/clerk/receipt_fixture.hpp"

#include "codecs/text/unicode.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;
using test::ReceiptFixture;

TEST_CASE("a part that was accepted awaits its receipt, and one of text alone delivers it") {
    ReceiptFixture hall;
    const auto id = hall.sent("5F3A0001");
    CHECK(hall.state_of(id) == "awaited;");
    hall.now += 3s;
    hall.deliver(hall.text_receipt("5F3A0001", "DELIVRD"));
    CHECK(hall.query("SELECT receipt_state || ' ' || receipt_error || ' ' || receipt_at FROM outbound") ==
          "delivered 000 " + std::to_string(to_millis(hall.now)) + ";");
    CHECK(
        hall.query("SELECT subscriber || ' ' || message_id || ' ' || state || ' ' || error || ' ' || status || ' ' || "
                   "outbound_id FROM receipts") ==
        "8613800138000 5F3A0001 delivered 000 applied " + std::to_string(id) + ";");
    CHECK_FALSE(hall.desk->next_expiry());
}

TEST_CASE("a receipt of TLVs alone, and one whose TLVs and text disagree") {
    ReceiptFixture hall;
    const auto first = hall.sent("5F3A0001");
    const auto second = hall.sent("5F3A0002");
    hall.deliver(hall.tlv_receipt("5F3A0001", 2));
    CHECK(hall.state_of(first) == "delivered;");
    auto both = hall.text_receipt("1597636610", "DELIVRD");
    both.message.tlvs = hall.tlv_receipt("5F3A0002", 5).message.tlvs;
    hall.deliver(both);
    CHECK(hall.state_of(second) == "undeliverable;");
    CHECK(hall.statuses() == "applied;applied;");
}

TEST_CASE("a receipt in any order, case and coding") {
    ReceiptFixture hall;
    const auto id = hall.sent("5F3A0001");
    auto event = hall.event();
    event.message.data_coding = 8;
    event.message.short_message =
        codecs::encode_utf16be(U"Text:八折 STAT:expired Done Date:2611220931 ID:5F3A0001 err:001");
    hall.deliver(event);
    CHECK(hall.state_of(id) == "expired;");
}

TEST_CASE("an id in decimal finds the part that was accepted in hexadecimal, and the other way round") {
    ReceiptFixture hall;
    const auto hexadecimal = hall.sent("5F3A0001");
    hall.deliver(hall.text_receipt("1597636609", "DELIVRD"));
    CHECK(hall.state_of(hexadecimal) == "delivered;");
    const auto decimal = hall.sent("1597636610");
    hall.deliver(hall.text_receipt("5f3a0002", "DELIVRD"));
    CHECK(hall.state_of(decimal) == "delivered;");
    const auto padded = hall.sent("77");
    hall.deliver(hall.text_receipt("0000000077", "DELIVRD"));
    CHECK(hall.state_of(padded) == "delivered;");
    CHECK(hall.statuses() == "applied;applied;applied;");
}

TEST_CASE("an id in another writing is believed only of the subscriber it was sent to") {
    ReceiptFixture hall;
    const auto id = hall.sent("5F3A0001");
    hall.deliver(hall.text_receipt("1597636609", "DELIVRD", "000", "13900139000"));
    CHECK(hall.state_of(id) == "awaited;");
    CHECK(hall.statuses() == "parked;");
}

TEST_CASE("what one subscriber's id is in decimal and another's in hexadecimal goes to the right one") {
    ReceiptFixture hall;
    const auto mine = hall.sent("10", "8613800138000");
    const auto his = hall.sent("16", "8613900139000");
    hall.deliver(hall.text_receipt("16", "DELIVRD", "000", "13800138000"));
    CHECK(hall.state_of(mine) == "delivered;");
    CHECK(hall.state_of(his) == "awaited;");
    hall.deliver(hall.text_receipt("22", "UNDELIV", "001", "13900139000"));
    CHECK(hall.state_of(his) == "undeliverable;");
}

TEST_CASE("the very id goes before one in another writing") {
    ReceiptFixture hall;
    const auto exact = hall.sent("16");
    const auto converted = hall.sent("10");
    hall.deliver(hall.text_receipt("16", "DELIVRD"));
    CHECK(hall.state_of(exact) == "delivered;");
    CHECK(hall.state_of(converted) == "awaited;");
    hall.deliver(hall.text_receipt("0016", "DELIVRD"));
    CHECK(hall.statuses() == "applied;repeated;");
    CHECK(hall.state_of(converted) == "awaited;");
}

TEST_CASE("a receipt over another link, and one over another SMSC") {
    ReceiptFixture hall;
    const auto first = hall.sent("5F3A0001");
    auto event = hall.text_receipt("5F3A0001", "DELIVRD");
    event.link = "main-2";
    hall.deliver(event);
    CHECK(hall.state_of(first) == "delivered;");

    const auto second = hall.sent("5F3A0002");
    event = hall.text_receipt("5F3A0002", "DELIVRD");
    event.smsc = "spare";
    hall.deliver(event);
    CHECK(hall.state_of(second) == "delivered;");

    const auto third = hall.sent("5F3A0003");
    event = hall.text_receipt("5F3A0003", "DELIVRD", "000", "13900139000");
    event.smsc = "spare";
    hall.deliver(event);
    CHECK(hall.state_of(third) == "awaited;");
}

TEST_CASE("two SMSCs that give the same id to the same subscriber are told apart") {
    ReceiptFixture hall;
    const auto on_main = hall.sent("0001", test::subscriber, "main");
    const auto on_spare = hall.sent("0001", test::subscriber, "spare");
    hall.deliver(hall.text_receipt("1", "DELIVRD"));
    CHECK(hall.state_of(on_main) == "delivered;");
    CHECK(hall.state_of(on_spare) == "awaited;");
    auto event = hall.text_receipt("0001", "UNDELIV");
    event.smsc = "spare";
    hall.deliver(event);
    CHECK(hall.state_of(on_spare) == "undeliverable;");
    CHECK(hall.state_of(on_main) == "delivered;");
}

TEST_CASE("addresses that are not swapped are understood") {
    ReceiptFixture hall;
    const auto id = hall.sent("5F3A0001");
    auto event = hall.text_receipt("1597636609", "DELIVRD");
    std::swap(event.message.source, event.message.destination);
    hall.deliver(event);
    CHECK(hall.state_of(id) == "delivered;");

    const auto early = hall.submit(1).front();
    event = hall.text_receipt("5F3A0002", "DELIVRD");
    std::swap(event.message.source, event.message.destination);
    hall.deliver(event);
    CHECK(hall.query("SELECT subscriber FROM receipts WHERE status = 'parked'") == test::subscriber + ";");
    hall.accept(early, "5F3A0002");
    CHECK(hall.state_of(early) == "delivered;");
}

TEST_CASE("addresses that name no subscriber leave the very id of the same SMSC to go by") {
    ReceiptFixture hall;
    const auto id = hall.sent("5F3A0001");
    auto event = hall.text_receipt("5F3A0001", "DELIVRD", "000", "1008655");
    hall.deliver(event);
    CHECK(hall.state_of(id) == "delivered;");
    const auto second = hall.sent("5F3A0002");
    hall.deliver(hall.text_receipt("1597636610", "DELIVRD", "000", "1008655"));
    CHECK(hall.state_of(second) == "awaited;");
}

TEST_CASE("an id that came again goes to the subscriber it was sent to, and to his latest message") {
    ReceiptFixture hall;
    const auto older = hall.sent("1");
    const auto his = hall.sent("1", "8613900139000");
    const auto mine = hall.sent("1");
    hall.sent("1", "8613700137000");
    hall.deliver(hall.text_receipt("1", "DELIVRD"));
    CHECK(hall.state_of(mine) == "delivered;");
    CHECK(hall.state_of(older) == "awaited;");
    CHECK(hall.state_of(his) == "awaited;");
    hall.deliver(hall.text_receipt("1", "DELIVRD", "000", "13600136000"));
    CHECK(hall.statuses() == "applied;parked;");
    hall.deliver(hall.text_receipt("0001", "ENROUTE", "000", "13900139000"));
    const auto again = hall.sent("1", "8613900139000");
    hall.deliver(hall.text_receipt("0001", "DELIVRD", "000", "13900139000"));
    CHECK(hall.state_of(again) == "delivered;");
    CHECK(hall.state_of(his) == "enroute;");
}

TEST_CASE("a message of more than seven days ago is not what a receipt speaks of") {
    ReceiptFixture hall;
    const auto old = hall.sent("5F3A0001");
    hall.now += std::chrono::days(7) + 1s;
    hall.deliver(hall.text_receipt("5F3A0001", "DELIVRD"));
    hall.deliver(hall.text_receipt("1597636609", "DELIVRD"));
    CHECK(hall.state_of(old) == "awaited;");
    CHECK(hall.statuses() == "parked;parked;");
}

TEST_CASE("a repeated receipt and one that goes backwards are written down and change nothing") {
    ReceiptFixture hall;
    const auto id = hall.sent("5F3A0001");
    hall.deliver(hall.text_receipt("5F3A0001", "ENROUTE"));
    CHECK(hall.state_of(id) == "enroute;");
    hall.deliver(hall.text_receipt("5F3A0001", "DELIVRD"));
    const auto at = hall.query("SELECT receipt_at FROM outbound");
    hall.now += 1min;
    hall.deliver(hall.text_receipt("5F3A0001", "DELIVRD"));
    hall.deliver(hall.text_receipt("5F3A0001", "ENROUTE"));
    hall.deliver(hall.text_receipt("5F3A0001", "UNDELIV", "027"));
    CHECK(hall.state_of(id) == "delivered;");
    CHECK(hall.query("SELECT receipt_at FROM outbound") == at);
    CHECK(hall.query("SELECT receipt_error FROM outbound") == "000;");
    CHECK(hall.statuses() == "applied;applied;repeated;stale;stale;");
    CHECK(hall.query("SELECT count(*) FROM receipts WHERE outbound_id = " + std::to_string(id)) == "5;");
}

TEST_CASE("a state that could not be read gives way to one that can") {
    ReceiptFixture hall;
    const auto id = hall.sent("5F3A0001");
    hall.deliver(hall.text_receipt("5F3A0001", "FILTERED", "099"));
    CHECK(hall.state_of(id) == "unknown;");
    CHECK(hall.query("SELECT state FROM v_deliveries") == "awaited;");
    hall.deliver(hall.text_receipt("5F3A0001", "REJECTD", "099"));
    CHECK(hall.state_of(id) == "rejected;");
    CHECK(hall.query("SELECT state FROM v_deliveries") == "failed;");
}

TEST_CASE("a reply is delivered when all its parts are, and failed when one is") {
    ReceiptFixture hall;
    const char* deliveries =
        "SELECT parts || ' ' || delivered_parts || ' ' || failed_parts || ' ' || state FROM v_deliveries ORDER BY "
        "reply_id";
    const auto good = hall.submit(3);
    hall.accept(good[0], "1");
    hall.accept(good[1], "2");
    hall.deliver(hall.text_receipt("1", "DELIVRD"));
    hall.deliver(hall.text_receipt("2", "DELIVRD"));
    CHECK(hall.query(deliveries) == "3 2 0 awaited;");
    hall.accept(good[2], "3");
    CHECK(hall.query(deliveries) == "3 2 0 awaited;");
    hall.deliver(hall.text_receipt("3", "DELIVRD"));
    CHECK(hall.query(deliveries) == "3 3 0 delivered;");

    const auto bad = hall.submit(2);
    hall.accept(bad[0], "4");
    hall.accept(bad[1], "5");
    hall.deliver(hall.text_receipt("5", "EXPIRED"));
    CHECK(hall.query(deliveries) == "3 3 0 delivered;2 0 1 failed;");
    hall.deliver(hall.text_receipt("4", "DELIVRD"));
    CHECK(hall.query(deliveries) == "3 3 0 delivered;2 1 1 failed;");
    CHECK(hall.state_of(bad[0]) == "delivered;");
    CHECK(hall.state_of(bad[1]) == "expired;");
}

TEST_CASE("a receipt that nobody asked for is written down, and the part stays as it was") {
    ReceiptFixture hall;
    const auto part = hall.submit(1).front();
    hall.commit([&hall, part] { hall.settle(part, "5F3A0001"); });
    hall.deliver(hall.text_receipt("5F3A0001", "DELIVRD"));
    CHECK(hall.query("SELECT receipt_state IS NULL FROM outbound") == "1;");
    CHECK(hall.query("SELECT count(*) FROM v_deliveries") == "0;");
    CHECK(hall.statuses() == "parked;");
}
