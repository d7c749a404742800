#include "daemon/smpp/outbox.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;
using codecs::CommandStatus;

namespace {

struct OutboxFixture {
    OutboxSettings settings;
    Outbox outbox{settings};
    Instant now = Instant{} + 1h;
    UtcTime utc = from_millis(1'800'000'000'000);

    /// A part of its own reply, unless `reply` says otherwise.
    OutboundPart part(std::int64_t id, const std::string& subscriber, std::int64_t reply = 0) const {
        OutboundPart part;
        part.id = id;
        part.reply_id = reply == 0 ? id : reply;
        part.smsc = "main";
        part.subscriber = subscriber;
        part.pdu.destination.digits = subscriber;
        part.created_at = utc;
        return part;
    }
    void add(std::int64_t id, const std::string& subscriber, std::int64_t reply = 0) {
        outbox.add(part(id, subscriber, reply));
    }
    void with(OutboxSettings other) { outbox = Outbox(std::move(other)); }
    void wait(Millis time) {
        now += time;
        utc += time;
    }
    std::int64_t take() {
        const auto next = outbox.take_next(now, utc);
        return next ? next->id : 0;
    }
    Outbox::Verdict answer(std::int64_t id, CommandStatus status, std::size_t link = 0) {
        return outbox.answered(id, status, "m", now, utc, link);
    }
    void silence(std::int64_t id, bool timed_out) { outbox.unanswered(id, timed_out, now, utc); }
    /// The end of the only part that ended, if one did.
    std::optional<SubmitSettled> end() {
        auto ends = outbox.take_settled();
        REQUIRE(ends.size() <= 1);
        if (ends.empty()) return std::nullopt;
        return ends.front();
    }
};

}  // namespace

TEST_CASE("parts leave in the order of their ids and end when they are answered") {
    OutboxFixture hall;
    hall.add(2, "b");
    hall.add(1, "a");
    CHECK(hall.take() == 1);
    CHECK(hall.take() == 2);
    CHECK(hall.take() == 0);
    hall.answer(2, CommandStatus::ok);
    const auto end = hall.end();
    REQUIRE(end);
    CHECK(end->outbound_id == 2);
    CHECK(end->how == Settlement::accepted);
    CHECK(end->message_id == "m");
    CHECK(end->attempts == 1);
    CHECK(end->submitted_at == hall.utc);
    CHECK_FALSE(end->maybe_repeated);
    hall.answer(2, CommandStatus::ok);
    CHECK_FALSE(hall.end());  // answered twice: once is enough
}

TEST_CASE("a subscriber's next reply leaves when the one before is settled; parts of one reply leave together") {
    OutboxFixture hall;
    hall.add(1, "a", 10);
    hall.add(2, "a", 10);
    hall.add(3, "a", 11);
    hall.add(4, "b", 12);
    CHECK(hall.take() == 1);
    CHECK(hall.take() == 2);
    CHECK(hall.take() == 4);
    CHECK(hall.take() == 0);
    hall.answer(1, CommandStatus::ok);
    CHECK(hall.take() == 0);
    hall.answer(2, CommandStatus::invalid_destination_address);
    CHECK(hall.take() == 3);
}

TEST_CASE("replies to one subscriber keep their order although the SMSC writes his number in two ways") {
    OutboxFixture hall;
    auto first = hall.part(1, "8613800138000");
    first.pdu.destination.digits = "13800138000";
    hall.outbox.add(first);
    hall.add(2, "8613800138000");
    CHECK(hall.take() == 1);
    CHECK(hall.take() == 0);
    hall.answer(1, CommandStatus::ok);
    CHECK(hall.take() == 2);
}

TEST_CASE("a throttled part rests like any other, counts no attempt, and stands in nobody's way") {
    OutboxFixture hall;
    hall.add(1, "a");
    hall.add(2, "a");
    hall.add(3, "b");
    CHECK(hall.take() == 1);
    CHECK(hall.answer(1, CommandStatus::throttled).throttled);
    CHECK_FALSE(hall.end());
    CHECK(hall.take() == 3);  // an hour long, if it must be
    CHECK(hall.take() == 0);
    hall.wait(1s);
    CHECK(hall.take() == 1);
    hall.answer(1, CommandStatus::throttled);
    hall.wait(1s);
    CHECK(hall.take() == 0);
    hall.wait(1s);
    CHECK(hall.take() == 1);
    hall.answer(1, CommandStatus::ok);
    CHECK(hall.end()->attempts == 1);
    CHECK(hall.take() == 2);
}

