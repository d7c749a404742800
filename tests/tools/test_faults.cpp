// The fault plan: the same seed gives the same run, and one fault's draws do not shift another's.

#include "tools/hall_smsc/play/faults.hpp"
#include "tools/hall_smsc/play/throttle.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace hall;
using namespace hall::tools;
using namespace std::chrono_literals;
using codecs::CommandStatus;

namespace {

Scenario troubled() {
    Scenario scenario;
    scenario.deliver.lose_answers = 0.1;
    scenario.deliver.twice = 0.2;
    scenario.deliver.delay = {10ms, 100ms};
    scenario.deliver.reorder = true;
    scenario.submit.statuses = {{CommandStatus::message_queue_full, 0.1}, {CommandStatus::system_error, 0.1}};
    scenario.submit.lose_answers = 0.1;
    scenario.submit.never = 0.1;
    scenario.submit.late_share = 0.1;
    scenario.submit.late_by = 2s;
    scenario.submit.answer_delay = {0ms, 50ms};
    scenario.links.drop_every = 5s;
    scenario.links.mid_frame = 0.5;
    scenario.links.silent_every = 7s;
    scenario.links.split_writes = 9;
    scenario.receipts.share = 0.5;
    scenario.receipts.variants = all_receipt_variants();
    return scenario;
}

/// A history of decisions as words; `submits` asks about submits too.
std::string history(const Scenario& scenario, std::uint64_t seed, bool submits) {
    FaultPlan plan(scenario, seed);
    std::string words;
    const auto add = [&words](auto value) { words += std::to_string(value) + " "; };
    for (int i = 0; i < 200; ++i) {
        add(plan.delivery_delay().count());
        add(plan.redelivery_delay().count());
        add(plan.lose_delivery_answer());
        add(plan.hand_twice());
        for (const std::size_t part : plan.order_of_parts(4)) add(part);
        if (submits) {
            for (int k = 0; k <= i % 3; ++k) plan.submit();
        }
        add(plan.until_drop()->count());
        add(plan.mid_frame().value_or(-1));
        add(plan.until_silence()->count());
        add(plan.victim(5));
        add(plan.piece());
        const ReceiptFate receipt = plan.receipt();
        add(receipt.sent);
        add(static_cast<int>(receipt.variant));
        add(receipt.delay.count());
    }
    return words;
}

}  // namespace

TEST_CASE("the same scenario and seed give the same faults, another seed gives others") {
    const Scenario scenario = troubled();
    CHECK(history(scenario, 1, true) == history(scenario, 1, true));
    CHECK(history(scenario, 1, true) != history(scenario, 2, true));
}

TEST_CASE("what one fault draws does not shift what the others get") {
    const Scenario scenario = troubled();
    CHECK(history(scenario, 3, true) == history(scenario, 3, false));
}

TEST_CASE("a fault that is taken out of the scenario leaves the others where they were") {
    Scenario calmer = troubled();
    calmer.submit.statuses.clear();
    calmer.submit.never = 0;
    const Scenario all = troubled();
    FaultPlan one(all, 11);
    FaultPlan other(calmer, 11);
    for (int i = 0; i < 500; ++i) {
        const SubmitFate a = one.submit();
        const SubmitFate b = other.submit();
        CHECK(a.lose_answer == b.lose_answer);
        CHECK(a.late == b.late);
        CHECK(a.delay == b.delay);
        CHECK(b.status == CommandStatus::ok);
        CHECK_FALSE(b.never);
    }
}

TEST_CASE("shares come out as they were asked for") {
    const Scenario scenario = troubled();
    FaultPlan plan(scenario, 5);
    int queue_full = 0;
    int system_error = 0;
    int never = 0;
    int late = 0;
    constexpr int count = 20000;
    for (int i = 0; i < count; ++i) {
        const SubmitFate fate = plan.submit();
        queue_full += fate.status == CommandStatus::message_queue_full;
        system_error += fate.status == CommandStatus::system_error;
        never += fate.never;
        late += fate.late;
        CHECK((fate.late ? fate.delay >= 2s : fate.delay <= 50ms));
    }
    for (const int found : {queue_full, system_error, never, late}) {
        CHECK(found > count / 10 - 200);
        CHECK(found < count / 10 + 200);
    }
}

TEST_CASE("without faults in the scenario nothing goes wrong") {
    const Scenario calm;
    FaultPlan plan(calm, 5);
    for (int i = 0; i < 100; ++i) {
        const SubmitFate fate = plan.submit();
        CHECK(fate.status == CommandStatus::ok);
        CHECK_FALSE((fate.never || fate.lose_answer || fate.late || fate.delay > 0ms));
        CHECK_FALSE((plan.lose_delivery_answer() || plan.hand_twice() || plan.receipt().sent));
        CHECK(plan.delivery_delay() == 0ms);
        CHECK(plan.order_of_parts(3) == std::vector<std::size_t>{0, 1, 2});
        CHECK_FALSE((plan.until_drop() || plan.until_silence() || plan.until_unbind() || plan.mid_frame()));
    }
}

TEST_CASE("spans keep their ends, and exponential waits their mean") {
    Draws draws(1, "a test");
    std::size_t below = 0;
    double sum = 0;
    for (int i = 0; i < 20000; ++i) {
        const Millis drawn = draws.between({10ms, 12ms});
        CHECK((drawn >= 10ms && drawn <= 12ms));
        const Millis wait = draws.exponential(5s);
        CHECK((wait >= 0ms && wait <= 100s));
        sum += static_cast<double>(wait.count());
        below += wait < 5s;
    }
    CHECK(sum / 20000 == Approx(5000).epsilon(0.05));
    CHECK(static_cast<double>(below) / 20000 == Approx(0.632).epsilon(0.03));
}

TEST_CASE("the throttle takes so many of any second, wherever it begins, and counts what it took only") {
    Throttle throttle(3);
    const Instant begin{};
    CHECK(throttle.admit(begin));
    CHECK(throttle.admit(begin + 400ms));
    CHECK(throttle.admit(begin + 900ms));
    CHECK_FALSE(throttle.admit(begin + 950ms));
    CHECK_FALSE(throttle.admit(begin + 999ms));
    CHECK(throttle.admit(begin + 1000ms));        // the first has left the window
    CHECK_FALSE(throttle.admit(begin + 1399ms));  // a fixed second would begin anew here
    CHECK(throttle.admit(begin + 1400ms));
    CHECK(throttle.admit(begin + 5s));
}

TEST_CASE("a throttle of 0 is none") {
    Throttle throttle(0);
    for (int i = 0; i < 1000; ++i) CHECK(throttle.admit(Instant{}));
}
