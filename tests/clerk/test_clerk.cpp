#include "menus/load/template_parser.hpp"
#include "tests/clerk/clerk_fixture.hpp"
#include "tests/support/disk_gate.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using codecs::CommandStatus;
using test::ClerkFixture;

TEST_CASE("a code is answered, and everything about it is on disk when the answer is handed out") {
    ClerkFixture hall;
    const auto result = hall.handle(hall.text("42"));
    REQUIRE(result.answers.size() == 1);
    CHECK(result.answers[0].status == CommandStatus::ok);
    CHECK(result.answers[0].sequence_number == 1);
    CHECK(result.answers[0].inbound_id != 0);
    CHECK(ClerkFixture::shown(result) == "八折优惠三个月");
    REQUIRE(result.outbox.size() == 1);
    CHECK(result.outbox[0].pdu.source.digits == "10086");
    CHECK(result.outbox[0].pdu.destination == codecs::Address{0, 1, "13800138000"});
    CHECK(result.outbox[0].pdu.data_coding == 8);
    CHECK(hall.query("SELECT subscriber || ' ' || body || ' ' || meaning || ' ' || node FROM texts") ==
          "8613800138000 42 code sale;");
    CHECK(hall.query("SELECT status || ' ' || parts FROM replies") == "waiting 1;");
    CHECK(hall.query("SELECT node FROM dialogues") == "sale;");
}

TEST_CASE("a batch is one commit, and its order is the order of arrival") {
    ClerkFixture hall;
    const auto commits = hall.clerk->store_times().commit_count;
    std::vector<Event> events;
    for (int i = 0; i < 20; ++i) events.emplace_back(hall.text("42", "1380013" + std::to_string(8000 + i)));
    const auto result = hall.handle(std::move(events));
    CHECK(hall.clerk->store_times().commit_count == commits + 1);
    REQUIRE(result.answers.size() == 20);
    REQUIRE(result.outbox.size() == 20);
    for (std::size_t i = 0; i < 20; ++i) {
        CHECK(result.answers[i].sequence_number == i + 1);
        CHECK(result.outbox[i].pdu.destination.digits == "1380013" + std::to_string(8000 + i));
    }
}

TEST_CASE("a dialogue goes on within one batch and after a restart, and expires after its time") {
    ClerkFixture hall;
    std::vector<Event> events;
    events.emplace_back(hall.text("00"));
    events.emplace_back(hall.text("2"));
    const auto both = hall.handle(std::move(events));
    REQUIRE(both.outbox.size() == 2);
    CHECK(hall.query("SELECT node FROM dialogues") == "balance;");
    hall.restart();
    CHECK(ClerkFixture::shown(hall.handle(hall.text("1"))) == "八折优惠三个月");
    hall.now += std::chrono::minutes(11);
    CHECK(ClerkFixture::shown(hall.handle(hall.text("3"))).starts_with("请先选择菜单"));
}

TEST_CASE("an action without business behind it says so by name") {
    ClerkFixture hall;
    CHECK(ClerkFixture::shown(hall.handle(hall.text("ye"))) == "余额尚未开通");
    CHECK(hall.query("SELECT action || ' ' || outcome FROM texts") == "fetch_coupon not_available_yet;");
}

TEST_CASE("a long reply goes out in parts that one reference ties together") {
    ClerkFixture hall;
    const auto result = hall.handle(hall.text("SHI"));
    REQUIRE(result.outbox.size() == 3);
    CHECK(ClerkFixture::shown(result).ends_with("惟有饮者留其名。"));
    const auto first = codecs::take_content(result.outbox[0].pdu).part;
    REQUIRE(first);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto part = codecs::take_content(result.outbox[i].pdu).part;
        REQUIRE(part);
        CHECK(part->reference == first->reference);
        CHECK(part->total == 3);
        CHECK(part->sequence == i + 1);
    }
    CHECK(hall.query("SELECT count(*) FROM outbound WHERE status = 'waiting'") == "3;");
}

TEST_CASE("parts of a text are each acknowledged, in any order and repeated, and answered once when all are there") {
    ClerkFixture hall;
    const auto third = hall.handle(hall.part("2", 9, 3, 3));
    const auto first = hall.handle(hall.part(" ", 9, 3, 1));
    const auto again = hall.handle(hall.part("2", 9, 3, 3));
    for (const auto* result : {&third, &first, &again}) {
        REQUIRE(result->answers.size() == 1);
        CHECK(result->answers[0].status == CommandStatus::ok);
        CHECK(result->outbox.empty());
    }
    const auto second = hall.handle(hall.part("4", 9, 3, 2));
    CHECK(ClerkFixture::shown(second) == "八折优惠三个月");
    CHECK(hall.query("SELECT body || ' ' || parts FROM texts") == " 42 3;");
    CHECK(hall.query("SELECT status FROM inbound ORDER BY id") == "read;read;repeated;read;");
}