TEST_CASE("a part that is throttled for a day is given up, and says with which status") {
    OutboxFixture hall;
    hall.add(1, "a");
    while (hall.take() == 1) {
        hall.answer(1, CommandStatus::throttled);
        if (!hall.outbox.next_wakeup()) break;
        hall.wait(std::chrono::ceil<Millis>(*hall.outbox.next_wakeup() - hall.now));
    }
    const auto end = hall.end();
    REQUIRE(end);
    CHECK(end->how == Settlement::too_old);
    CHECK(end->status == CommandStatus::throttled);
    CHECK(hall.utc > from_millis(1'800'000'000'000) + 24h);
}

TEST_CASE("a part that fails in passing rests longer each time, and its subscriber's later parts wait behind it") {
    OutboxFixture hall;
    const auto status = GENERATE(CommandStatus::message_queue_full, CommandStatus::system_error,
                                 CommandStatus::try_again_later);
    hall.add(1, "a");
    hall.add(2, "a");
    hall.add(3, "b");
    CHECK(hall.take() == 1);
    hall.answer(1, status);
    CHECK_FALSE(hall.end());
    CHECK(hall.take() == 3);  // the other subscriber is not held up
    CHECK(hall.take() == 0);
    REQUIRE(hall.outbox.next_wakeup() == hall.now + 1s);
    hall.wait(1s);
    CHECK(hall.take() == 1);
    CHECK(hall.take() == 0);
    hall.answer(1, status);
    CHECK(hall.outbox.next_wakeup() == hall.now + 2s);
    hall.wait(2s);
    CHECK(hall.take() == 1);
    hall.answer(1, CommandStatus::ok);
    CHECK(hall.take() == 2);
}

TEST_CASE("a part that fails in passing for a day is given up, and says with which status") {
    OutboxFixture hall;
    hall.add(1, "a");
    int attempts = 0;
    while (hall.take() == 1) {
        ++attempts;
        hall.answer(1, CommandStatus::system_error);
        if (!hall.outbox.next_wakeup()) break;
        hall.wait(std::chrono::ceil<Millis>(*hall.outbox.next_wakeup() - hall.now));
    }
    const auto end = hall.end();
    REQUIRE(end);
    CHECK(end->how == Settlement::too_old);
    CHECK(end->status == CommandStatus::system_error);
    CHECK(end->attempts == attempts);
    CHECK(hall.utc > from_millis(1'800'000'000'000) + 24h);
    CHECK(attempts > 300);
    CHECK(attempts < 400);
}

TEST_CASE("a refused part ends at once, a vendor's own status gets one more attempt") {
    OutboxFixture hall;
    hall.add(1, "a");
    hall.take();
    hall.answer(1, CommandStatus::invalid_destination_address);
    REQUIRE(hall.end()->how == Settlement::refused);
    hall.add(2, "a");
    hall.take();
    hall.answer(2, CommandStatus{0x412});
    CHECK_FALSE(hall.end());
    hall.wait(1s);
    CHECK(hall.take() == 2);
    hall.answer(2, CommandStatus{0x412});
    CHECK(hall.end()->how == Settlement::refused);
}

TEST_CASE("settings say what a status means at one SMSC") {
    OutboxFixture hall;
    hall.with({Unanswered::resend,
               {{CommandStatus{0x412}, codecs::StatusClass::slow_down},
                {CommandStatus::system_error, codecs::StatusClass::refused}}});
    hall.add(1, "a");
    hall.take();
    CHECK(hall.answer(1, CommandStatus{0x412}).throttled);
    hall.wait(1s);
    hall.take();
    hall.answer(1, CommandStatus::system_error);
    CHECK(hall.end()->how == Settlement::refused);
}

TEST_CASE("a status about the session asks for a new one, but not for ever") {
    OutboxFixture hall;
    hall.add(1, "a");
    int rebinds = 0;
    for (int i = 0; i < 10; ++i) {
        REQUIRE(hall.take() == 1);
        rebinds += hall.answer(1, CommandStatus::invalid_bind_status).rebind ? 1 : 0;
        CHECK_FALSE(hall.end());
        hall.wait(300s);
    }
    CHECK(rebinds == 3);
}

