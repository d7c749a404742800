#include "daemon/smpp/outbox.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;
using codecs::CommandStatus;

namespace {

struct OutboxFixture {
    Outbox outbox;
    Instant now = Instant{} + 1h;
    UtcTime utc = from_millis(1'800'000'000'000);

    void add(std::int64_t id, const std::string& subscriber) {
        OutboundPart part;
        part.id = id;
        part.smsc = "main";
        part.pdu.destination.digits = subscriber;
        part.created_at = utc;
        outbox.add(std::move(part));
    }
    void wait(Millis time) {
        now += time;
        utc += time;
    }
    std::int64_t take() {
        const auto next = outbox.take_next(now, utc);
        return next ? next->id : 0;
    }
    Outbox::Verdict answer(std::int64_t id, CommandStatus status) {
        return outbox.answered(id, status, "m", now, utc);
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
    const auto end = hall.answer(2, CommandStatus::ok);
    REQUIRE(end.settled);
    CHECK(end.settled->outbound_id == 2);
    CHECK(end.settled->how == Settlement::accepted);
    CHECK(end.settled->message_id == "m");
    CHECK(end.settled->attempts == 1);
    CHECK_FALSE(end.settled->maybe_repeated);
    CHECK_FALSE(hall.answer(2, CommandStatus::ok).settled);  // answered twice: once is enough
}

TEST_CASE("a throttled part takes its old place again and counts no attempt") {
    OutboxFixture hall;
    hall.add(1, "a");
    hall.add(2, "b");
    CHECK(hall.take() == 1);
    const auto verdict = hall.answer(1, CommandStatus::throttled);
    CHECK(verdict.throttled);
    CHECK_FALSE(verdict.settled);
    CHECK(hall.take() == 1);
    CHECK(hall.answer(1, CommandStatus::ok).settled->attempts == 1);
}

TEST_CASE("a part that fails in passing rests longer each time, and its subscriber's later parts wait behind it") {
    OutboxFixture hall;
    const auto status = GENERATE(CommandStatus::message_queue_full, CommandStatus::system_error,
                                 CommandStatus::try_again_later);
    hall.add(1, "a");
    hall.add(2, "a");
    hall.add(3, "b");
    CHECK(hall.take() == 1);
    CHECK_FALSE(hall.answer(1, status).settled);
    CHECK(hall.take() == 3);  // the other subscriber is not held up
    CHECK(hall.take() == 0);
    REQUIRE(hall.outbox.next_wakeup() == hall.now + 1s);
    hall.wait(1s);
    CHECK(hall.take() == 1);
    CHECK(hall.take() == 2);
    hall.answer(1, status);
    CHECK(hall.outbox.next_wakeup() == hall.now + 2s);
}

TEST_CASE("a part that fails in passing for a day is given up, and says with which status") {
    OutboxFixture hall;
    hall.add(1, "a");
    int attempts = 0;
    while (true) {
        REQUIRE(hall.take() == 1);
        ++attempts;
        const auto verdict = hall.answer(1, CommandStatus::system_error);
        if (verdict.settled) {
            CHECK(verdict.settled->how == Settlement::expired);
            CHECK(verdict.settled->status == CommandStatus::system_error);
            CHECK(verdict.settled->attempts == attempts);
            break;
        }
        REQUIRE(hall.outbox.next_wakeup());
        hall.wait(std::chrono::ceil<Millis>(*hall.outbox.next_wakeup() - hall.now));
    }
    CHECK(hall.utc > from_millis(1'800'000'000'000) + 24h);
    CHECK(attempts > 300);
}

TEST_CASE("a refused part ends at once") {
    OutboxFixture hall;
    hall.add(1, "a");
    hall.take();
    const auto verdict = hall.answer(1, CommandStatus::invalid_destination_address);
    REQUIRE(verdict.settled);
    CHECK(verdict.settled->how == Settlement::refused);
}

TEST_CASE("lost links never end a part, silence on living links does after three times") {
    OutboxFixture hall;
    hall.add(1, "a");
    for (int i = 0; i < 20; ++i) {
        REQUIRE(hall.take() == 1);
        CHECK_FALSE(hall.outbox.unanswered(1, false, hall.utc).settled);
    }
    for (int i = 0; i < 2; ++i) {
        REQUIRE(hall.take() == 1);
        CHECK_FALSE(hall.outbox.unanswered(1, true, hall.utc).settled);
    }
    REQUIRE(hall.take() == 1);
    const auto end = hall.outbox.unanswered(1, true, hall.utc);
    REQUIRE(end.settled);
    CHECK(end.settled->how == Settlement::expired);
    CHECK_FALSE(end.settled->status);
    CHECK(end.settled->maybe_repeated);
}
