// Rows of the spine that are not as they were written: texts, parts, replies on their way. None of them stops the others.

#include "tests/clerk/clerk_fixture.hpp"
#include "tests/support/damaged_page.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using namespace hall::test;
using codecs::CommandStatus;

namespace {

struct SpoiltHall : ClerkFixture {
    /// Writes past the hall, with no rule of the schema looking.
    void spoil(const char* sql) const {
        store::Database database(path, store::Database::Mode::read_write, 1s);
        database.execute("PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
        database.execute(sql);
    }
    std::string aside() const { return query("SELECT kind || ' ' || row_id || ': ' || why FROM v_aside ORDER BY id"); }
    AsideOutcome retry() {
        const auto result = handle(Event(AsideRetried{1, "li", std::nullopt, 0}));
        for (const auto& part : result.outbox) recovered.push_back(part);
        return result.retried.at(0);
    }
};

}  // namespace

TEST_CASE("bad rows of the outbox keep the hall from nothing: the others are sent, and those are listed") {
    SpoiltHall hall;
    for (int i = 0; i < 4; ++i) hall.handle(hall.text("42", "1380013800" + std::to_string(i)));
    hall.spoil("UPDATE outbound SET tlvs = x'0424' WHERE id = 1; DELETE FROM replies WHERE id = 2;"
               "UPDATE replies SET destination = '' WHERE id = 3");
    hall.restart();
    REQUIRE(hall.recovered.size() == 1);
    CHECK(hall.recovered[0].id == 4);
    CHECK(hall.aside() == "outbound 1: its TLVs cannot be read;outbound 2: the reply that it is a part of is not there;"
                          "outbound 3: it goes to nobody;");
    CHECK(hall.clerk->health().rows_aside == 3);
    hall.restart();
    CHECK(hall.recovered.size() == 1);
    CHECK(hall.query("SELECT max(tries) FROM v_aside") == "1;");

    hall.spoil("UPDATE outbound SET tlvs = x'' WHERE id = 1");
    hall.recovered.clear();
    CHECK(hall.retry().failed.size() == 2);
    REQUIRE(hall.recovered.size() == 1);
    CHECK(hall.recovered[0].id == 1);
    CHECK(hall.recovered[0].maybe_repeated);
}

TEST_CASE("parts of long texts that cannot be read wait for a person, and their fellows for nobody's sake") {
    SpoiltHall hall;
    hall.handle(hall.part("4", 9, 2, 1));
    hall.handle(hall.part("4", 8, 2, 1));
    hall.spoil("UPDATE inbound SET part_sequence = 7 WHERE id = 1");
    hall.restart();
    CHECK(hall.aside() == "part 1: it says that it is part 7 of 2;");
    CHECK(hall.handle(hall.part("2", 8, 2, 2)).outbox.size() == 1);
}

TEST_CASE("a batch full of events that cannot be written costs one rollback, and each text gets what can be given") {
    SpoiltHall hall;
    hall.spoil("CREATE TRIGGER odd BEFORE INSERT ON texts WHEN NEW.subscriber LIKE '%139%' AND NEW.meaning <> 'failed' "
               "BEGIN SELECT RAISE(ABORT, 'odd'); END");
    std::vector<Event> events;
    for (int i = 0; i < 256; ++i)
        events.emplace_back(hall.text("42", (i % 4 == 0 ? "138" : "139") + std::to_string(10'000'000 + i)));
    const auto before = hall.clerk->store_times().commit_count;
    const auto result = hall.handle(std::move(events));
    CHECK(hall.clerk->store_times().commit_count == before + 1);
    REQUIRE(result.answers.size() == 256);
    for (const auto& answer : result.answers) CHECK(answer.status == CommandStatus::ok);
    CHECK(hall.query("SELECT meaning || ' ' || count(*) FROM texts GROUP BY meaning ORDER BY 1") == "code 64;failed 192;");
    CHECK(hall.clerk->health().texts_failed_at == std::vector<UtcTime>(10, hall.now));
    CHECK(hall.clerk->health().text_failed_why.find("odd") != std::string::npos);
    // The next batch goes without precautions once a batch has passed that needed none.
    CHECK(hall.handle(hall.text("42")).outbox.size() == 1);
    CHECK(hall.clerk->health().store_failing_since == std::nullopt);
}

TEST_CASE("a settlement that cannot be written is kept, and written when somebody asks for it") {
    SpoiltHall hall;
    const auto one = hall.handle(hall.text("42"));
    const auto other = hall.handle(hall.text("42", "13900139000"));
    hall.spoil("CREATE TRIGGER odd BEFORE UPDATE ON outbound WHEN OLD.id = 1 BEGIN SELECT RAISE(ABORT, 'odd'); END");
    std::vector<Event> events;
    for (const auto* result : {&one, &other}) {
        SubmitSettled settled;
        settled.outbound_id = result->outbox.at(0).id;
        settled.smsc = "main";
        settled.message_id = "id " + std::to_string(settled.outbound_id);
        settled.submitted_at = hall.now;
        settled.answered_at = hall.now;
        settled.status = CommandStatus::ok;
        events.emplace_back(settled);
    }
    hall.handle(std::move(events));
    CHECK(hall.query("SELECT status FROM outbound ORDER BY id") == "waiting;accepted;");
    CHECK(hall.query("SELECT kind || row_id FROM v_aside") == "outbound1;");
    hall.restart();
    CHECK(hall.recovered.empty());  // it is not submitted again
    hall.spoil("DROP TRIGGER odd");
    CHECK(hall.retry().failed.empty());
    CHECK(hall.query("SELECT status || ' ' || message_id FROM outbound ORDER BY id") == "accepted id 1;accepted id 2;");
    CHECK(hall.query("SELECT status FROM replies ORDER BY id") == "accepted;accepted;");
}

TEST_CASE("announcements and news of answers are written as far as they can be") {
    SpoiltHall hall;
    hall.settings.smscs["main"].unanswered = Unanswered::fail;
    hall.restart();
    const auto one = hall.handle(hall.text("42"));
    const auto other = hall.handle(hall.text("42", "13900139000"));
    hall.spoil("CREATE TRIGGER odd BEFORE UPDATE ON outbound WHEN OLD.id = 1 BEGIN SELECT RAISE(ABORT, 'odd'); END;"
               "CREATE TRIGGER odder BEFORE UPDATE ON inbound WHEN OLD.id = 1 BEGIN SELECT RAISE(ABORT, 'odd'); END");
    const auto released = hall.handle(SubmitsAnnounced{"main", {1, 2}, hall.now}).released;
    REQUIRE(released.size() == 1);
    CHECK(released[0].outbound_id == 2);
    AnswersTraced traced;
    traced.fate = AnswerFate::safe;
    traced.answers = {{1, hall.now, hall.now}, {2, hall.now, hall.now}};
    hall.handle(Event(traced));
    CHECK(hall.query("SELECT in_doubt FROM inbound ORDER BY id") == "1;0;");
}

TEST_CASE("a receipt that cannot be moved on keeps nobody from knowing that the SMSC took the part") {
    SpoiltHall hall;
    hall.settings.smscs["main"].registered_delivery = 1;
    hall.restart();
    const auto part = hall.handle(hall.text("42")).outbox.at(0);
    auto receipt = hall.text("");
    const std::string text = "id:7 sub:001 dlvrd:001 submit date:2611220930 done date:2611220931 stat:DELIVRD err:000 text:";
    receipt.message.esm_class = 0x04;
    receipt.message.data_coding = 0;
    receipt.message.short_message.assign(text.begin(), text.end());
    hall.handle(receipt);
    REQUIRE(hall.query("SELECT status FROM receipts") == "parked;");
    hall.spoil("CREATE TRIGGER odd BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT, 'odd'); END");
    SubmitSettled settled;
    settled.outbound_id = part.id;
    settled.smsc = "main";
    settled.message_id = "7";
    settled.submitted_at = hall.now;
    settled.answered_at = hall.now;
    settled.status = CommandStatus::ok;

    SECTION("the settlement is written, and the receipt is looked for again when it is given up") {
        hall.handle(Event(settled));
        CHECK(hall.query("SELECT status FROM replies") == "accepted;");
        CHECK(hall.query("SELECT receipt_state FROM outbound WHERE receipt_state IS NOT NULL") == "awaited;");
        CHECK(hall.aside().empty());
        hall.spoil("DROP TRIGGER odd");
        hall.now += 11min;
        hall.handle(hall.text("42"));
        CHECK(hall.query("SELECT status FROM receipts") == "applied;");
    }
    SECTION("so is one that was set aside, when somebody asks for it; the receipt is then found at once") {
        hall.spoil("CREATE TRIGGER odder BEFORE UPDATE ON outbound BEGIN SELECT RAISE(ABORT, 'odd'); END");
        hall.handle(Event(settled));
        CHECK(hall.query("SELECT kind FROM v_aside") == "outbound;");
        hall.spoil("DROP TRIGGER odd; DROP TRIGGER odder");
        CHECK(hall.retry().failed.empty());
        CHECK(hall.query("SELECT status FROM replies") == "accepted;");
        CHECK(hall.query("SELECT status FROM receipts") == "applied;");
    }
}

TEST_CASE("a hall whose sign of life cannot be written answers, says so, and still knows when it lived") {
    SpoiltHall hall;
    hall.handle(hall.text("42"));
    SECTION("found out at the start") {
        hall.clerk.reset();
        hall.store.reset();
        damage_first_leaf(hall.path, "life");
        hall.restart();
        CHECK(hall.recovered.size() == 1);
        CHECK(hall.clerk->health().damaged_since.has_value());
    }
    SECTION("found out while it runs") {
        hall.spoil("CREATE TRIGGER odd BEFORE UPDATE ON life BEGIN SELECT RAISE(ABORT, 'odd'); END;"
                   "CREATE TRIGGER odder BEFORE INSERT ON life BEGIN SELECT RAISE(ABORT, 'odd'); END");
    }
    for (int i = 0; i < 3; ++i) {
        hall.now += 2min;
        const auto result = hall.handle(hall.text("42", "1390013900" + std::to_string(i)));
        CHECK(result.answers.at(0).status == CommandStatus::ok);
    }
    CHECK_FALSE(hall.clerk->health().clock_doubt);
    hall.clerk->finish(hall.now);
    hall.now += 400 * 24h;
    hall.restart();
    CHECK(hall.clerk->health().clock_doubt.has_value());
    CHECK(hall.handle(Event(ClockAccepted{"li", hall.now, 1})).clock_accepted.at(0).failed.empty());
    CHECK_FALSE(hall.clerk->health().clock_doubt);
}

TEST_CASE("a part whose scheme is an unknown word is set aside, and joins no text of another scheme") {
    SpoiltHall hall;
    hall.handle(hall.part("4", 9, 2, 1));
    hall.spoil("UPDATE inbound SET part_scheme = 'udh9' WHERE id = 1");
    hall.restart();
    CHECK(hall.aside() == "part 1: its scheme is 'udh9';");
    hall.handle(hall.part("2", 9, 2, 2));
    CHECK(hall.query("SELECT count(*) FROM texts") == "0;");
}

TEST_CASE("a parked receipt whose state is an unknown word is set aside, and its part has none") {
    SpoiltHall hall;
    hall.settings.smscs["main"].registered_delivery = 1;
    hall.restart();
    hall.handle(hall.text("42"));
    auto receipt = hall.text("id:0815 sub:001 dlvrd:001 submit date:2701151200 done date:2701151200 stat:DELIVRD err:000 text:");
    receipt.message.esm_class = 0x04;
    hall.handle(receipt);
    REQUIRE(hall.query("SELECT status FROM receipts") == "parked;");
    hall.spoil("UPDATE receipts SET state = 'no such thing'");
    SubmitSettled settled;
    settled.smsc = "main";
    settled.outbound_id = 1;
    settled.how = Settlement::accepted;
    settled.answered_at = hall.now;
    settled.message_id = "0815";
    hall.handle(Event(std::move(settled)));
    CHECK(hall.query("SELECT status || ' ' || receipt_state FROM outbound") == "accepted awaited;");
    CHECK(hall.aside().empty());
    hall.now += 11min;
    hall.handle(hall.text("42"));
    CHECK(hall.aside() == "receipt 1: its state is 'no such thing';");
    CHECK(hall.query("SELECT receipt_state FROM outbound WHERE id = 1") == "awaited;");
}