TEST_CASE("a status about everybody's messages stops the link only when several subscribers in a row get it") {
    OutboxFixture hall;
    for (int i = 1; i <= 4; ++i) hall.add(i, std::string(1, static_cast<char>('a' + i)));
    for (int i = 1; i <= 4; ++i) CHECK(hall.take() == i);
    CHECK_FALSE(hall.answer(1, CommandStatus::invalid_source_address).stop);
    hall.answer(2, CommandStatus::ok);
    CHECK(hall.end());
    CHECK_FALSE(hall.answer(3, CommandStatus::invalid_source_address).stop);
    CHECK_FALSE(hall.answer(4, CommandStatus::invalid_source_address).stop);
    hall.wait(1s);
    CHECK(hall.take() == 1);
    CHECK(hall.answer(1, CommandStatus::invalid_source_address).stop);
    CHECK_FALSE(hall.end());  // none of them is lost
}

TEST_CASE("one message's fault of the session rests it, and refuses it in the end, while the session accepts others") {
    OutboxFixture hall;
    // ESME_RINVCMDID in a generic_nack, ESME_RINVBNDSTS
    const auto status = GENERATE(CommandStatus::invalid_command_id, CommandStatus::invalid_bind_status);
    hall.add(1, "a");
    std::int64_t other = 100;
    int attempts = 0;
    for (bool settled = false; !settled;) {
        ++other;
        hall.add(other, std::to_string(other));
        std::set<std::int64_t> taken;
        while (const auto id = hall.take()) taken.insert(id);
        REQUIRE(taken.contains(other));
        hall.answer(other, CommandStatus::ok);
        if (taken.contains(1)) {
            ++attempts;
            CHECK_FALSE(hall.answer(1, status).rebind);
        }
        for (const auto& end : hall.outbox.take_settled()) {
            if (end.outbound_id != 1) continue;
            settled = true;
            CHECK(end.how == Settlement::refused);
            CHECK(end.status == status);
        }
        hall.wait(1s);
        REQUIRE(attempts < 5);
    }
    CHECK(attempts == 4);
}

TEST_CASE("a session that accepts nobody any more is at fault: a new one is asked for, and nobody is refused for good") {
    OutboxFixture hall;
    const int accepted_before = GENERATE(0, 5, 1000);
    for (int i = 0; i < accepted_before; ++i) {
        hall.add(i + 1, std::to_string(i));
        hall.answer(hall.take(), CommandStatus::ok);
    }
    hall.outbox.take_settled();
    for (int i = 0; i < 25; ++i) hall.add(10000 + i, "x" + std::to_string(i));
    int refused = 0;
    bool rebind = false;
    while (!rebind) {
        const auto id = hall.take();
        REQUIRE(id != 0);
        ++refused;
        rebind = hall.answer(id, CommandStatus::invalid_bind_status).rebind;
    }
    // The first alone of a session that has accepted nothing; among many accepted ones a few in a row are chance.
    CHECK(refused == (accepted_before == 0 ? 1 : accepted_before == 5 ? 5 : 20));
    CHECK(hall.outbox.take_settled().empty());
    hall.outbox.session_began(0);
    hall.wait(1s);
    CHECK(hall.answer(hall.take(), CommandStatus::invalid_bind_status).rebind);
}

TEST_CASE("where hardly anybody asks, a session that refuses one subscriber again with nothing accepted between is at fault") {
    OutboxFixture hall;
    for (int i = 1; i <= 1000; ++i) {
        hall.add(i, std::to_string(i));
        hall.answer(hall.take(), CommandStatus::ok);
    }
    hall.outbox.take_settled();
    hall.add(2000, "x");
    int rebinds = 0;
    for (int i = 0; i < 4; ++i) {
        REQUIRE(hall.take() == 2000);
        rebinds += hall.answer(2000, CommandStatus::invalid_bind_status).rebind ? 1 : 0;
        CHECK_FALSE(hall.end());
        hall.wait(300s);
    }
    CHECK(rebinds == 3);
    REQUIRE(hall.take() == 2000);
    hall.answer(2000, CommandStatus::ok);
    CHECK(hall.end()->how == Settlement::accepted);
}

TEST_CASE("what one link accepts says nothing of the session of another") {
    OutboxFixture hall;
    for (int i = 1; i <= 3; ++i) hall.add(i, std::to_string(i));
    for (int i = 1; i <= 3; ++i) REQUIRE(hall.take() == i);
    hall.answer(1, CommandStatus::ok, 1);
    CHECK_FALSE(hall.answer(2, CommandStatus::invalid_bind_status, 1).rebind);
    CHECK(hall.answer(3, CommandStatus::invalid_bind_status, 2).rebind);
}

