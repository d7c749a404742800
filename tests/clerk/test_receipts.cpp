#include "daemon/clerk/receipt_desk.hpp"

#include "codecs/text/unicode.hpp"
#include "tests/support/small_menu.hpp"
#include "tests/support/temp_directory.hpp"

#include <catch2/catch.hpp>

#include <memory>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;

namespace {

const std::string subscriber = "8613800138000";

/// A receipt desk over a real store, with a set clock. Everything it does is committed at once.
struct ReceiptFixture {
    test::TempDirectory directory;
    std::filesystem::path path = directory / "hall.db";
    ClerkSettings settings;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<ReceiptDesk> desk;
    UtcTime now = from_millis(1'800'000'000'000);

    ReceiptFixture() {
        settings.menu = test::small_menu();
        settings.hall_number = "10086";
        settings.smscs["main"].registered_delivery = 1;
        settings.smscs["spare"].registered_delivery = 1;
        open();
    }

    void open() {
        store = std::make_unique<store::Store>(path, 200ms);
        desk = std::make_unique<ReceiptDesk>(*store, settings);
        desk->restore();
    }

    void restart() {
        desk.reset();
        store.reset();
        open();
    }

    template <class Work>
    void commit(Work work) {
        auto transaction = store->begin();
        work();
        transaction.commit();
    }

    /// A reply of as many parts as there are ids, submitted and not yet answered; returns the ids of the parts.
    std::vector<std::int64_t> submit(std::size_t parts, const std::string& to = subscriber,
                                     const std::string& smsc = "main") {
        std::vector<std::int64_t> out;
        commit([&] {
            store::TextRow text;
            text.smsc = smsc;
            text.subscriber = to;
            text.hall_number = "10086";
            text.alphabet = "gsm7";
            text.meaning = "code";
            store::ReplyRow reply;
            reply.text_id = store->texts.record_text(text);
            reply.smsc = smsc;
            reply.subscriber = to;
            reply.destination = {to, 1, 1};
            reply.alphabet = "gsm7";
            reply.parts = parts;
            reply.registered_delivery = 1;
            reply.created_at = to_millis(now);
            const auto reply_id = store->replies.record_reply(reply);
            for (std::size_t i = 0; i < parts; ++i)
                out.push_back(store->replies.record_part({0, reply_id, static_cast<int>(i) + 1, 0, {0x41}, {}}));
        });
        return out;
    }

    /// Writes down that the SMSC took the part; the desk hears nothing of it.
    void settle(std::int64_t outbound_id, const std::string& message_id) {
        store::SettledRow settled;
        settled.outbound_id = outbound_id;
        settled.status = "accepted";
        settled.answered_at = to_millis(now);
        settled.message_id = message_id;
        store->replies.record_settled(settled);
    }

    /// The SMSC's answer to a submit.
    void accept(std::int64_t outbound_id, const std::string& message_id) {
        commit([&] {
            settle(outbound_id, message_id);
            desk->submit_accepted(outbound_id);
        });
    }

    std::int64_t sent(const std::string& message_id, const std::string& to = subscriber,
                      const std::string& smsc = "main") {
        const auto id = submit(1, to, smsc).front();
        accept(id, message_id);
        return id;
    }

    TextArrived event(const std::string& from = "13800138000") const {
        TextArrived event;
        event.smsc = "main";
        event.link = "main";
        event.message.source = {1, 1, from};
        event.message.destination = {0, 1, "10086"};
        event.message.esm_class = 0x04;
        event.received_at = now;
        return event;
    }

    TextArrived text_receipt(const std::string& id, const std::string& stat, const std::string& err = "000",
                             const std::string& from = "13800138000") const {
        auto out = event(from);
        const auto text = "id:" + id + " sub:001 dlvrd:001 submit date:2611220930 done date:2611220931 stat:" + stat +
                          " err:" + err + " text:";
        out.message.short_message.assign(text.begin(), text.end());
        return out;
    }

    TextArrived tlv_receipt(const std::string& id, std::uint8_t state, const std::string& from = "13800138000") const {
        auto out = event(from);
        Bytes octets(id.begin(), id.end());
        octets.push_back(0);
        out.message.tlvs.add(codecs::Tag::receipted_message_id, octets);
        out.message.tlvs.add_u8(codecs::Tag::message_state, state);
        return out;
    }

    std::int64_t record(const TextArrived& event) {
        store::InboundRow row;
        row.smsc = event.smsc;
        row.link = event.link;
        row.received_at = to_millis(event.received_at);
        row.command = "deliver_sm";
        row.kind = "receipt";
        row.status = "receipt";
        return store->texts.record_inbound(row);
    }

    void deliver(const TextArrived& event) {
        commit([&] { desk->take(event, record(event)); });
    }

    void give_up() {
        commit([&] { desk->give_up_parked(now); });
    }

    std::string query(const std::string& sql) const {
        store::Database database(path, store::Database::Mode::read_only, 1s);
        store::Statement statement(database, sql.c_str());
        statement.begin();
        std::string rows;
        while (statement.step()) rows += statement.text(0) + ";";
        return rows;
    }

    std::string state_of(std::int64_t outbound_id) const {
        return query("SELECT receipt_state FROM outbound WHERE id = " + std::to_string(outbound_id));
    }

    /// How each receipt ended, in the order in which they came.
    std::string statuses() const { return query("SELECT status FROM receipts ORDER BY id"); }
};

}  // namespace

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
    const auto on_main = hall.sent("0001", subscriber, "main");
    const auto on_spare = hall.sent("0001", subscriber, "spare");
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
    CHECK(hall.query("SELECT subscriber FROM receipts WHERE status = 'parked'") == subscriber + ";");
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

TEST_CASE("a receipt that nobody asked for is written down, and the part stays as it was") {
    ReceiptFixture hall;
    const auto part = hall.submit(1).front();
    hall.commit([&hall, part] { hall.settle(part, "5F3A0001"); });
    hall.deliver(hall.text_receipt("5F3A0001", "DELIVRD"));
    CHECK(hall.query("SELECT receipt_state IS NULL FROM outbound") == "1;");
    CHECK(hall.query("SELECT count(*) FROM v_deliveries") == "0;");
    CHECK(hall.statuses() == "parked;");
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
