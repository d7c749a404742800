#include "daemon/store/reader.hpp"
#include "daemon/store/schema.hpp"
#include "tests/store/store_fixture.hpp"
#include "tests/support/disk_gate.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <thread>

using namespace hall;
using namespace std::chrono_literals;

namespace {

std::vector<store::WaitingOutboundRow> waiting_of(store::Store& store) {
    std::vector<store::WaitingOutboundRow> rows;
    for (const auto id : store.replies.waiting()) rows.push_back(store.replies.find_waiting(id).value());
    return rows;
}

store::SettledRow settled(std::int64_t id, bool accepted) {
    store::SettledRow row;
    row.outbound_id = id;
    row.status = accepted ? "accepted" : "refused";
    row.submitted_at = 1004;
    row.answered_at = 1005;
    row.command_status = accepted ? 0U : 0x0BU;
    row.message_id = accepted ? "abc" : "";
    return row;
}

std::string status_of_reply(const std::filesystem::path& path) {
    store::Database database(path, store::Database::Mode::read_only, 1s);
    store::Statement statement(database, "SELECT status FROM replies ORDER BY id DESC LIMIT 1");
    statement.begin();
    return statement.step() ? statement.text(0) : "none";
}

}  // namespace

TEST_CASE("what was committed is read back by another connection, what was rolled back is not") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    {
        auto transaction = store.begin();
        const auto text_id = store.texts.record_text(fixture.text());
        store.texts.record_read(store.texts.record_inbound(fixture.inbound()), text_id);
        store.replies.record_reply(fixture.reply(text_id, 1));
        transaction.commit();
    }
    {
        auto transaction = store.begin();
        store.texts.record_text(fixture.text());
    }
    store::Reader reader(fixture.path);
    const auto rows = reader.messages_of("8613800138000", 10);
    REQUIRE(rows.size() == 2);
    CHECK_FALSE(rows[0].inbound);
    CHECK(rows[0].body == "八折优惠三个月");
    CHECK(rows[0].status == "waiting");
    CHECK(rows[1].inbound);
    CHECK(rows[1].body == "42");
    CHECK(rows[1].status == "answered");
    CHECK(rows[1].node == "sale");
    CHECK(reader.messages_of("8613900139000", 10).empty());
}

TEST_CASE("the newest message comes first, and no more than asked for") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    auto transaction = store.begin();
    for (int i = 0; i < 5; ++i) {
        auto text = fixture.text();
        text.received_at = 1000 + i;
        text.body = std::to_string(i);
        store.texts.record_text(text);
    }
    transaction.commit();
    store::Reader reader(fixture.path);
    const auto rows = reader.messages_of("8613800138000", 3);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].body == "4");
    CHECK(rows[2].body == "2");
}

TEST_CASE("an empty text is stored as empty, a missing one as missing") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    auto transaction = store.begin();
    auto empty = fixture.text();
    empty.body = "";
    store.texts.record_text(empty);
    auto missing = fixture.text();
    missing.body = std::nullopt;
    missing.received_at = 2000;
    store.texts.record_text(missing);
    transaction.commit();
    const auto rows = store::Reader(fixture.path).messages_of("8613800138000", 10);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].body == std::nullopt);
    CHECK(rows[1].body == "");
}

TEST_CASE("a reply is settled with its last part, and failed if any part was refused") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    const bool last_accepted = GENERATE(true, false);
    std::int64_t first = 0;
    std::int64_t second = 0;
    {
        auto transaction = store.begin();
        const auto reply = store.replies.record_reply(fixture.reply(store.texts.record_text(fixture.text()), 2));
        first = store.replies.record_part({0, reply, 1, 0x40, {1, 2}, {}});
        second = store.replies.record_part({0, reply, 2, 0x40, {3, 4}, {}});
        transaction.commit();
    }
    CHECK(store.replies.waiting().size() == 2);
    {
        auto transaction = store.begin();
        store.replies.record_settled(settled(first, true));
        store.replies.record_settled(settled(first, true));  // a response that came twice counts once
        transaction.commit();
    }
    CHECK(status_of_reply(fixture.path) == "waiting");
    const auto waiting = waiting_of(store);
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].part.id == second);
    CHECK(waiting[0].part.short_message == store::Blob{3, 4});
    CHECK(waiting[0].destination.digits == "13800138000");
    CHECK(waiting[0].data_coding == 8);
    {
        auto transaction = store.begin();
        store.replies.record_settled(settled(second, last_accepted));
        transaction.commit();
    }
    CHECK(status_of_reply(fixture.path) == (last_accepted ? "accepted" : "failed"));
    CHECK(store.replies.waiting().empty());
}

TEST_CASE("a dialogue is found after a restart, and the newest place counts") {
    test::StoreFixture fixture;
    {
        store::Store store(fixture.path, 1s);
        auto transaction = store.begin();
        store.dialogues.record("8613800138000", "10086", {"home", 5000}, 1000);
        store.dialogues.record("8613800138000", "10086", {"sale", 6000}, 2000);
        transaction.commit();
    }
    store::Store store(fixture.path, 1s);
    const auto found = store.dialogues.find("8613800138000", "10086");
    REQUIRE(found);
    CHECK(found->node == "sale");
    CHECK(found->expires_at == 6000);
    CHECK_FALSE(store.dialogues.find("8613800138000", "1008608"));
}

