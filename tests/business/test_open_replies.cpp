// What the business did is always told; what had no effect gives way when its reader asks for more than he can be sent.

#include "tests/business/business_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using daemon::ReplyKind;

namespace {

const std::string flooder = "13800138000";
const std::string neighbour = "13900139000";

daemon::BatchResult take(test::BusinessFixture& hall, const std::string& from, const std::string& body,
                         const std::string& to = "10086") {
    std::vector<daemon::Event> events;
    events.emplace_back(hall.event_of(from, body, to));
    return hall.clerk->handle(std::move(events), hall.now);
}

}  // namespace

TEST_CASE("menus, queries, questions and what is not understood may give way; what was done or refused may not") {
    test::BusinessFixture hall;
    hall.subscriber(flooder, 100000);
    const auto kind = [&hall](const std::string& body) { return take(hall, flooder, body).outbox.at(0).kind; };
    CHECK(kind("10086") == ReplyKind::replaceable);      // a menu
    CHECK(kind("天上的云") == ReplyKind::replaceable);  // nothing
    CHECK(kind("102") == ReplyKind::replaceable);        // a query
    const auto question = take(hall, flooder, "KTLL10").outbox.at(0);
    CHECK(question.kind == ReplyKind::replaceable);
    CHECK(question.useful_until == hall.now + hall.settings.business.wait);
    const auto unclear = take(hall, flooder, "恩恩").outbox.at(0);
    CHECK(unclear.kind == ReplyKind::replaceable);
    CHECK(unclear.useful_until == question.useful_until);
    const auto done = take(hall, flooder, "是").outbox.at(0);
    CHECK(done.kind == ReplyKind::told);
    CHECK_FALSE(done.useful_until);
    CHECK(kind("KTLL10") == ReplyKind::told);  // refused: he has it
    CHECK(hall.query("SELECT count(*) FROM replies WHERE replaceable = 0") == "2;");
}

TEST_CASE("a flood of orders that are refused closes the hall to its sender alone, over whichever extension he sends") {
    test::BusinessFixture hall;  // the flooder is no subscriber: each order is refused, and he must be told
    hall.subscriber(neighbour, 10000);
    std::size_t taken = 0;
    for (int i = 0; i < 30; ++i) {
        const auto result = take(hall, flooder, "KTLL10", i % 2 == 0 ? "10086" : "1008601");
        const auto status = result.answers.at(0).status;
        taken += status == codecs::CommandStatus::ok ? 1 : 0;
        if (status != codecs::CommandStatus::ok) CHECK(status == codecs::CommandStatus::message_queue_full);
    }
    CHECK(taken == 10);
    CHECK(hall.query("SELECT count(*) FROM inbound") == "10;");
    CHECK(take(hall, neighbour, "102").answers.at(0).status == codecs::CommandStatus::ok);
    daemon::SubmitSettled settled;
    settled.outbound_id = std::stoll(hall.query("SELECT min(id) FROM outbound"));
    settled.smsc = "main";
    hall.handle(settled);
    CHECK(take(hall, flooder, "102").answers.at(0).status == codecs::CommandStatus::ok);
}