TEST_CASE("messages that are everybody's refusal by chance, in a row among many accepted ones, stop nothing") {
    OutboxFixture hall;
    for (int i = 1; i <= 1000; ++i) hall.add(i, std::to_string(i));
    for (int i = 1; i <= 1000; ++i) {
        REQUIRE(hall.take() == i);
        // Half of the destinations are refused from some time on, eight in a row.
        const bool bad = i > 20 && i % 16 >= 8;
        CHECK_FALSE(hall.answer(i, bad ? CommandStatus::invalid_source_address : CommandStatus::ok).stop);
    }
}

TEST_CASE("an SMSC that refused everybody for hours and takes submits again has them all within seconds") {
    OutboxFixture hall;
    const auto status = GENERATE(CommandStatus::message_queue_full, CommandStatus::throttled, CommandStatus::system_error);
    constexpr int subscribers = 1000;
    for (int i = 1; i <= subscribers; ++i) hall.add(i, std::to_string(i));
    int tries = 0;
    // Every tenth of a second for an hour the ready ones are tried.
    for (int i = 0; i < 36000; ++i) {
        while (const auto id = hall.take()) {
            ++tries;
            hall.answer(id, status);
        }
        hall.wait(100ms);
    }
    CHECK(tries < subscribers * 25);  // rests of four minutes, not two seconds, for each
    CHECK(hall.outbox.next_wakeup() < hall.now + 2s);
    int accepted = 0;
    for (int i = 0; i < 50; ++i) {
        while (const auto id = hall.take()) {
            hall.answer(id, CommandStatus::ok);
            ++accepted;
        }
        hall.wait(100ms);
    }
    CHECK(accepted == subscribers);
}

TEST_CASE("one handset that is switched on does not have a thousand others tried that are off") {
    OutboxFixture hall;
    for (int i = 1; i <= 1000; ++i) hall.add(i, std::to_string(i));
    const auto run = [&](int seconds, bool first_is_on) {
        int tries = 0;
        for (int i = 0; i < seconds * 10; ++i) {
            while (const auto id = hall.take()) {
                ++tries;
                hall.answer(id, id == 1 && first_is_on ? CommandStatus::ok : CommandStatus::message_queue_full);
            }
            hall.wait(100ms);
        }
        return tries;
    };
    run(3600, false);
    const int before = run(600, false);
    const int after = run(600, true);
    CHECK(after <= before + 4);
}

TEST_CASE("ten thousand lanes that wake in one moment do not stand before who has just asked") {
    OutboxFixture hall;
    for (int i = 1; i <= 10000; ++i) hall.add(i, "off" + std::to_string(i));
    while (const auto id = hall.take()) hall.answer(id, CommandStatus::message_queue_full);
    hall.wait(1s);
    hall.add(20001, "a");
    hall.add(20002, "b");
    const std::set<std::int64_t> first_four{hall.take(), hall.take(), hall.take(), hall.take()};
    CHECK(first_four.contains(20001));
    CHECK(first_four.contains(20002));
    CHECK(first_four.size() == 4);
    CHECK(*first_four.begin() <= 10000);  // and the others are not starved either
}

TEST_CASE("lost links never end a part, silence on living links that take others does after three times") {
    OutboxFixture hall;
    hall.add(1, "a");
    for (int i = 0; i < 20; ++i) {
        REQUIRE(hall.take() == 1);
        hall.silence(1, false);
        CHECK_FALSE(hall.end());
    }
    for (int i = 1; i <= 3; ++i) {
        REQUIRE(hall.take() == 1);
        hall.add(100 + i, std::to_string(i));
        hall.answer(hall.take(), CommandStatus::ok);
        CHECK(hall.end()->how == Settlement::accepted);
        hall.silence(1, true);
        if (i < 3) CHECK_FALSE(hall.end());
    }
    const auto end = hall.end();
    REQUIRE(end);
    CHECK(end->how == Settlement::unanswered);
    CHECK_FALSE(end->status);
    CHECK(end->maybe_repeated);
}