TEST_CASE("waiting parts are found again after a restart with all that joins them") {
    test::StoreFixture fixture;
    {
        store::Store store(fixture.path, 1s);
        auto transaction = store.begin();
        auto row = fixture.inbound("waiting");
        row.kind = "part";
        row.part = store::PartRow{"udh16", 0x1234, 3, 2};
        const auto first = store.texts.record_inbound(row);
        const auto repeated = store.texts.record_inbound(row);
        store.texts.record_repeated(repeated, first);
        const auto given_up = store.texts.record_inbound(row);
        store.texts.record_given_up(given_up);
        transaction.commit();
    }
    store::Store store(fixture.path, 1s);
    const auto parts = store.texts.waiting_parts();
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].part.scheme == "udh16");
    CHECK(parts[0].part.reference == 0x1234);
    CHECK(parts[0].part.total == 3);
    CHECK(parts[0].part.sequence == 2);
    CHECK(parts[0].short_message == store::Blob{0x34, 0x32});
}

TEST_CASE("a second daemon on the same database is turned away with a sentence") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    CHECK_THROWS_WITH(store::Store(fixture.path, 1s), Catch::Contains("another smshalld is running"));
}

TEST_CASE("a database of a newer program is refused, and a reader of another schema says so") {
    test::StoreFixture fixture;
    { store::Store store(fixture.path, 1s); }
    {
        store::Database database(fixture.path, store::Database::Mode::read_write, 1s);
        database.execute("PRAGMA user_version=99");
    }
    CHECK_THROWS_WITH(store::Store(fixture.path, 1s), Catch::Contains("run the newer program"));
    CHECK_THROWS_WITH(store::Reader(fixture.path), Catch::Contains("schema 99"));
}

TEST_CASE("the database runs with a write-ahead log and full synchronisation") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    store::Database database(fixture.path, store::Database::Mode::read_write, 1s);
    store::Statement journal(database, "PRAGMA journal_mode");
    journal.begin();
    REQUIRE(journal.step());
    CHECK(journal.text(0) == "wal");
    store::Statement synchronous(database, "PRAGMA synchronous");
    synchronous.begin();
    REQUIRE(synchronous.step());
    CHECK(synchronous.integer(0) == 2);
}

TEST_CASE("every commit reaches the disk before it returns") {
    test::DiskGate gate;
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    const int before = gate.syncs();
    for (int i = 0; i < 5; ++i) {
        auto transaction = store.begin();
        store.texts.record_text(fixture.text());
        transaction.commit();
    }
    CHECK(gate.syncs() >= before + 5);
}

TEST_CASE("a commit whose fsync fails is an error, and nothing of it stays") {
    test::DiskGate gate;
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    gate.fail_syncs(true);
    {
        auto transaction = store.begin();
        store.texts.record_text(fixture.text());
        CHECK_THROWS_AS(transaction.commit(), store::StoreError);
    }
    gate.fail_syncs(false);
    CHECK(store::Reader(fixture.path).messages_of("8613800138000", 10).empty());
    auto transaction = store.begin();
    store.texts.record_text(fixture.text());
    transaction.commit();
    CHECK(store::Reader(fixture.path).messages_of("8613800138000", 10).size() == 1);
}

TEST_CASE("a full disk is an error of the store, a broken rule is the row's") {
    test::DiskGate gate;
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    {
        auto transaction = store.begin();
        auto wrong = fixture.inbound("no such status");
        try {
            store.texts.record_inbound(wrong);
            FAIL("the check constraint let it pass");
        } catch (const store::StoreError& error) {
            CHECK(error.row_at_fault());
        }
        store.texts.record_text(fixture.text());
        transaction.commit();  // the broken row spoils nothing else
    }
    gate.fill_disk(true);
    try {
        auto transaction = store.begin();
        store.texts.record_text(fixture.text());
        transaction.commit();
        FAIL("the disk is full");
    } catch (const store::StoreError& error) {
        CHECK_FALSE(error.row_at_fault());
    }
    gate.fill_disk(false);
    CHECK(store::Reader(fixture.path).messages_of("8613800138000", 10).size() == 1);
}

TEST_CASE("somebody else's lock is waited for, up to the busy time-out") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 300ms);
    store::Database other(fixture.path, store::Database::Mode::read_write, 1s);
    other.execute("BEGIN IMMEDIATE");
    CHECK_THROWS_AS(store.begin(), store::StoreError);
    std::thread releaser([&other] {
        std::this_thread::sleep_for(100ms);
        other.execute("COMMIT");
    });
    {
        auto transaction = store.begin();
        store.texts.record_text(fixture.text());
        transaction.commit();
    }
    releaser.join();
    CHECK(store::Reader(fixture.path).messages_of("8613800138000", 10).size() == 1);
}

