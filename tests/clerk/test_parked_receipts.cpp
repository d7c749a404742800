#include "tests/clerk/receipt_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;
using test::ReceiptFixture;

TEST_CASE("a receipt that comes before the submit's answer waits for it") {
    ReceiptFixture hall;
    const auto part = hall.submit(1).front();
    hall.deliver(hall.text_receipt("5F3A0001", "DELIVRD"));
    CHECK(hall.statuses() == "parked;");
    CHECK(hall.desk->next_expiry() == hall.now + 10min);
    hall.accept(part, "5F3A0001");
    CHECK(hall.state_of(part) == "delivered;");
    CHECK(hall.statuses() == "applied;");
    CHECK(hall.query("SELECT outbound_id FROM receipts") == std::to_string(part) + ";");
    hall.now += 10min;
    hall.give_up();
    CHECK(hall.statuses() == "applied;");
    CHECK_FALSE(hall.desk->next_expiry());
}

TEST_CASE("early receipts are found in any writing of the id, in the order in which they came, after a restart too") {
    ReceiptFixture hall;
    const auto part = hall.submit(1).front();
    hall.deliver(hall.text_receipt("1597636609", "ENROUTE"));
    hall.deliver(hall.text_receipt("1597636609", "DELIVRD"));
    hall.deliver(hall.text_receipt("1597636609", "DELIVRD"));
    hall.deliver(hall.text_receipt("1597636610", "UNDELIV"));
    hall.deliver(hall.text_receipt("1597636609", "UNDELIV", "000", "13900139000"));
    hall.restart();
    CHECK(hall.desk->next_expiry() == hall.now + 10min);
    hall.accept(part, "5F3A0001");
    CHECK(hall.state_of(part) == "delivered;");
    CHECK(hall.statuses() == "applied;applied;repeated;parked;parked;");
}

TEST_CASE("of several early receipts the one with the very id is meant") {
    ReceiptFixture hall;
    const auto part = hall.submit(1).front();
    hall.deliver(hall.text_receipt("10", "UNDELIV"));
    hall.deliver(hall.text_receipt("16", "DELIVRD"));
    hall.accept(part, "16");
    CHECK(hall.state_of(part) == "delivered;");
    CHECK(hall.statuses() == "parked;applied;");
    // The other part's answer makes the other receipt its own.
    const auto other = hall.submit(1).front();
    hall.accept(other, "10");
    CHECK(hall.state_of(other) == "undeliverable;");
}

TEST_CASE("a lone message to another number is believed only when nothing better has come") {
    ReceiptFixture hall;
    const auto his = hall.sent("1", "8613900139000");
    const auto mine = hall.submit(1).front();
    hall.deliver(hall.text_receipt("1", "UNDELIV"));
    CHECK(hall.statuses() == "parked;");
    hall.accept(mine, "1");
    CHECK(hall.state_of(mine) == "undeliverable;");
    CHECK(hall.state_of(his) == "awaited;");

    const auto third = hall.sent("3", "8613700137000");
    hall.deliver(hall.text_receipt("3", "DELIVRD"));
    CHECK(hall.state_of(third) == "awaited;");
    hall.now += 10min;
    hall.give_up();
    CHECK(hall.state_of(third) == "delivered;");
    CHECK(hall.statuses() == "applied;applied;");
}

TEST_CASE("a receipt of nothing we know waits ten minutes and is then given up and counted") {
    ReceiptFixture hall;
    hall.deliver(hall.text_receipt("4711", "DELIVRD"));
    hall.now += 1min;
    hall.deliver(hall.text_receipt("4712", "DELIVRD"));
    hall.now += 9min - 1ms;
    hall.give_up();
    CHECK(hall.statuses() == "parked;parked;");
    hall.now += 1ms;
    CHECK(hall.desk->next_expiry() == hall.now);
    hall.give_up();
    CHECK(hall.statuses() == "unmatched;parked;");
    CHECK(hall.desk->next_expiry() == hall.now + 1min);
    hall.now += 1min;
    hall.give_up();
    CHECK(hall.statuses() == "unmatched;unmatched;");
    CHECK_FALSE(hall.desk->next_expiry());
    CHECK(hall.query("SELECT status || ' ' || receipts FROM v_receipts") == "unmatched 2;");
    // Too late is too late: the submit's answer does not bring it back.
    const auto late = hall.submit(1).front();
    hall.accept(late, "4711");
    CHECK(hall.state_of(late) == "awaited;");
}

TEST_CASE("unmatched receipts that keep coming are given up in lots, a minute apart") {
    ReceiptFixture hall;
    hall.deliver(hall.text_receipt("1", "DELIVRD"));
    hall.now += 1s;
    hall.deliver(hall.text_receipt("2", "DELIVRD"));
    hall.now += 10min - 1s;
    hall.give_up();
    CHECK(hall.statuses() == "unmatched;parked;");
    hall.now += 1s;
    hall.give_up();
    CHECK(hall.statuses() == "unmatched;parked;");
    CHECK(hall.desk->next_expiry() == hall.now + 59s);
    hall.now += 59s;
    hall.give_up();
    CHECK(hall.statuses() == "unmatched;unmatched;");
}

TEST_CASE("a flood of unmatched receipts is given up a thousand at a time") {
    ReceiptFixture hall;
    hall.commit([&hall] {
        for (int i = 0; i < 1500; ++i) {
            const auto event = hall.text_receipt(std::to_string(i), "DELIVRD");
            hall.desk->take(event, hall.record(event));
        }
    });
    hall.now += 10min;
    hall.give_up();
    CHECK(hall.query("SELECT count(*) FROM receipts WHERE status = 'unmatched'") == "1000;");
    CHECK(hall.desk->next_expiry() == hall.now);
    hall.give_up();
    CHECK(hall.query("SELECT count(*) FROM receipts WHERE status = 'unmatched'") == "1500;");
    CHECK_FALSE(hall.desk->next_expiry());
}

TEST_CASE("a receipt without an id is written down as unmatched at once") {
    ReceiptFixture hall;
    hall.sent("");
    auto event = hall.event();
    event.message.short_message = {0xFF, 0x00, 0x80};
    hall.deliver(event);
    hall.deliver(hall.event());
    CHECK(hall.query("SELECT status || ' ' || state || ' ' || message_id FROM receipts") ==
          "unmatched unknown ;unmatched unknown ;");
    CHECK_FALSE(hall.desk->next_expiry());
}

TEST_CASE("what a batch that was rolled back did is forgotten") {
    ReceiptFixture hall;
    hall.deliver(hall.text_receipt("4711", "DELIVRD"));
    hall.now += 10min;
    {
        auto transaction = hall.store->begin();
        hall.desk->give_up_parked(hall.now);
        CHECK_FALSE(hall.desk->next_expiry());
    }
    hall.desk->restore();
    CHECK(hall.desk->next_expiry() == hall.now);
    hall.give_up();
    CHECK(hall.statuses() == "unmatched;");
}
