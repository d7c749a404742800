// One subscriber's open replies, and everybody else's.

#include "tests/clerk/clerk_fixture.hpp"
#include "tests/support/disk_gate.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using codecs::CommandStatus;
using test::ClerkFixture;

namespace {

const std::string anna = "13800138000";
const std::string ben = "13900139000";

CommandStatus answer(ClerkFixture& hall, const std::string& body, const std::string& from) {
    return hall.handle(hall.text(body, from)).answers.at(0).status;
}

SubmitSettled end_of(const OutboundPart& part, Settlement how) {
    SubmitSettled settled;
    settled.outbound_id = part.id;
    settled.smsc = part.smsc;
    settled.how = how;
    return settled;
}

OutboundPart part_of(std::int64_t id, const std::string& subscriber, ReplyKind kind = ReplyKind::told) {
    OutboundPart part;
    part.id = part.reply_id = id;
    part.smsc = "main";
    part.subscriber = subscriber;
    part.kind = kind;
    return part;
}

}  // namespace

TEST_CASE("parts that rest or wait for a person close the hall to nobody, up to a bound; those that can move do") {
    ClerkFixture hall;
    hall.settings.outbox_limit = 2;
    hall.restart();
    for (int i = 0; i < 2; ++i) CHECK(answer(hall, "42", anna) == CommandStatus::ok);
    CHECK(answer(hall, "42", ben) == CommandStatus::message_queue_full);
    hall.handle(LaneRests{"main", "86" + anna});
    CHECK(answer(hall, "42", ben) == CommandStatus::ok);
    const auto part = hall.handle(hall.text("42", ben)).outbox.at(0);
    CHECK(answer(hall, "42", ben) == CommandStatus::message_queue_full);
    hall.handle(end_of(part, Settlement::held));
    CHECK(answer(hall, "42", ben) == CommandStatus::ok);
    // Eight in all is the end of it.
    hall.handle(LaneRests{"main", "86" + ben});
    while (hall.query("SELECT count(*) FROM outbound WHERE status = 'waiting'") != "8;")
        REQUIRE(answer(hall, "42", anna) == CommandStatus::ok);
    CHECK(answer(hall, "42", "13700137000") == CommandStatus::message_queue_full);
}

TEST_CASE("a lane counts again as soon as something of it has moved") {
    ClerkFixture hall;
    hall.settings.outbox_limit = 2;
    hall.restart();
    std::vector<OutboundPart> parts;
    for (int i = 0; i < 3; ++i) {
        parts.push_back(hall.handle(hall.text("42", anna)).outbox.at(0));
        hall.handle(LaneRests{"main", "86" + anna});
    }
    hall.handle(end_of(parts[0], Settlement::dialogue_over));
    CHECK(answer(hall, "42", ben) == CommandStatus::ok);
    hall.handle(end_of(parts[1], Settlement::accepted));
    CHECK(answer(hall, "42", ben) == CommandStatus::message_queue_full);
}

TEST_CASE("what an earlier run has left closes the hall to nobody before anything of it has moved") {
    ClerkFixture hall;
    for (int i = 0; i < 5; ++i) answer(hall, "42", anna);
    hall.settings.outbox_limit = 2;
    hall.restart();
    REQUIRE(hall.recovered.size() == 5);
    CHECK(answer(hall, "42", ben) == CommandStatus::ok);
    hall.handle(end_of(hall.recovered[0], Settlement::accepted));
    CHECK(answer(hall, "42", ben) == CommandStatus::message_queue_full);
}

TEST_CASE("what the clerk counts follows a batch that is rolled back") {
    test::DiskGate gate;
    ClerkFixture hall;
    hall.settings.outbox_limit = 1;
    hall.restart();
    const auto part = hall.handle(hall.text("42", anna)).outbox.at(0);
    gate.fail_syncs(true);
    std::vector<Event> events;
    events.emplace_back(end_of(part, Settlement::accepted));
    events.emplace_back(hall.text("42", ben));
    CHECK(hall.handle(std::move(events)).answers.at(0).status == CommandStatus::message_queue_full);
    gate.fail_syncs(false);
    CHECK(answer(hall, "42", ben) == CommandStatus::ok);  // the settlement was kept, the text was not
    CHECK(answer(hall, "42", ben) == CommandStatus::message_queue_full);
}

TEST_CASE("the count of open lanes goes back step by step when the batch does") {
    OpenLanes open;
    open.add(part_of(1, "a"));
    open.add(part_of(2, "b"), OpenLanes::Found::before);
    open.add(part_of(3, "b"), OpenLanes::Found::held);
    open.keep();
    const auto look = [&open] {
        return std::vector<std::size_t>{open.all("main"), open.movable("main"), open.must_be_told("main", "a"),
                                        open.must_be_told("main", "b")};
    };
    const auto before = look();
    CHECK(before == std::vector<std::size_t>{3, 1, 1, 1});
    open.add(part_of(4, "a", ReplyKind::notice));
    open.settled(2, Settlement::accepted);
    open.settled(3, Settlement::accepted);
    open.held(1);
    open.add(part_of(5, "b", ReplyKind::replaceable));
    open.rests({"main", "b"});
    open.settled(4, Settlement::replaced);
    open.settled(77, Settlement::accepted);
    CHECK(look() == std::vector<std::size_t>{2, 0, 0, 0});
    open.undo();
    CHECK(look() == before);
    open.settled(1, Settlement::accepted);
    open.settled(2, Settlement::accepted);
    open.settled(3, Settlement::accepted);
    CHECK(look() == std::vector<std::size_t>{0, 0, 0, 0});
}

TEST_CASE("a reply that gave way to a newer one is settled as expired, and the rows say why") {
    ClerkFixture hall;
    const auto part = hall.handle(hall.text("42", anna)).outbox.at(0);
    CHECK(part.kind == ReplyKind::replaceable);
    CHECK(hall.query("SELECT replaceable FROM replies") == "1;");
    hall.handle(end_of(part, Settlement::replaced));
    CHECK(hall.query("SELECT status || ' ' || reason FROM outbound") == "expired replaced;");
    CHECK(hall.query("SELECT status FROM v_messages WHERE direction = 'out'") == "failed;");
    CHECK(hall.query("SELECT reason || ' ' || parts FROM v_given_up") == "replaced 1;");
}

TEST_CASE("a list that is for nobody's digits is of use as long as a dialogue would be") {
    ClerkFixture hall;
    const auto part = hall.handle(hall.text("没有这个", anna)).outbox.at(0);
    CHECK(part.kind == ReplyKind::replaceable);
    CHECK(part.useful_until == hall.now + std::chrono::minutes(10));
    hall.restart();
    CHECK(hall.recovered.at(0).kind == ReplyKind::replaceable);
}
