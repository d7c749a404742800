#include "tests/daemon/hall_fixture.hpp"
#include "tests/support/disk_gate.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;
using codecs::CommandStatus;
using codecs::DeliverSmResp;
using codecs::SubmitSm;
using test::HallFixture;

TEST_CASE("a text goes in over SMPP, and its committed answer comes back") {
    HallFixture hall;
    auto smsc = hall.bound();
    const auto sequence = smsc.deliver("13800138000", "42");
    const auto answer = smsc.expect<DeliverSmResp>();
    CHECK(answer.sequence_number == sequence);
    CHECK(answer.status == CommandStatus::ok);
    // At the moment at which the SMSC hears "yes", another process can read it all.
    CHECK(hall.query("SELECT t.body || ' ' || r.body FROM texts t JOIN replies r ON r.text_id = t.id") ==
          "42 八折优惠三个月;");
    const auto submit = smsc.expect<SubmitSm>();
    CHECK(HallFixture::text_of(submit) == "八折优惠三个月");
    CHECK(std::get<SubmitSm>(submit.body).destination == codecs::Address{0, 1, "13800138000"});
    smsc.accept_submit(submit);
    CHECK(hall.becomes("SELECT r.status || ' ' || o.message_id || ' ' || o.attempts || ' ' || o.maybe_repeated "
                       "FROM replies r JOIN outbound o ON o.reply_id = r.id",
                       "accepted id1 1 0;"));
}

TEST_CASE("a disk that hangs holds the answer up, and nothing is said before the commit has returned") {
    test::DiskGate gate;
    HallFixture hall;
    auto smsc = hall.bound();
    REQUIRE(hall.becomes("SELECT event FROM link_events", "bound;"));
    gate.hold();
    const auto sequence = smsc.deliver("13800138000", "42");
    REQUIRE(gate.wait_for_held_sync(5s));
    CHECK_FALSE(smsc.receive(300ms));  // neither the response nor the reply
    CHECK_FALSE(smsc.closed());
    // The link itself is alive meanwhile.
    smsc.send({CommandStatus::ok, 555, codecs::EnquireLink{}});
    CHECK(smsc.expect<codecs::EnquireLinkResp>().sequence_number == 555);
    gate.release();
    CHECK(smsc.expect<DeliverSmResp>().sequence_number == sequence);
    CHECK(HallFixture::text_of(smsc.expect<SubmitSm>()) == "八折优惠三个月");
}

TEST_CASE("a disk that fails makes the answer 'try later', and the text is dealt with when it is delivered again") {
    test::DiskGate gate;
    HallFixture hall;
    auto smsc = hall.bound();
    REQUIRE(hall.becomes("SELECT event FROM link_events", "bound;"));
    gate.fail_syncs(true);
    smsc.deliver("13800138000", "42");
    CHECK(smsc.expect<DeliverSmResp>().status == CommandStatus::message_queue_full);
    CHECK_FALSE(smsc.receive(200ms));  // no reply for what was not taken
    gate.fail_syncs(false);
    smsc.deliver("13800138000", "42");
    CHECK(smsc.expect<DeliverSmResp>().status == CommandStatus::ok);
    CHECK(HallFixture::text_of(smsc.expect<SubmitSm>()) == "八折优惠三个月");
    CHECK(hall.query("SELECT count(*) FROM texts") == "1;");
}

TEST_CASE("a full disk and somebody else's lock are 'try later' too") {
    test::DiskGate gate;
    HallFixture hall;
    hall.configuration.settings.store_busy_timeout = 100ms;
    auto smsc = hall.bound();
    REQUIRE(hall.becomes("SELECT event FROM link_events", "bound;"));
    SECTION("full disk") {
        gate.fill_disk(true);
        smsc.deliver("13800138000", "42");
        CHECK(smsc.expect<DeliverSmResp>().status == CommandStatus::message_queue_full);
        gate.fill_disk(false);
    }
    SECTION("lock") {
        store::Database other(hall.path, store::Database::Mode::read_write, 2s);
        other.execute("BEGIN IMMEDIATE");
        smsc.deliver("13800138000", "42");
        CHECK(smsc.expect<DeliverSmResp>().status == CommandStatus::message_queue_full);
        other.execute("ROLLBACK");
    }
    smsc.deliver("13800138000", "42");
    CHECK(smsc.expect<DeliverSmResp>().status == CommandStatus::ok);
    CHECK(HallFixture::text_of(smsc.expect<SubmitSm>()) == "八折优惠三个月");
}