TEST_CASE("parts that came before a restart are joined with those that come after it") {
    ClerkFixture hall;
    hall.handle(hall.part("4", 9, 2, 1));
    hall.restart();
    CHECK(ClerkFixture::shown(hall.handle(hall.part("2", 9, 2, 2))) == "八折优惠三个月");
}

TEST_CASE("a long text whose parts do not all come is given up after its time, and the hall goes on") {
    ClerkFixture hall;
    hall.handle(hall.part("4", 9, 2, 1));
    REQUIRE(hall.clerk->next_wakeup(hall.now));
    CHECK(*hall.clerk->next_wakeup(hall.now) == hall.now + 10min);
    hall.now += 10min;
    hall.handle(std::vector<Event>{});
    CHECK(hall.query("SELECT status FROM inbound") == "given_up;");
    CHECK_FALSE(hall.clerk->next_wakeup(hall.now));
    CHECK(hall.handle(hall.part("2", 9, 2, 2)).outbox.empty());
}

TEST_CASE("a receipt is acknowledged and written down, never answered") {
    ClerkFixture hall;
    auto receipt = hall.text("id:1 stat:DELIVRD");
    receipt.message.esm_class = 0x04;
    const auto result = hall.handle(receipt);
    REQUIRE(result.answers.size() == 1);
    CHECK(result.answers[0].status == CommandStatus::ok);
    CHECK(result.outbox.empty());
    CHECK(hall.query("SELECT kind || ' ' || status FROM inbound") == "receipt receipt;");
}

TEST_CASE("the hall never answers itself") {
    ClerkFixture hall;
    const auto result = hall.handle(hall.text("42", "10086"));
    CHECK(result.answers.size() == 1);
    CHECK(result.outbox.empty());
    CHECK(hall.query("SELECT status FROM inbound") == "ignored;");
}

TEST_CASE("a binary message is answered with a text that says so") {
    ClerkFixture hall;
    auto binary = hall.text("42");
    binary.message.data_coding = 4;
    CHECK(ClerkFixture::shown(hall.handle(binary)) == "收到的内容无法识别");
    CHECK(hall.query("SELECT meaning || ' ' || (body IS NULL) FROM texts") == "unreadable 1;");
}

TEST_CASE("two honest texts with the same words get two answers") {
    ClerkFixture hall;
    CHECK(hall.handle(hall.text("42")).outbox.size() == 1);
    CHECK(hall.handle(hall.text("42")).outbox.size() == 1);
    CHECK(hall.query("SELECT count(*) FROM replies") == "2;");
}

TEST_CASE("a store that fails makes the answer 'try later', and the repeated text is dealt with as if new") {
    test::DiskGate gate;
    ClerkFixture hall;
    gate.fail_syncs(true);
    const auto refused = hall.handle(hall.text("42"));
    REQUIRE(refused.answers.size() == 1);
    CHECK(refused.answers[0].status == CommandStatus::message_queue_full);
    CHECK(refused.answers[0].inbound_id == 0);
    CHECK(refused.outbox.empty());
    CHECK(hall.clerk->wants_retry());
    gate.fail_syncs(false);
    CHECK(ClerkFixture::shown(hall.handle(hall.text("42"))) == "八折优惠三个月");
    CHECK(hall.query("SELECT count(*) FROM texts") == "1;");
    CHECK_FALSE(hall.clerk->wants_retry());
}

TEST_CASE("a part refused by a failing store is not remembered, so the long text still needs it") {
    test::DiskGate gate;
    ClerkFixture hall;
    hall.handle(hall.part("4", 9, 2, 1));
    gate.fail_syncs(true);
    const auto refused = hall.handle(hall.part("2", 9, 2, 2));
    CHECK(refused.answers.at(0).status == CommandStatus::message_queue_full);
    gate.fail_syncs(false);
    CHECK(ClerkFixture::shown(hall.handle(hall.part("2", 9, 2, 2))) == "八折优惠三个月");
}

