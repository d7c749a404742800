// The reader thread before a file system that does not answer: work that never ends, until the test lets it.

#include "daemon/control/disk_watch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;

namespace {

/// Shared with the work, which may outlive the test.
struct Gate {
    std::mutex mutex;
    std::condition_variable changed;
    bool entered = false;
    bool open = false;
    bool left = false;

    void pass() {
        std::unique_lock lock(mutex);
        entered = true;
        changed.notify_all();
        changed.wait(lock, [this] { return open; });
        left = true;
        changed.notify_all();
    }
    void wait_for(bool Gate::*what) {
        std::unique_lock lock(mutex);
        REQUIRE(changed.wait_for(lock, 5s, [&] { return this->*what; }));
    }
    void let_go() {
        const std::lock_guard lock(mutex);
        open = true;
        changed.notify_all();
    }
};

struct Fixture {
    boost::asio::io_context io;
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();

    std::unique_ptr<ReaderThread> reader() {
        return std::make_unique<ReaderThread>(
            [this](std::function<void()> job) { boost::asio::post(io, std::move(job)); });
    }
    ~Fixture() { gate->let_go(); }
};

}  // namespace

TEST_CASE("what was read comes back on the owner's thread, one after the other") {
    Fixture fixture;
    const auto reader = fixture.reader();
    const auto here = std::this_thread::get_id();
    std::string told;
    for (int i = 0; i < 3; ++i)
        reader->ask<std::pair<int, std::thread::id>>(
            [i] { return std::pair(i, std::this_thread::get_id()); },
            [&](std::pair<int, std::thread::id> result) {
                told += std::to_string(result.first) +
                        (result.second != here && std::this_thread::get_id() == here ? "+" : "-");
            });
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    while (told.size() < 6 && std::chrono::steady_clock::now() < deadline) {
        fixture.io.restart();
        fixture.io.run_for(5ms);
    }
    CHECK(told == "0+1+2+");
    CHECK_FALSE(reader->busy_since());
}

TEST_CASE("an owner does not wait for work that does not end, and hears nothing of it afterwards") {
    Fixture fixture;
    auto reader = fixture.reader();
    auto told = std::make_shared<std::atomic<int>>(0);
    reader->ask<int>(
        [gate = fixture.gate] {
            gate->pass();
            return 1;
        },
        [told](int) { ++*told; });
    reader->ask<int>([] { return 2; }, [told](int) { ++*told; });
    fixture.gate->wait_for(&Gate::entered);
    CHECK(reader->busy_since());
    const auto began = std::chrono::steady_clock::now();
    reader.reset();
    CHECK(std::chrono::steady_clock::now() - began < 3s);
    CHECK(told.use_count() == 1);  // what was to be done is gone with the owner
    fixture.gate->let_go();
    fixture.gate->wait_for(&Gate::left);
    fixture.io.run_for(50ms);
    CHECK(*told == 0);
}

TEST_CASE("status does not wait for files that do not come, and has them again when they do") {
    Fixture fixture;
    const auto reader = fixture.reader();
    int compared = 0;
    DiskWatch watch(fixture.io, *reader, [&]() -> std::function<DiskState()> {
        return [gate = fixture.gate, first = ++compared == 1] {
            if (first) gate->pass();
            DiskState state;
            state.kind = DiskState::Kind::same;
            return state;
        };
    });
    std::vector<std::string> told;
    const auto tell = [&told](const DiskState& state, std::optional<UtcTime> reading) {
        told.emplace_back(reading ? "reading" : state.kind == DiskState::Kind::same ? "same" : "?");
    };
    const auto run_until = [&](std::size_t count) {
        const auto deadline = std::chrono::steady_clock::now() + 5s;
        while (told.size() < count && std::chrono::steady_clock::now() < deadline) {
            fixture.io.restart();
            fixture.io.run_for(5ms);
        }
    };
    watch.ask(tell);
    watch.ask(tell);  // behind the first: it needs a comparison of its own
    run_until(2);
    CHECK(told == std::vector<std::string>{"reading", "reading"});
    CHECK(watch.reading_since());
    fixture.gate->let_go();
    watch.ask(tell);
    run_until(3);
    CHECK(told.back() == "same");
    CHECK(compared == 2);
}