TEST_CASE("a full inbox is ESME_RMSGQFUL, at once, and what was in it is dealt with") {
    test::DiskGate gate;
    HallFixture hall;
    hall.configuration.settings.inbox_limit = 2;
    auto smsc = hall.bound();
    REQUIRE(hall.becomes("SELECT event FROM link_events", "bound;"));
    gate.hold();
    const auto first = smsc.deliver("13800138000", "42");
    REQUIRE(gate.wait_for_held_sync(5s));
    smsc.deliver("13800138001", "42");
    smsc.deliver("13800138002", "42");
    const auto fourth = smsc.deliver("13800138003", "42");
    const auto refused = smsc.expect<DeliverSmResp>();
    CHECK(refused.sequence_number == fourth);
    CHECK(refused.status == CommandStatus::message_queue_full);
    gate.release();
    CHECK(smsc.expect<DeliverSmResp>().sequence_number == first);
    CHECK(hall.becomes("SELECT count(*) FROM texts", "3;"));
}

TEST_CASE("a lost link is made again, and the reply that was not answered goes out once more, marked") {
    HallFixture hall;
    {
        auto smsc = hall.bound();
        smsc.deliver("13800138000", "42");
        smsc.expect<DeliverSmResp>();
        smsc.expect<SubmitSm>();
    }
    auto smsc = hall.smsc.accept();
    smsc.accept_bind();
    const auto again = smsc.expect<SubmitSm>();
    CHECK(HallFixture::text_of(again) == "八折优惠三个月");
    smsc.accept_submit(again);
    CHECK(hall.becomes("SELECT status || ' ' || attempts || ' ' || maybe_repeated FROM outbound", "accepted 2 1;"));
}

TEST_CASE("an answer for a connection that is gone is never sent on the next one") {
    test::DiskGate gate;
    HallFixture hall;
    {
        auto smsc = hall.bound();
        REQUIRE(hall.becomes("SELECT event FROM link_events", "bound;"));
        gate.hold();
        smsc.deliver("13800138000", "42");
        REQUIRE(gate.wait_for_held_sync(5s));
    }
    auto smsc = hall.smsc.accept();
    smsc.accept_bind();
    gate.release();
    const auto first = smsc.receive();
    REQUIRE(first);
    CHECK(std::holds_alternative<SubmitSm>(first->body));  // the reply, and no stray deliver_sm_resp
}

TEST_CASE("replies that waited when the hall was ended go out after it starts again") {
    HallFixture hall;
    {
        auto smsc = hall.bound();
        smsc.deliver("13800138000", "42");
        smsc.expect<DeliverSmResp>();
        smsc.expect<SubmitSm>();
        hall.configuration.settings.drain = 0ms;
        std::thread stopper([&hall] { hall.stop(); });
        while (smsc.receive(500ms)) {
        }
        stopper.join();
    }
    CHECK(hall.query("SELECT status FROM replies") == "waiting;");
    auto smsc = hall.bound();
    const auto submit = smsc.expect<SubmitSm>();
    CHECK(HallFixture::text_of(submit) == "八折优惠三个月");
    smsc.accept_submit(submit);
    CHECK(hall.becomes("SELECT status || ' ' || maybe_repeated FROM outbound", "accepted 1;"));
}