TEST_CASE("what an SMSC answered while the store failed is kept and written down later") {
    test::DiskGate gate;
    ClerkFixture hall;
    const auto sent = hall.handle(hall.text("42"));
    SubmitSettled settled;
    settled.outbound_id = sent.outbox.at(0).id;
    settled.smsc = "main";
    settled.message_id = "m1";
    settled.submitted_at = settled.answered_at = hall.now;
    gate.fail_syncs(true);
    hall.handle(settled);
    gate.fail_syncs(false);
    CHECK(hall.query("SELECT status FROM replies") == "waiting;");
    hall.handle(std::vector<Event>{});
    CHECK(hall.query("SELECT status FROM replies") == "accepted;");
    CHECK(hall.query("SELECT message_id FROM outbound") == "m1;");
}

TEST_CASE("a full outbox refuses new texts until replies are settled") {
    ClerkFixture hall;
    hall.settings.outbox_limit = 1;
    hall.restart();
    const auto first = hall.handle(hall.text("42"));
    CHECK(first.answers.at(0).status == CommandStatus::ok);
    const auto second = hall.handle(hall.text("42"));
    CHECK(second.answers.at(0).status == CommandStatus::message_queue_full);
    CHECK(hall.query("SELECT count(*) FROM inbound") == "1;");
    SubmitSettled settled;
    settled.outbound_id = first.outbox.at(0).id;
    settled.smsc = "main";
    hall.handle(settled);
    CHECK(hall.handle(hall.text("42")).answers.at(0).status == CommandStatus::ok);
}

TEST_CASE("replies that were never settled are found after a restart, in order and marked as possible repeats") {
    ClerkFixture hall;
    hall.handle(hall.text("SHI"));
    const auto settled_one = hall.handle(hall.text("42"));
    SubmitSettled settled;
    settled.outbound_id = settled_one.outbox.at(0).id;
    settled.smsc = "main";
    hall.handle(settled);
    hall.restart();
    REQUIRE(hall.recovered.size() == 3);
    BatchResult as_result;
    as_result.outbox = hall.recovered;
    CHECK(ClerkFixture::shown(as_result).ends_with("惟有饮者留其名。"));
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(hall.recovered[i].maybe_repeated);
        CHECK(hall.recovered[i].pdu.destination == codecs::Address{0, 1, "13800138000"});
        CHECK(hall.recovered[i].pdu.data_coding == 8);
    }
}

TEST_CASE("replies for an SMSC that is no longer configured are counted, kept, and fill nobody else's outbox") {
    ClerkFixture hall;
    hall.handle(hall.text("42"));
    hall.settings.smscs.clear();
    hall.settings.smscs["other"] = {};
    hall.settings.outbox_limit = 1;
    hall.restart();
    CHECK(hall.recovered.empty());
    CHECK(hall.orphans == 1);
    auto event = hall.text("42");
    event.smsc = "other";
    CHECK(hall.handle(event).answers.at(0).status == CommandStatus::ok);
    CHECK(hall.query("SELECT status FROM replies ORDER BY id") == "waiting;waiting;");
}

TEST_CASE(
    "what links do while the store fails is kept up to a bound, the newest of it, and what replies came to always") {
    test::DiskGate gate;
    ClerkFixture hall;
    const auto sent = hall.handle(hall.text("42"));
    gate.fail_syncs(true);
    SubmitSettled settled;
    settled.outbound_id = sent.outbox.at(0).id;
    settled.smsc = "main";
    settled.answered_at = hall.now;
    hall.handle(settled);
    for (int i = 0; i < 1500; ++i) {
        std::vector<Event> events;
        for (int k = 0; k < 2; ++k)
            events.emplace_back(LinkChanged{"main", "main", "lost", std::to_string(2 * i + k), hall.now});
        hall.handle(std::move(events));
    }
    gate.fail_syncs(false);
    hall.handle(std::vector<Event>{});
    CHECK(hall.query("SELECT status FROM replies") == "accepted;");
    CHECK(hall.query("SELECT count(*) || ' ' || min(CAST(detail AS INTEGER)) || ' ' || max(CAST(detail AS INTEGER)) "
                     "FROM link_events") == "1000 2000 2999;");
}

