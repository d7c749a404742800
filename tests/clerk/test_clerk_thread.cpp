#include "daemon/clerk/clerk_thread.hpp"
#include "tests/clerk/clerk_fixture.hpp"
#include "tests/support/disk_gate.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;
using codecs::CommandStatus;
using test::ClerkFixture;

namespace {

/// Collects what the clerk's thread hands out.
class Collector {
public:
    void take(BatchResult result) {
        {
            const std::lock_guard lock(mutex_);
            for (auto& answer : result.answers) answers_.push_back(answer);
            ++batches_;
        }
        changed_.notify_all();
    }
    bool wait_for_answers(std::size_t count, std::chrono::milliseconds limit) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, limit, [&] { return answers_.size() >= count; });
    }
    std::vector<TextAnswer> answers() {
        const std::lock_guard lock(mutex_);
        return answers_;
    }
    int batches() {
        const std::lock_guard lock(mutex_);
        return batches_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<TextAnswer> answers_;
    int batches_ = 0;
};

}  // namespace

TEST_CASE("no answer is handed out while the disk holds the commit up") {
    test::DiskGate gate;
    ClerkFixture hall;
    hall.take_real_clocks();
    Collector collector;
    ClerkThread thread(*hall.clerk, 100, 100, [&](BatchResult result) { collector.take(std::move(result)); });
    thread.start();
    gate.hold();
    REQUIRE(thread.offer(hall.text("42")));
    REQUIRE(gate.wait_for_held_sync(5s));
    CHECK_FALSE(collector.wait_for_answers(1, 200ms));
    CHECK_FALSE(thread.idle());
    gate.release();
    REQUIRE(collector.wait_for_answers(1, 5s));
    CHECK(collector.answers()[0].status == CommandStatus::ok);
}

TEST_CASE("texts that come while a commit is under way share the next one") {
    test::DiskGate gate;
    ClerkFixture hall;
    hall.take_real_clocks();
    Collector collector;
    ClerkThread thread(*hall.clerk, 1000, 1000, [&](BatchResult result) { collector.take(std::move(result)); });
    thread.start();
    gate.hold();
    REQUIRE(thread.offer(hall.text("42")));
    REQUIRE(gate.wait_for_held_sync(5s));
    for (int i = 0; i < 50; ++i) REQUIRE(thread.offer(hall.text("42")));
    gate.release();
    REQUIRE(collector.wait_for_answers(51, 5s));
    CHECK(collector.batches() == 2);
}

TEST_CASE("a full inbox refuses texts but no other event") {
    test::DiskGate gate;
    ClerkFixture hall;
    hall.take_real_clocks();
    Collector collector;
    ClerkThread thread(*hall.clerk, 3, 100, [&](BatchResult result) { collector.take(std::move(result)); });
    thread.start();
    gate.hold();
    REQUIRE(thread.offer(hall.text("42")));
    REQUIRE(gate.wait_for_held_sync(5s));
    for (int i = 0; i < 3; ++i) CHECK(thread.offer(hall.text("42")));
    CHECK_FALSE(thread.offer(hall.text("42")));
    thread.post(LinkChanged{"main", "main", "lost", "", hall.now});
    gate.release();
    REQUIRE(collector.wait_for_answers(4, 5s));
    CHECK(thread.offer(hall.text("42")));
    REQUIRE(collector.wait_for_answers(5, 5s));
}

TEST_CASE("ending the thread deals with all that waits") {
    ClerkFixture hall;
    hall.take_real_clocks();
    Collector collector;
    {
        ClerkThread thread(*hall.clerk, 1000, 10, [&](BatchResult result) { collector.take(std::move(result)); });
        for (int i = 0; i < 100; ++i) REQUIRE(thread.offer(hall.text("42")));
        thread.start();
    }
    CHECK(collector.answers().size() == 100);
    CHECK(hall.query("SELECT count(*) FROM texts") == "100;");
}

TEST_CASE("a failed store is tried again without any new event") {
    test::DiskGate gate;
    ClerkFixture hall;
    hall.take_real_clocks();
    const auto sent = hall.handle(hall.text("42"));
    Collector collector;
    ClerkThread thread(*hall.clerk, 100, 100, [&](BatchResult result) { collector.take(std::move(result)); });
    gate.fail_syncs(true);
    thread.start();
    SubmitSettled settled;
    settled.outbound_id = sent.outbox.at(0).id;
    settled.smsc = "main";
    thread.post(settled);
    REQUIRE(thread.offer(hall.text("42")));
    REQUIRE(collector.wait_for_answers(1, 5s));
    CHECK(collector.answers()[0].status == CommandStatus::message_queue_full);
    gate.fail_syncs(false);
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    while (hall.query("SELECT status FROM replies") != "accepted;" && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(20ms);
    CHECK(hall.query("SELECT status FROM replies") == "accepted;");
}