TEST_CASE("a stop waits for replies under way, unbinds and closes") {
    HallFixture hall;
    auto smsc = hall.bound();
    smsc.deliver("13800138000", "42");
    smsc.expect<DeliverSmResp>();
    const auto submit = smsc.expect<SubmitSm>();
    std::thread stopper([&hall] { hall.stop(); });
    CHECK_FALSE(smsc.receive(100ms));  // no unbind while an answer is missing
    smsc.deliver("13800138001", "42");
    CHECK(smsc.expect<DeliverSmResp>().status == CommandStatus::message_queue_full);
    smsc.accept_submit(submit);
    const auto unbind = smsc.expect<codecs::Unbind>();
    smsc.send({CommandStatus::ok, unbind.sequence_number, codecs::UnbindResp{}});
    CHECK_FALSE(smsc.receive(2s));
    CHECK(smsc.closed());
    stopper.join();
    CHECK(hall.query("SELECT status FROM replies") == "accepted;");
    CHECK(hall.query("SELECT (answered_at IS NOT NULL) || ' ' || in_doubt FROM inbound") == "1 0;");
    CHECK(hall.query("SELECT event FROM link_events ORDER BY id") == "bound;unbound;");
}

TEST_CASE("a pair of transmitter and receiver serves texts on one and replies on the other") {
    HallFixture hall;
    hall.link().bind = daemon::BindMode::pair;
    hall.start();
    auto one = hall.smsc.accept();
    auto two = hall.smsc.accept();
    const bool one_sends = one.accept_bind().role == codecs::BindRole::transmitter;
    two.accept_bind();
    auto& transmitter = one_sends ? one : two;
    auto& receiver = one_sends ? two : one;
    receiver.deliver("13800138000", "42");
    CHECK(receiver.expect<DeliverSmResp>().status == CommandStatus::ok);
    CHECK(HallFixture::text_of(transmitter.expect<SubmitSm>()) == "八折优惠三个月");
}

TEST_CASE("two SMSCs are served side by side, each answered where the text came from") {
    HallFixture hall;
    test::TestSmsc other;
    auto second = hall.link();
    second.name = "other";
    second.hosts = {{"127.0.0.1", other.port()}};
    second.default_alphabet = codecs::DefaultAlphabet::latin1;
    hall.configuration.settings.smscs.push_back(second);
    auto main = hall.bound();
    auto smsc = other.accept();
    smsc.accept_bind();
    smsc.deliver("13900139000", "42");
    smsc.expect<DeliverSmResp>();
    smsc.expect<SubmitSm>();
    CHECK_FALSE(main.receive(100ms));
    main.deliver("13800138000", "42");
    main.expect<DeliverSmResp>();
    main.expect<SubmitSm>();
    CHECK(hall.query("SELECT smsc FROM replies ORDER BY id") == "other;main;");
}

TEST_CASE("a throttled reply is sent again after a pause, and a refused one is settled as refused") {
    HallFixture hall;
    auto smsc = hall.bound();
    smsc.deliver("13800138000", "42");
    smsc.expect<DeliverSmResp>();
    const auto first = smsc.expect<SubmitSm>();
    smsc.send({CommandStatus::throttled, first.sequence_number, codecs::SubmitSmResp{}});
    CHECK_FALSE(smsc.receive(500ms));  // the link is held back for a second
    const auto again = smsc.expect<SubmitSm>();
    CHECK(again.sequence_number != first.sequence_number);
    smsc.send({CommandStatus::invalid_destination_address, again.sequence_number, codecs::SubmitSmResp{}});
    CHECK(hall.becomes("SELECT r.status || ' ' || o.command_status || ' ' || o.attempts FROM replies r "
                       "JOIN outbound o ON o.reply_id = r.id",
                       "failed 11 1;"));
}

TEST_CASE("a connection that is cut in the middle of a frame loses nothing but itself") {
    HallFixture hall;
    {
        auto smsc = hall.bound();
        const Bytes half = {0, 0, 0, 60, 0, 0, 0, 5, 0, 0, 0, 0};
        smsc.send_bytes(half);
    }
    auto smsc = hall.smsc.accept();
    smsc.accept_bind();
    smsc.deliver("13800138000", "42");
    CHECK(smsc.expect<DeliverSmResp>().status == CommandStatus::ok);
}