TEST_CASE("an SMSC that takes nothing for minutes loses no part of what was under way; each goes again, more and more seldom") {
    OutboxFixture hall;
    hall.add(1, "first");
    REQUIRE(hall.take() == 1);
    for (int i = 2; i <= 10; ++i) hall.add(i, std::to_string(i));
    std::set<std::int64_t> under_way;
    while (const auto id = hall.take()) under_way.insert(id);
    hall.answer(1, CommandStatus::ok);  // sent before the others: says nothing of them
    CHECK(hall.end());
    int copies = 0;
    const auto began = hall.now;
    while (hall.now < began + 1h) {
        hall.wait(20s);
        for (const auto id : std::exchange(under_way, {})) hall.silence(id, true);
        REQUIRE(hall.outbox.take_settled().empty());
        while (const auto id = hall.take()) {
            under_way.insert(id);
            ++copies;
        }
    }
    CHECK(copies < 9 * 25);
    hall.wait(300s);
    for (const auto id : std::exchange(under_way, {})) hall.answer(id, CommandStatus::ok);
    while (const auto id = hall.take()) hall.answer(id, CommandStatus::ok);
    CHECK(hall.outbox.take_settled().size() == 9);
    hall.add(20, "lost for good");
    for (int i = 0; hall.outbox.size() > 0 && i < 1000; ++i) {
        if (hall.take() == 20) hall.silence(20, true);
        hall.wait(300s);
    }
    CHECK(hall.end()->how == Settlement::too_old);
}

TEST_CASE("a late answer settles a part that already waits to go again") {
    OutboxFixture hall;
    hall.add(1, "a");
    hall.take();
    hall.silence(1, true);
    hall.answer(1, CommandStatus::ok);
    CHECK(hall.end()->how == Settlement::accepted);
    CHECK(hall.take() == 0);
}

TEST_CASE("unanswered: fail gives a part up that may have been taken, and never submits it again") {
    OutboxFixture hall;
    hall.with({Unanswered::fail, {}});
    hall.add(1, "a");
    CHECK(hall.take() == 0);  // first it is written down that it is about to leave
    REQUIRE(hall.outbox.take_announcements() == std::vector<std::int64_t>{1});
    CHECK(hall.outbox.take_announcements().empty());
    CHECK(hall.outbox.has_under_way());
    hall.outbox.released(1);
    CHECK(hall.take() == 1);
    hall.silence(1, false);
    CHECK(hall.end()->how == Settlement::unanswered);
    CHECK(hall.take() == 0);
}

TEST_CASE("unanswered: hold keeps the part for a person, lets the next reply pass, and believes a late answer") {
    OutboxFixture hall;
    hall.with({Unanswered::hold, {}});
    hall.add(1, "a");
    hall.add(2, "a");
    hall.take();
    hall.outbox.take_announcements();
    hall.outbox.released(1);
    CHECK(hall.take() == 1);
    hall.silence(1, true);
    CHECK(hall.end()->how == Settlement::held);
    hall.take();
    CHECK(hall.outbox.take_announcements() == std::vector<std::int64_t>{2});
    hall.answer(1, CommandStatus::ok);
    CHECK(hall.end()->how == Settlement::accepted);
}

TEST_CASE("with unanswered: fail only so many parts are announced at once, and all leave in the end") {
    OutboxFixture hall;
    hall.with({Unanswered::fail, {}});
    constexpr int parts = 200;
    for (int i = 1; i <= parts; ++i) hall.add(i, std::to_string(i));
    int sent = 0;
    while (sent < parts) {
        while (const auto id = hall.take()) {
            ++sent;
            hall.answer(id, CommandStatus::ok);
        }
        hall.outbox.take_settled();
        const auto announced = hall.outbox.take_announcements();
        if (sent < parts) REQUIRE_FALSE(announced.empty());
        CHECK(announced.size() <= 64);
        CHECK((announced.size() < 64 || !hall.outbox.has_ready()));  // else the pump would spin
        for (const auto id : announced) hall.outbox.released(id);
    }
}

TEST_CASE("a list of choices that would come after its dialogue is over is dropped, and says so") {
    OutboxFixture hall;
    auto part = hall.part(1, "a");
    part.useful_until = hall.utc + 10min;
    hall.outbox.add(part);
    hall.add(2, "a");
    hall.wait(10min);
    CHECK(hall.take() == 2);
    const auto end = hall.end();
    REQUIRE(end);
    CHECK(end->outbound_id == 1);
    CHECK(end->how == Settlement::dialogue_over);
    CHECK_FALSE(end->submitted_at);
}

TEST_CASE("while the clock is in doubt no part is given up as too old or because its dialogue is over") {
    OutboxFixture hall;
    auto list = hall.part(1, "a");
    list.useful_until = hall.utc + 10min;
    hall.outbox.add(list);
    hall.add(2, "b");
    hall.outbox.stand_still(true);
    hall.wait(std::chrono::days(400));
    hall.outbox.expire(hall.utc);
    CHECK_FALSE(hall.end());
    CHECK_FALSE(hall.outbox.next_expiry());
    SECTION("they are sent if they can be") {
        CHECK(hall.take() == 1);
        CHECK(hall.take() == 2);
    }
    SECTION("afterwards they end as ever") {
        hall.outbox.stand_still(false);
        CHECK_FALSE(hall.take());
        CHECK(hall.outbox.take_settled().size() == 2);
    }
}