TEST_CASE("replies for an SMSC that is gone expire a day after they were written, in a running hall and at a start") {
    ClerkFixture hall;
    const auto reply = hall.handle(hall.text("42"));
    REQUIRE(reply.outbox.size() == 1);
    hall.settings.smscs.clear();
    hall.settings.smscs["other"] = {};
    hall.now += 23h;
    hall.restart();
    CHECK(hall.orphans == 1);
    CHECK(hall.clerk->health().orphans == 1);
    CHECK(hall.clerk->health().orphans_since == hall.now - 23h);
    CHECK(hall.clerk->next_wakeup(hall.now) == hall.now + 1h);
    SECTION("running") {
        hall.now += 1h;
        const auto result = hall.handle(std::vector<Event>{});
        REQUIRE(result.health);
        CHECK(result.health->orphans == 0);
        CHECK_FALSE(hall.clerk->next_wakeup(hall.now));
    }
    SECTION("at a start") {
        hall.now += 2h;
        hall.restart();
        CHECK(hall.clerk->health().orphans == 0);
    }
    CHECK(hall.query("SELECT status || ' ' || reason FROM outbound") == "expired too_old;");
    CHECK(hall.query("SELECT status FROM replies") == "failed;");
}

TEST_CASE("one text that cannot be dealt with does not spoil its batch") {
    ClerkFixture hall;
    std::vector<Event> events;
    events.emplace_back(hall.text("42"));
    const auto poisoned = hall.text("没有这个", "13900139000");
    // A hall text that needs more parts than SMS has: the reply to this one cannot be made.
    auto menu = std::make_shared<menus::Menu>(*hall.settings.menu);
    codecs::Diagnostics diagnostics;
    menu->texts["unknown_code"] =
        menus::Localised<menus::Template>(menus::parse_template(std::string(40'000, 'x'), {}, {}, diagnostics));
    hall.settings.menu = menu;
    hall.restart();
    events.emplace_back(poisoned);
    events.emplace_back(hall.text("42"));
    const auto result = hall.handle(std::move(events));
    REQUIRE(result.answers.size() == 3);
    for (const auto& answer : result.answers) CHECK(answer.status == CommandStatus::ok);
    REQUIRE(result.outbox.size() == 3);
    CHECK(hall.query("SELECT status FROM inbound ORDER BY id") == "read;failed;read;");
    CHECK(hall.query("SELECT body FROM replies ORDER BY id") == "八折优惠三个月;系统繁忙;八折优惠三个月;");
}

TEST_CASE("responses that were read and link events find their way into the record") {
    ClerkFixture hall;
    const auto result = hall.handle(hall.text("42"));
    hall.handle(AnswersTraced{AnswerFate::safe, {{result.answers.at(0).inbound_id, hall.now + 5ms, hall.now + 20ms}}});
    hall.handle(LinkChanged{"main", "main", "bound", "as transceiver", hall.now});
    CHECK(hall.query("SELECT answered_at - received_at FROM inbound") == "5;");
    CHECK(hall.query("SELECT event FROM link_events") == "bound;");
}

TEST_CASE("a receipt finds its way from the link to the reply it speaks of, before or after the submit's own answer") {
    ClerkFixture hall;
    hall.settings.smscs["main"].registered_delivery = 1;
    hall.restart();
    const auto part = hall.handle(hall.text("42")).outbox.at(0);
    CHECK(part.pdu.registered_delivery == 1);
    SubmitSettled accepted;
    accepted.outbound_id = part.id;
    accepted.smsc = "main";
    accepted.message_id = "0A";
    accepted.status = CommandStatus::ok;
    accepted.answered_at = hall.now;
    auto receipt = hall.text("");
    receipt.message.esm_class = 0x04;
    receipt.message.tlvs.add(codecs::Tag::receipted_message_id, {'0', 'A', 0});
    receipt.message.tlvs.add_u8(codecs::Tag::message_state, 2);
    const auto early = GENERATE(true, false);
    if (early) {
        const auto answer = hall.handle(receipt);
        CHECK(answer.answers.at(0).status == CommandStatus::ok);
        CHECK(answer.outbox.empty());
        CHECK(hall.clerk->next_wakeup(hall.now) == hall.now + std::chrono::minutes(10));
        hall.handle(Event(accepted));
    } else {
        hall.handle(Event(accepted));
        CHECK(hall.query("SELECT state FROM v_deliveries") == "awaited;");
        hall.handle(receipt);
    }
    CHECK(hall.query("SELECT state FROM v_deliveries") == "delivered;");
    CHECK(hall.query("SELECT count(*) FROM texts") == "1;");
}

TEST_CASE("a full outbox refuses texts, but takes receipts") {
    ClerkFixture hall;
    hall.settings.outbox_limit = 1;
    hall.restart();
    hall.handle(hall.text("42"));
    CHECK(hall.handle(hall.text("42")).answers.at(0).status == CommandStatus::message_queue_full);
    auto receipt = hall.text("");
    receipt.message.esm_class = 0x04;
    CHECK(hall.handle(receipt).answers.at(0).status == CommandStatus::ok);
}