TEST_CASE("a refused bind is tried again after the longest wait, not the shortest") {
    HallFixture hall;
    hall.link().reconnect_to = 1s;
    hall.start();
    {
        auto smsc = hall.smsc.accept();
        const auto bind = smsc.expect<codecs::Bind>();
        smsc.send({CommandStatus::bind_failed, bind.sequence_number, codecs::BindResp{}});
        CHECK_FALSE(smsc.receive(2s));
        CHECK(smsc.closed());
    }
    CHECK_THROWS(hall.smsc.accept(300ms));  // at least half a second: the jitter halves the wait at most
    auto smsc = hall.smsc.accept();
    smsc.accept_bind();
    CHECK(hall.becomes("SELECT event FROM link_events ORDER BY id", "bind_refused;bound;"));
}

TEST_CASE("an SMSC that does not listen is not fatal: the hall connects when it does") {
    HallFixture hall;
    std::uint16_t port = 0;
    {
        const test::TestSmsc closed_again;
        port = closed_again.port();
    }
    hall.link().hosts[0].port = port;
    hall.start();
    CHECK(hall.becomes("SELECT event FROM link_events", "connect_failed;"));
    test::TestSmsc opened(port);
    auto smsc = opened.accept();
    smsc.accept_bind();
    CHECK(hall.becomes("SELECT event FROM link_events ORDER BY id", "connect_failed;bound;"));
}

TEST_CASE("a submit that is not answered in time goes again by itself, marked") {
    HallFixture hall;
    hall.link().response_timeout = 300ms;
    auto smsc = hall.bound();
    smsc.deliver("13800138000", "42");
    smsc.expect<DeliverSmResp>();
    smsc.expect<SubmitSm>();
    const auto again = smsc.expect<SubmitSm>(2s);
    smsc.accept_submit(again);
    CHECK(hall.becomes("SELECT status || ' ' || attempts || ' ' || maybe_repeated FROM outbound", "accepted 2 1;"));
}

TEST_CASE("a link that is lost again and again gives no reply up") {
    HallFixture hall;
    {
        auto smsc = hall.bound();
        smsc.deliver("13800138000", "42");
        smsc.expect<DeliverSmResp>();
        smsc.expect<SubmitSm>();
    }
    for (int i = 0; i < 10; ++i) {
        auto smsc = hall.smsc.accept();
        smsc.accept_bind();
        smsc.expect<SubmitSm>();
    }
    auto smsc = hall.smsc.accept();
    smsc.accept_bind();
    smsc.accept_submit(smsc.expect<SubmitSm>());
    CHECK(hall.becomes("SELECT status FROM replies", "accepted;"));
}

TEST_CASE("a subscriber whose queue is full at the SMSC does not hold up the others") {
    HallFixture hall;
    hall.link().window = 2;
    auto smsc = hall.bound();
    for (int i = 0; i < 4; ++i) {
        smsc.deliver("1390013900" + std::to_string(i), "42");
        smsc.expect<DeliverSmResp>();
        const auto submit = smsc.expect<SubmitSm>();
        smsc.send({CommandStatus::message_queue_full, submit.sequence_number, codecs::SubmitSmResp{}});
    }
    smsc.deliver("13800138000", "42");
    smsc.expect<DeliverSmResp>();
    while (true) {
        const auto submit = smsc.expect<SubmitSm>(500ms);
        if (std::get<SubmitSm>(submit.body).destination.digits == "13800138000") break;
        smsc.send({CommandStatus::message_queue_full, submit.sequence_number, codecs::SubmitSmResp{}});
    }
    SUCCEED("the other subscriber was answered");
}

TEST_CASE("a resting reply whose time comes while the link is held back goes when the link may send again") {
    HallFixture hall;
    auto smsc = hall.bound();
    smsc.deliver("13900139000", "42");
    smsc.expect<DeliverSmResp>();
    const auto resting = smsc.expect<SubmitSm>();
    smsc.send({CommandStatus::message_queue_full, resting.sequence_number, codecs::SubmitSmResp{}});
    CHECK_FALSE(smsc.receive(500ms));
    smsc.deliver("13800138000", "42");
    smsc.expect<DeliverSmResp>();
    const auto throttled = smsc.expect<SubmitSm>();
    smsc.send({CommandStatus::throttled, throttled.sequence_number, codecs::SubmitSmResp{}});
    smsc.expect<SubmitSm>(3s);
    smsc.expect<SubmitSm>(3s);
}