TEST_CASE("a part that is added twice is one part") {
    OutboxFixture hall;
    hall.add(1, "a");
    CHECK(hall.take() == 1);
    hall.add(1, "a");
    CHECK(hall.take() == 0);
}

TEST_CASE("a part that the SMSC refuses for now is nobody's: it must be announced again before it goes again") {
    OutboxFixture hall;
    hall.with({Unanswered::fail, {}});
    hall.add(1, "a");
    hall.take();
    hall.outbox.take_announcements();
    hall.outbox.released(1);
    CHECK(hall.take() == 1);
    const auto status = GENERATE(CommandStatus::throttled, CommandStatus::message_queue_full);
    hall.answer(1, status);
    CHECK(hall.outbox.take_voided() == std::vector<std::int64_t>{1});
    hall.wait(1s);
    CHECK(hall.take() == 0);
    CHECK(hall.outbox.take_announcements() == std::vector<std::int64_t>{1});
}

TEST_CASE("a list of which one part has left is sent whole, however late") {
    OutboxFixture hall;
    for (int id = 1; id <= 2; ++id) {
        auto part = hall.part(id, "a", 7);
        part.useful_until = hall.utc + 10min;
        hall.outbox.add(part);
    }
    CHECK(hall.take() == 1);
    CHECK(hall.take() == 2);
    hall.answer(1, CommandStatus::ok);
    CHECK(hall.end());
    hall.answer(2, CommandStatus::message_queue_full);
    hall.wait(20min);
    CHECK(hall.take() == 2);
}

TEST_CASE("a list in a lane that rests ends with its dialogue, and does not wait for the lane to wake") {
    OutboxFixture hall;
    hall.add(1, "a");
    auto list = hall.part(2, "a");
    list.useful_until = hall.utc + 10s;
    hall.outbox.add(list);
    for (int i = 0; i < 8; ++i) {  // the rests grow: the last of them is longer than a minute
        CHECK(hall.take() == 1);
        hall.answer(1, CommandStatus::message_queue_full);
        if (i < 7) hall.now = *hall.outbox.next_wakeup();
    }
    CHECK(*hall.outbox.next_wakeup() > hall.now + 1min);
    CHECK(hall.outbox.next_expiry() == list.useful_until);
    hall.wait(10s);
    hall.outbox.expire(hall.utc);
    const auto end = hall.end();
    REQUIRE(end);
    CHECK(end->outbound_id == 2);
    CHECK(end->how == Settlement::dialogue_over);
    CHECK_FALSE(hall.outbox.next_expiry());
}

TEST_CASE("a list that was refused for now ends with its dialogue like any other, and what has no end of use never does") {
    OutboxFixture hall;
    auto list = hall.part(1, "a");
    list.useful_until = hall.utc + 10s;
    hall.outbox.add(list);
    hall.add(2, "a");
    CHECK(hall.take() == 1);
    hall.outbox.expire(hall.utc + 1h);  // in flight: its answer decides
    CHECK_FALSE(hall.end());
    hall.answer(1, CommandStatus::message_queue_full);
    hall.wait(10s);
    hall.outbox.expire(hall.utc);
    CHECK(hall.end()->outbound_id == 1);
    hall.outbox.expire(hall.utc + 23h);
    CHECK_FALSE(hall.end());
}

TEST_CASE("of more open replies than a subscriber may have, the oldest that had no effect is replaced") {
    OutboxFixture hall;
    hall.with({Unanswered::resend, {}, 3});
    const auto add = [&hall](std::int64_t id, ReplyKind kind) {
        auto part = hall.part(id, "a");
        part.kind = kind;
        part.created_at += Millis(id);
        hall.outbox.add(part);
    };
    add(1, ReplyKind::told);
    add(2, ReplyKind::replaceable);
    add(3, ReplyKind::replaceable);
    CHECK_FALSE(hall.end());
    add(4, ReplyKind::replaceable);
    const auto end = hall.end();
    REQUIRE(end);
    CHECK(end->outbound_id == 2);
    CHECK(end->how == Settlement::replaced);
    CHECK(end->answered_at == hall.utc + 4ms);
    CHECK_FALSE(end->submitted_at);
    add(5, ReplyKind::notice);  // nobody's question: it takes no place
    CHECK_FALSE(hall.end());
    add(6, ReplyKind::told);
    CHECK(hall.end()->outbound_id == 3);
    add(7, ReplyKind::told);
    CHECK(hall.end()->outbound_id == 4);
    add(8, ReplyKind::told);  // nothing is left that could give way: what the business did is always told
    CHECK_FALSE(hall.end());
    add(9, ReplyKind::replaceable);  // and the newest is never dropped at once
    CHECK_FALSE(hall.end());
}

