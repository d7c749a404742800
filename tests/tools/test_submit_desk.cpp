// What the SMSC of a scenario does with submits: window, throttle, chance, and when answers leave.

#include "tools/hall_smsc/play/submit_desk.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::tools;
using namespace std::chrono_literals;
using codecs::CommandStatus;

namespace {

PendingAnswer answer_of(LinkId link, const std::string& id, bool late = false) {
    return {link, {}, CommandStatus::ok, id, late};
}

std::string leaving(SubmitDesk& desk, Instant now) {
    std::string ids;
    while (const auto answer = desk.next_due(now)) ids += answer->id;
    return ids;
}

}  // namespace

TEST_CASE("submits beyond the rate are throttled and not taken") {
    Scenario scenario;
    scenario.submit.per_second = 2;
    FaultPlan plan(scenario, 1);
    SubmitDesk desk(scenario.submit, plan);
    const Instant now{};
    CHECK(desk.judge(1, std::nullopt, now).kept);
    CHECK(desk.judge(2, std::nullopt, now).kept);
    const SubmitVerdict third = desk.judge(1, std::nullopt, now);
    CHECK(third.status == CommandStatus::throttled);
    CHECK_FALSE(third.kept);
    CHECK(third.answered);
    CHECK(desk.judge(1, std::nullopt, now + 1s).kept);
}

TEST_CASE("a link that leaves too many submits unanswered hears that the queue is full") {
    Scenario scenario;
    scenario.submit.window = 2;
    FaultPlan plan(scenario, 1);
    SubmitDesk desk(scenario.submit, plan);
    const Instant now{};
    desk.answer_later(answer_of(1, "a"), 1s, now);
    CHECK(desk.judge(1, std::nullopt, now).kept);
    desk.answer_later(answer_of(1, "b"), 1s, now);
    CHECK(desk.judge(1, std::nullopt, now).status == CommandStatus::message_queue_full);
    CHECK(desk.judge(2, std::nullopt, now).kept);  // each link has its own window
    CHECK(leaving(desk, now + 1s) == "ab");
    CHECK(desk.judge(1, std::nullopt, now + 1s).kept);
}

TEST_CASE("answers keep their order unless they are late or may overtake") {
    Scenario scenario;
    FaultPlan plan(scenario, 1);
    SubmitDesk desk(scenario.submit, plan);
    const Instant now{};
    desk.answer_later(answer_of(1, "a"), 100ms, now);
    desk.answer_later(answer_of(1, "L", true), 2s, now);
    desk.answer_later(answer_of(1, "b"), 10ms, now);
    desk.answer_later(answer_of(2, "x"), 10ms, now);
    CHECK(leaving(desk, now + 50ms) == "x");
    CHECK(leaving(desk, now + 100ms) == "ab");
    CHECK(leaving(desk, now + 2s) == "L");

    scenario.submit.reorder_answers = true;
    desk.answer_later(answer_of(1, "a"), 100ms, now);
    desk.answer_later(answer_of(1, "b"), 10ms, now);
    CHECK(leaving(desk, now + 100ms) == "ba");
}

TEST_CASE("a lost answer belongs to a submit that was taken, one that never comes to one that was not") {
    Scenario scenario;
    FaultPlan plan(scenario, 1);
    SubmitDesk desk(scenario.submit, plan);
    scenario.submit.lose_answers = 1;
    const SubmitVerdict lost = desk.judge(1, std::nullopt, {});
    CHECK((lost.kept && !lost.answered && lost.status == CommandStatus::ok));
    scenario.submit.never = 1;
    const SubmitVerdict never = desk.judge(1, std::nullopt, {});
    CHECK((!never.kept && !never.answered));
}

TEST_CASE("answers of a lost link never leave") {
    Scenario scenario;
    FaultPlan plan(scenario, 1);
    SubmitDesk desk(scenario.submit, plan);
    desk.answer_later(answer_of(1, "a"), 1s, {});
    desk.answer_later(answer_of(2, "b"), 1s, {});
    const auto lost = desk.link_lost(1);
    REQUIRE(lost.size() == 1);
    CHECK(lost[0].id == "a");
    CHECK(leaving(desk, Instant{} + 1h) == "b");
    CHECK(desk.pending() == 0);
}

TEST_CASE("the subscribers that are always refused are the first ones, and what happens to them is told from the rate") {
    SubmitFaults faults;
    faults.per_second = 1;
    faults.always = CommandStatus::throttled;
    faults.always_for = 2;
    Scenario scenario;
    scenario.submit = faults;
    FaultPlan plan(scenario, 1);
    SubmitDesk desk(scenario.submit, plan);
    const Instant now = Instant{} + 1h;
    for (const std::uint32_t unlucky : {0U, 1U, 0U}) {
        const auto verdict = desk.judge(1, unlucky, now);
        CHECK(verdict.status == CommandStatus::throttled);
        CHECK(verdict.ill_fated);
    }
    CHECK(desk.judge(1, 2U, now).kept);  // those before took no place of the rate
    const auto beyond = desk.judge(1, 3U, now);
    CHECK(beyond.status == CommandStatus::throttled);
    CHECK_FALSE(beyond.ill_fated);
}
