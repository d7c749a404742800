#include "tests/store/store_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

namespace {

/// A store in an open transaction, so that a test need not think of commits.
struct ReceiptStore {
    test::StoreFixture fixture;
    store::Store store{fixture.path, 1s};
    store::Transaction transaction = store.begin();

    /// A part of a reply of its own that the SMSC took at `answered_at`; receipts are asked for as `wish` says.
    std::int64_t sent(const std::string& message_id, std::int64_t answered_at = 1005, int wish = 1,
                      const std::string& subscriber = "8613800138000", const std::string& smsc = "main") {
        auto text = fixture.text();
        text.subscriber = subscriber;
        auto reply = fixture.reply(store.texts.record_text(text), 1);
        reply.subscriber = subscriber;
        reply.smsc = smsc;
        reply.registered_delivery = wish;
        const auto id = store.replies.record_part({0, store.replies.record_reply(reply), 1, 0, {0x41}, {}});
        store::SettledRow settled;
        settled.outbound_id = id;
        settled.status = "accepted";
        settled.answered_at = answered_at;
        settled.message_id = message_id;
        store.replies.record_settled(settled);
        return id;
    }

    std::int64_t awaited(const std::string& message_id, std::int64_t answered_at = 1005,
                         const std::string& subscriber = "8613800138000", const std::string& smsc = "main") {
        const auto id = sent(message_id, answered_at, 1, subscriber, smsc);
        REQUIRE(store.receipts.await_receipt(id));
        return id;
    }

    store::ReceiptRow receipt(const std::string& status, std::int64_t received_at = 2000) {
        store::ReceiptRow row;
        row.inbound_id = store.texts.record_inbound(fixture.inbound("receipt"));
        row.smsc = "main";
        row.subscriber = "8613800138000";
        row.message_id = "5F3A";
        row.state = "delivered";
        row.error = "000";
        row.received_at = received_at;
        row.status = status;
        return row;
    }

    static std::vector<std::int64_t> ids(const std::vector<store::SentPartRow>& parts) {
        std::vector<std::int64_t> out;
        for (const auto& part : parts) out.push_back(part.outbound_id);
        return out;
    }

    using Ids = std::vector<std::int64_t>;
};

}  // namespace

TEST_CASE("a receipt is awaited once, for a part that was accepted with a receipt asked for") {
    ReceiptStore s;
    const auto id = s.sent("5F3A");
    CHECK(s.store.receipts.parts_with_id("main", "5F3A", 0).empty());
    const auto part = s.store.receipts.await_receipt(id);
    REQUIRE(part);
    CHECK(part->outbound_id == id);
    CHECK(part->smsc == "main");
    CHECK(part->subscriber == "8613800138000");
    CHECK(part->message_id == "5F3A");
    CHECK(part->receipt_state == "awaited");
    CHECK_FALSE(s.store.receipts.await_receipt(id));

    CHECK_FALSE(s.store.receipts.await_receipt(s.sent("5F3B", 1005, 0)));
    CHECK(s.store.receipts.await_receipt(s.sent("5F3C", 1005, 2)));
    CHECK_FALSE(s.store.receipts.await_receipt(4711));
    const auto reply_id = s.store.replies.record_reply(s.fixture.reply(s.store.texts.record_text(s.fixture.text()), 1));
    CHECK_FALSE(s.store.receipts.await_receipt(s.store.replies.record_part({0, reply_id, 1, 0, {0x41}, {}})));
}

TEST_CASE("parts are found by the very id, of this SMSC, the latest first, and not for ever") {
    ReceiptStore s;
    const auto old = s.awaited("5F3A", 1000);
    const auto young = s.awaited("5F3A", 3000, "8613900139000");
    s.awaited("5f3a", 3000);
    s.awaited("5F3A", 3000, "8613800138000", "spare");
    s.sent("5F3A", 3000);
    CHECK(ReceiptStore::ids(s.store.receipts.parts_with_id("main", "5F3A", 1000)) == ReceiptStore::Ids{young, old});
    CHECK(ReceiptStore::ids(s.store.receipts.parts_with_id("main", "5F3A", 1001)) == ReceiptStore::Ids{young});
    CHECK(s.store.receipts.parts_with_id("main", "5F3A", 3001).empty());
    CHECK(s.store.receipts.parts_with_id("main", "", 0).empty());
}