TEST_CASE("of a reply that is replaced all parts go, and none of one that is under way") {
    OutboxFixture hall;
    hall.with({Unanswered::resend, {}, 1});
    const auto add = [&hall](std::int64_t id, std::int64_t reply) {
        auto part = hall.part(id, "a", reply);
        part.kind = ReplyKind::replaceable;
        hall.outbox.add(part);
    };
    add(1, 10);
    add(2, 10);
    CHECK(hall.take() == 1);
    add(3, 11);
    add(4, 11);
    CHECK(hall.outbox.take_settled().empty());  // part 1 is in flight, and half a list helps nobody
    add(5, 12);
    const auto ends = hall.outbox.take_settled();
    REQUIRE(ends.size() == 2);
    CHECK(ends[0].outbound_id == 3);
    CHECK(ends[1].outbound_id == 4);
    hall.answer(1, CommandStatus::ok);
    hall.end();
    add(6, 13);
    CHECK(hall.end()->outbound_id == 5);  // and not part 2: part 1 of its reply has arrived
    CHECK(hall.take() == 2);
}

TEST_CASE("sixteen thousand lists for a handset that is off leave ten of them, and everybody else is served at once") {
    OutboxFixture hall;
    std::int64_t id = 0;
    for (int i = 0; i < 16'667; ++i) {
        auto part = hall.part(++id, "a");
        part.kind = ReplyKind::replaceable;
        hall.outbox.add(part);
        if (const auto next = hall.take()) hall.answer(next, CommandStatus::message_queue_full);
        hall.outbox.take_settled();
    }
    CHECK(hall.outbox.size() == 10);
    hall.add(++id, "b");
    CHECK(hall.take() == id);
}

TEST_CASE("a lane says when it begins to rest, and again only after something of it has moved") {
    OutboxFixture hall;
    hall.add(1, "a");
    hall.add(2, "a");
    hall.take();
    CHECK(hall.outbox.take_resting().empty());
    hall.answer(1, CommandStatus::message_queue_full);
    CHECK(hall.outbox.take_resting() == std::vector<std::string>{"a"});
    hall.wait(1s);
    hall.take();
    hall.answer(1, CommandStatus::message_queue_full);
    CHECK(hall.outbox.take_resting().empty());
    hall.wait(2s);
    hall.take();
    hall.answer(1, CommandStatus::ok);
    hall.take();
    hall.answer(2, CommandStatus::message_queue_full);
    CHECK(hall.outbox.take_resting() == std::vector<std::string>{"a"});
}

TEST_CASE("replies go before notices, also before notices that are older; a subscriber's own order stays") {
    OutboxFixture hall;
    const auto notice = [&hall](std::int64_t id, const std::string& subscriber) {
        auto part = hall.part(id, subscriber);
        part.kind = ReplyKind::notice;
        hall.outbox.add(part);
    };
    notice(1, "a");
    notice(2, "b");
    hall.add(3, "b");
    hall.add(4, "c");
    CHECK(hall.take() == 2);  // a reply waits behind it
    CHECK(hall.take() == 4);
    CHECK(hall.take() == 1);
    hall.answer(2, CommandStatus::ok);
    CHECK(hall.take() == 3);
}

TEST_CASE("a lane that is emptied keeps what is in flight, and goes on with what comes after") {
    OutboxFixture hall;
    hall.add(1, "a", 10);
    hall.add(2, "a", 10);
    hall.add(3, "a", 11);
    CHECK(hall.take() == 1);
    CHECK(hall.outbox.longest(5).front().parts == 3);
    CHECK(hall.outbox.longest(5).front().replies == 2);
    CHECK(hall.outbox.empty_lane("a", hall.utc) == 2);
    for (const auto& end : hall.outbox.take_settled()) CHECK(end.how == Settlement::emptied);
    CHECK(hall.outbox.empty_lane("nobody", hall.utc) == 0);
    hall.add(4, "a");
    hall.answer(1, CommandStatus::ok);
    CHECK(hall.take() == 4);
}