TEST_CASE("the views answer as docs/database.md says") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    {
        auto transaction = store.begin();
        const auto text_id = store.texts.record_text(fixture.text());
        const auto inbound = store.texts.record_inbound(fixture.inbound());
        store.texts.record_read(inbound, text_id);
        store.texts.record_answered(inbound, 1010, 1020, 5000);
        const auto reply = store.replies.record_reply(fixture.reply(text_id, 2));
        const auto part = store.replies.record_part({0, reply, 1, 0, {1}, {}});
        store.replies.record_part({0, reply, 2, 0, {1}, {}});
        store.replies.record_settled(settled(part, true));
        store.history.record_link_event({1, "main", "main", "bound", ""});
        store.history.record_link_event({2, "main", "main", "lost", "closed by the SMSC"});
        transaction.commit();
    }
    store::Database database(fixture.path, store::Database::Mode::read_only, 1s);
    const auto one = [&database](const char* sql) {
        store::Statement statement(database, sql);
        statement.begin();
        std::string row;
        while (statement.step()) row += statement.text(0) + ";";
        return row;
    };
    CHECK(one("SELECT direction || ' ' || status FROM v_messages ORDER BY at") == "in answered;out waiting;");
    CHECK(one("SELECT acknowledged_ms || ' ' || decided_ms || ' ' || submitted_ms FROM v_latency") == "10 2 4;");
    CHECK(one("SELECT smsc || ' ' || waiting_parts || ' ' || oldest_created_at FROM v_outbox") == "main 1 1003;");
    CHECK(one("SELECT link || ' ' || event || ' ' || since FROM v_links") == "main lost 2;");
    CHECK(one("SELECT day || ' ' || node || ' ' || texts FROM v_node_use") == "1970-01-01 sale 1;");
}

TEST_CASE("a held part is found by a reader, and goes again when a person says so") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    auto transaction = store.begin();
    const auto reply = store.replies.record_reply(fixture.reply(store.texts.record_text(fixture.text()), 2));
    const auto part = store.replies.record_part({0, reply, 1, 0, {1}, {}});
    const auto other = store.replies.record_part({0, reply, 2, 0, {1}, {}});
    store.replies.record_announced(part, 1004);
    store.replies.record_held(part, 1004, 1);
    transaction.commit();
    store::Reader reader(fixture.path);
    const auto held = reader.held();
    REQUIRE(held.size() == 1);
    CHECK(held[0].outbound_id == part);
    CHECK(held[0].submitted_at == 1004);
    CHECK(held[0].part == 1);
    CHECK(held[0].parts == 2);
    CHECK(store.replies.release_held(part));
    CHECK_FALSE(store.replies.release_held(part));
    CHECK_FALSE(store.replies.release_held(other));
    const auto waiting = waiting_of(store);
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].maybe_repeated);
    CHECK_FALSE(waiting[0].announced);
    CHECK_FALSE(waiting[0].held);
    CHECK(reader.held().empty());
}

TEST_CASE("a database of the first schema is brought up to date, and what waited in it still waits") {
    test::StoreFixture fixture;
    {
        std::ifstream file(std::filesystem::path(HALL_SOURCE_DIR) / "tests/store/schema_1.sql");
        const std::string sql((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        store::Database old(fixture.path, store::Database::Mode::read_write, 1s);
        old.execute(sql.c_str());
    }
    store::Store store(fixture.path, 1s);
    const auto waiting = waiting_of(store);
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].part.id == 2);
    CHECK_FALSE(waiting[0].useful_until);
    CHECK(waiting[0].announced);  // it may have left: that schema did not say
    CHECK(store.texts.waiting_parts().size() == 1);
    CHECK(store.texts.count_in_doubt() == 0);
    CHECK_FALSE(store.history.begin_run(5000, "x").after_crash);
    CHECK(store::Reader(fixture.path).messages_of("8613800138000", 10).size() == 4);
    CHECK_FALSE(store.versions.last());  // nobody wrote down what decided its texts
}

TEST_CASE("a database of schema 8 opens, keeps its last sign of life and counts no outage") {
    test::StoreFixture fixture;
    {
        store::Store store(fixture.path, 1s);
        auto transaction = store.begin();
        store.life.record({1'800'000'000'000, 5});
        transaction.commit();
    }
    {
        store::Database database(fixture.path, store::Database::Mode::read_write, 1s);
        // What came after it, undone.
        database.execute("DROP VIEW v_silenced; DROP INDEX texts_silenced; ALTER TABLE texts DROP COLUMN silenced;"
                         "ALTER TABLE receipts DROP COLUMN plain; DROP VIEW v_refused; DROP TABLE refused_pdus;"
                         "DROP VIEW v_never_answered; DROP INDEX inbound_ignored");
        database.execute("DROP VIEW v_life; ALTER TABLE life DROP COLUMN outages_ms; "
                         "CREATE VIEW v_life (seen_at) AS SELECT seen_at FROM life; PRAGMA user_version=8");
    }
    store::Store store(fixture.path, 1s);
    const auto life = store.life.last_seen();
    REQUIRE(life);
    CHECK(life->seen_at == 1'800'000'000'000);
    CHECK(life->outages_ms == 0);
}