TEST_CASE("parts are found by their subscriber over every SMSC, the latest first, and not for ever") {
    ReceiptStore s;
    const auto first = s.awaited("1", 1000);
    const auto second = s.awaited("2", 2000, "8613800138000", "spare");
    s.awaited("3", 2000, "8613900139000");
    s.sent("4", 2000);
    const std::string subscriber = "8613800138000";
    CHECK(ReceiptStore::ids(s.store.receipts.parts_sent_to(subscriber, 0)) == ReceiptStore::Ids{second, first});
    CHECK(ReceiptStore::ids(s.store.receipts.parts_sent_to(subscriber, 1001)) == ReceiptStore::Ids{second});
    CHECK(s.store.receipts.parts_sent_to("8613700137000", 0).empty());
}

TEST_CASE("a state is written to the part, and with it what the operator's view says") {
    ReceiptStore s;
    const auto id = s.awaited("5F3A");
    s.store.receipts.record_state(id, "undeliverable", "027", 2000);
    s.transaction.commit();
    store::Database database(s.fixture.path, store::Database::Mode::read_only, 1s);
    store::Statement row(database, "SELECT receipt_state, receipt_error, receipt_at FROM outbound");
    row.begin();
    REQUIRE(row.step());
    CHECK(row.text(0) == "undeliverable");
    CHECK(row.text(1) == "027");
    CHECK(row.integer(2) == 2000);
    store::Statement view(database, "SELECT parts, delivered_parts, failed_parts, state FROM v_deliveries");
    view.begin();
    REQUIRE(view.step());
    CHECK(view.integer(0) == 1);
    CHECK(view.integer(1) == 0);
    CHECK(view.integer(2) == 1);
    CHECK(view.text(3) == "failed");
}

TEST_CASE("parked receipts are found by their subscriber and by their age, until they are matched or given up") {
    ReceiptStore s;
    auto& receipts = s.store.receipts;
    const auto late = receipts.record_receipt(s.receipt("parked", 3000));
    const auto early = receipts.record_receipt(s.receipt("parked", 2000));
    auto other = s.receipt("parked", 2500);
    other.subscriber = "8613900139000";
    other.error.reset();
    const auto others = receipts.record_receipt(other);
    receipts.record_receipt(s.receipt("unmatched", 1000));

    CHECK(receipts.oldest_parked() == 2000);
    const auto mine = receipts.parked_of("8613800138000");
    REQUIRE(mine.size() == 2);
    CHECK(mine[0].id == late);
    CHECK(mine[1].id == early);
    CHECK(mine[0].receipt.smsc == "main");
    CHECK(mine[0].receipt.message_id == "5F3A");
    CHECK(mine[0].receipt.state == "delivered");
    CHECK(mine[0].receipt.error == "000");
    CHECK(mine[0].receipt.received_at == 3000);
    const auto his = receipts.parked_of("8613900139000");
    REQUIRE(his.size() == 1);
    CHECK_FALSE(his[0].receipt.error);

    CHECK(receipts.parked_until(1999, 10).empty());
    CHECK(receipts.parked_until(2500, 10).size() == 2);
    CHECK(receipts.parked_until(3000, 1).size() == 1);

    receipts.record_matched(early, s.awaited("5F3A"), "applied");
    receipts.record_unmatched(others);
    CHECK(receipts.oldest_parked() == 3000);
    CHECK(receipts.parked_of("8613900139000").empty());
    CHECK(receipts.count("applied") == 1);
    CHECK(receipts.count("unmatched") == 2);
    CHECK(receipts.count("parked") == 1);
    receipts.record_unmatched(late);
    CHECK_FALSE(receipts.oldest_parked());
}

TEST_CASE("receipts are counted by day, SMSC, status and state") {
    ReceiptStore s;
    for (int i = 0; i < 3; ++i) s.store.receipts.record_receipt(s.receipt("applied"));
    s.store.receipts.record_receipt(s.receipt("stale"));
    s.transaction.commit();
    store::Database database(s.fixture.path, store::Database::Mode::read_only, 1s);
    store::Statement view(database, R"(
SELECT day || ' ' || smsc || ' ' || status || ' ' || state || ' ' || receipts FROM v_receipts ORDER BY status)");
    view.begin();
    REQUIRE(view.step());
    CHECK(view.text(0) == "1970-01-01 main applied delivered 3");
    REQUIRE(view.step());
    CHECK(view.text(0) == "1970-01-01 main stale delivered 1");
    CHECK_FALSE(view.step());
}

TEST_CASE("a receipt of a PDU that was not written down is refused") {
    ReceiptStore s;
    auto row = s.receipt("applied");
    row.inbound_id = 4711;
    CHECK_THROWS_AS(s.store.receipts.record_receipt(row), store::StoreError);
}