TEST_CASE("the longest lanes are those with most parts, with what holds them up") {
    OutboxFixture hall;
    hall.add(1, "a");
    hall.add(2, "b");
    hall.add(3, "b");
    hall.add(4, "c");
    hall.take();
    hall.answer(1, CommandStatus::message_queue_full);
    const auto lanes = hall.outbox.longest(2);
    REQUIRE(lanes.size() == 2);
    CHECK(lanes[0].subscriber == "b");
    CHECK(lanes[0].parts == 2);
    CHECK_FALSE(lanes[0].rests_until);
    CHECK(lanes[1].subscriber == "a");
    CHECK(lanes[1].rests_until == hall.now + 1s);
    CHECK(lanes[1].last_status == CommandStatus::message_queue_full);
}

TEST_CASE("what is recalled is not submitted any more, and what is in flight ends with its answer") {
    OutboxFixture hall;
    hall.add(1, "a");
    hall.add(2, "a");
    hall.outbox.recall(1, hall.utc);
    const auto end = hall.end();
    REQUIRE(end);
    CHECK(end->how == Settlement::recalled);
    CHECK_FALSE(end->submitted_at);
    CHECK(hall.take() == 2);
    hall.outbox.recall(2, hall.utc);
    CHECK_FALSE(hall.end());
    SECTION("taken is taken") {
        hall.answer(2, CommandStatus::ok);
        CHECK(hall.end()->how == Settlement::accepted);
    }
    SECTION("a link that is lost gives nobody a second copy") {
        hall.silence(2, false);
        CHECK(hall.take() == 0);
        CHECK(hall.end()->how == Settlement::recalled);
    }
    SECTION("nor does an SMSC that is full") {
        hall.answer(2, CommandStatus::message_queue_full);
        hall.wait(1h);
        CHECK(hall.take() == 0);
        CHECK(hall.end()->how == Settlement::recalled);
    }
    CHECK(hall.outbox.size() == 0);
    hall.outbox.recall(2, hall.utc);  // long gone
}

TEST_CASE("a reply that could leave and does not says since when; what rests, is in flight or waits behind another does not") {
    OutboxFixture hall;
    CHECK_FALSE(hall.outbox.oldest_ready());
    const auto begin = hall.utc;
    hall.add(1, "a");
    hall.add(2, "a");
    hall.wait(5s);
    hall.add(3, "b");
    CHECK(hall.outbox.oldest_ready() == begin);
    CHECK(hall.take() == 1);
    CHECK(hall.outbox.oldest_ready() == begin + 5s);
    hall.wait(10s);
    hall.answer(1, CommandStatus::ok);
    CHECK(hall.outbox.oldest_ready() == begin + 5s);
    CHECK(hall.take() == 2);
    CHECK(hall.take() == 3);
    CHECK_FALSE(hall.outbox.oldest_ready());
    hall.answer(2, CommandStatus::message_queue_full);
    CHECK_FALSE(hall.outbox.oldest_ready());
    hall.add(4, "a");
    CHECK_FALSE(hall.outbox.oldest_ready());
}

TEST_CASE("a subscriber who asks much is late for his own sake: each reply waits since the one before has left") {
    OutboxFixture hall;
    const auto begin = hall.utc;
    hall.add(1, "a");
    hall.add(2, "a");
    hall.take();
    hall.wait(30s);
    hall.answer(1, CommandStatus::ok);
    CHECK(hall.outbox.oldest_ready() == begin + 30s);
}

TEST_CASE("of notices nobody waits for an answer: they do not make the hall late") {
    OutboxFixture hall;
    auto notice = hall.part(1, "a");
    notice.kind = ReplyKind::notice;
    hall.outbox.add(notice);
    hall.wait(1h);
    CHECK_FALSE(hall.outbox.oldest_ready());
}

TEST_CASE("an answer that ends a part for good says so, one after which it goes again does not") {
    OutboxFixture hall;
    struct Row {
        CommandStatus status;
        int attempts;  // until it ends
    };
    for (const auto& row : {Row{CommandStatus::invalid_destination_address, 1}, Row{CommandStatus(0x11), 1},
                            Row{CommandStatus(0x400), 2}}) {
        hall.with({});
        hall.add(1, "a");
        for (int i = 1; i <= row.attempts; ++i) {
            REQUIRE(hall.take() == 1);
            CHECK(hall.answer(1, row.status).refused == (i == row.attempts));
            hall.wait(10s);
        }
    }
}
