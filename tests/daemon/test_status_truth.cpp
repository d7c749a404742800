// A hall in which something hangs: status answers all the same, tells it, and the hall ends.

#include "tests/daemon/live_fixture.hpp"
#include "tests/support/disk_gate.hpp"

#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <condition_variable>
#include <mutex>

using namespace hall;
using namespace std::chrono_literals;
using Catch::Contains;
using Catch::StartsWith;
using test::LiveFixture;

namespace {

/// A file system that does not answer, until it does. The reader thread may outlive the test with it.
struct DeadFiles {
    std::mutex mutex;
    std::condition_variable changed;
    bool entered = false;
    bool answers = false;

    void read() {
        std::unique_lock lock(mutex);
        entered = true;
        changed.notify_all();
        changed.wait(lock, [this] { return answers; });
    }
    void wait() {
        std::unique_lock lock(mutex);
        if (!changed.wait_for(lock, 5s, [this] { return entered; })) throw std::runtime_error("nobody reads");
    }
    void answer() {
        const std::lock_guard lock(mutex);
        answers = true;
        changed.notify_all();
    }
};

}  // namespace

TEST_CASE("files that do not come stop neither status, nor who else asks, nor the end of the hall") {
    const auto files = std::make_shared<DeadFiles>();
    LiveFixture hall;
    auto smsc = hall.bound();
    REQUIRE_THAT(hall.ask("status"), StartsWith("0\n"));
    hall.application->keep_reader_busy([files] { files->read(); });
    files->wait();
    SECTION("they never come") {
        const auto status = hall.ask("status");
        CHECK_THAT(status, StartsWith("1\n") && Contains("on disk     not known, reading since ") &&
                               Contains("WARNING   files_not_read: "));
        CHECK_THAT(hall.ask("status metrics"), Contains("smshall_trouble{slug=\"files_not_read\",subject=\"\"} 1"));
        CHECK_THAT(hall.ask("reload"), StartsWith("75\nthe hall's files are being read since ") &&
                                           Contains("a file system that does not answer"));
        CHECK_THAT(hall.ask("rollback lang=zh"), StartsWith("75\n") && Contains("没有响应的文件系统"));
        CHECK(LiveFixture::answer_to_42(smsc) != "");
        const auto began = std::chrono::steady_clock::now();
        hall.stop();
        CHECK(std::chrono::steady_clock::now() - began < 5s);
        files->answer();  // the thread left behind finds nobody
        std::this_thread::sleep_for(50ms);
    }
    SECTION("they come back") {
        CHECK_THAT(hall.ask("status"), StartsWith("1\n"));
        files->answer();
        CHECK_THAT(hall.ask("status"), StartsWith("0\n") && Contains("on disk     the same"));
        CHECK_THAT(hall.ask("reload"), StartsWith("0\n"));
    }
}

TEST_CASE("status tells that the clerk does not come back from its disk") {
    test::DiskGate gate;
    LiveFixture hall;
    auto smsc = hall.bound();
    REQUIRE_THAT(hall.ask("status"), StartsWith("0\n"));
    gate.hold();
    smsc.deliver("13800138000", "42");
    REQUIRE(gate.wait_for_held_sync(5s));
    std::this_thread::sleep_for(20ms);
    const auto metrics = hall.ask("status metrics");
    CHECK_THAT(metrics, Contains("smshall_clerk_busy_seconds 0.") && !Contains("smshall_clerk_busy_seconds 0\n"));
    CHECK_THAT(hall.ask("status json"), !Contains("\"clerk_busy_since\": null"));
    gate.release();
    smsc.expect<codecs::DeliverSmResp>();
}

TEST_CASE("texts that were refused because the inbox was full are told for a minute, also once there is room again") {
    test::DiskGate gate;
    LiveFixture hall;
    hall.write_settings("clerk: {inbox: 1}\n");
    auto smsc = hall.bound();
    gate.hold();
    smsc.deliver("13800138000", "42");
    REQUIRE(gate.wait_for_held_sync(5s));
    smsc.deliver("13800138001", "42");
    smsc.deliver("13800138002", "42");
    std::size_t refused = 0;
    for (int answers = 0; answers < 3;) {
        const auto pdu = smsc.receive();
        REQUIRE(pdu);
        if (!std::holds_alternative<codecs::DeliverSmResp>(pdu->body)) continue;
        refused += pdu->status == codecs::CommandStatus::message_queue_full ? 1 : 0;
        if (++answers == 1) gate.release();  // the first answer is the refusal of what found no room
    }
    CHECK(refused > 0);
    CHECK_THAT(hall.ask("status"), StartsWith("1\n") && Contains("WARNING   texts_refused: ") && Contains("that came over main") &&
                                       !Contains("inbox_full"));
    CHECK_THAT(hall.ask("status metrics"), !Contains("smshall_texts_refused_total 0\n"));
}

namespace {

/// Asks, and does not wait for the answer.
int ask_only(const LiveFixture& hall, const std::string& line) {
    const int descriptor = hall.connect();
    REQUIRE(::send(descriptor, line.data(), line.size(), MSG_NOSIGNAL) > 0);
    return descriptor;
}

/// How an answer to `line` begins: ever again, until it is `expected` or five seconds are over.
bool soon(const LiveFixture& hall, const std::string& line, const std::string& expected) {
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    while (std::chrono::steady_clock::now() < deadline) {
        const int descriptor = ask_only(hall, line + "\n");
        ::timeval limit{0, 200'000};
        ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
        char buffer[4096];
        const auto count = ::recv(descriptor, buffer, sizeof(buffer), 0);
        ::close(descriptor);
        if (count > 0 && StartsWith(expected).match({buffer, static_cast<std::size_t>(count)})) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("requests that wait for a clerk who does not come keep nobody out who asks how the hall is") {
    const std::string waits = GENERATE("clock accept", "aside retry all", "reload", "lanes empty 13800138000");
    test::DiskGate gate;
    LiveFixture hall;
    auto smsc = hall.bound();
    if (waits == "reload") hall.write_menu("半价");
    gate.hold();
    smsc.deliver("13800138000", "42");
    REQUIRE(gate.wait_for_held_sync(5s));
    std::vector<int> waiting;
    for (int i = 0; i < 40; ++i) waiting.push_back(ask_only(hall, waits + "\n"));
    CHECK_THAT(hall.ask("status"), Contains("smshalld "));
    CHECK_THAT(hall.ask("status json"), Contains("clerk_busy_since"));
    CHECK_THAT(hall.ask("lanes"), StartsWith("0\n"));
    CHECK_THAT(hall.ask("ping"), StartsWith("0\n"));
    gate.release();
    smsc.expect<codecs::DeliverSmResp>();
    for (const auto descriptor : waiting) {
        CHECK_THAT(LiveFixture::read_all(descriptor), !StartsWith("64"));
        ::close(descriptor);
    }
}

TEST_CASE("of requests that wait for the clerk the seventeenth hears that the hall is busy, until one gives up") {
    test::DiskGate gate;
    LiveFixture hall;
    auto smsc = hall.bound();
    gate.hold();
    smsc.deliver("13800138000", "42");
    REQUIRE(gate.wait_for_held_sync(5s));
    std::vector<int> waiting;
    for (int i = 0; i < 16; ++i) waiting.push_back(ask_only(hall, "clock accept\n"));
    // What whoever only writes no more has asked for is still wanted.
    REQUIRE(::shutdown(waiting[0], SHUT_WR) == 0);
    CHECK(soon(hall, "clock accept", "75\nthe hall is busy: 16 requests wait"));
    CHECK_THAT(hall.ask("aside retry all lang=zh"), StartsWith("75\n") && Contains("16"));
    for (std::size_t i = 8; i < 16; ++i) ::close(waiting[i]);
    waiting.resize(8);
    // Eight places are free again, and eight take them.
    for (int i = 0; i < 8; ++i) {
        const auto deadline = std::chrono::steady_clock::now() + 5s;
        while (true) {
            const int one = ask_only(hall, "clock accept\n");
            ::timeval limit{0, 100'000};
            ::setsockopt(one, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
            char first = 0;
            if (::recv(one, &first, 1, MSG_PEEK) < 0) {
                waiting.push_back(one);
                break;
            }
            ::close(one);
            REQUIRE(std::chrono::steady_clock::now() < deadline);
        }
    }
    CHECK(soon(hall, "clock accept", "75\nthe hall is busy: 16 requests wait"));
    gate.release();
    smsc.expect<codecs::DeliverSmResp>();
    for (const auto descriptor : waiting) {
        CHECK_THAT(LiveFixture::read_all(descriptor), StartsWith("0\nthe clock is not in doubt"));
        ::close(descriptor);
    }
    CHECK_THAT(hall.ask("clock accept"), StartsWith("0\n"));
}

TEST_CASE("a second signal ends the hall at once, though its disk hangs") {
    LiveFixture hall;
    hall.write_settings("shutdown: {drain: 60s}\n");
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        test::DiskGate gate;
        std::thread([&] {
            auto smsc = hall.accept();
            gate.hold();
            smsc.deliver("13800138000", "42");
            if (!gate.wait_for_held_sync(5s)) std::_Exit(1);
            ::kill(::getpid(), SIGTERM);
            std::this_thread::sleep_for(200ms);
            ::kill(::getpid(), SIGTERM);
        }).detach();
        if (!hall.start()) std::_Exit(2);
        hall.thread.join();
        std::_Exit(3);  // the disk still hangs, and it ended as if nothing was
    }
    const auto began = std::chrono::steady_clock::now();
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0 && std::chrono::steady_clock::now() - began < 20s)
        std::this_thread::sleep_for(20ms);
    const auto took = std::chrono::steady_clock::now() - began;
    ::kill(child, SIGKILL);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == daemon::exit_clerk_left_behind);
    CHECK(took < 10s);
}

TEST_CASE("a hall whose only link is not bound is not well") {
    LiveFixture hall;
    REQUIRE(hall.start());
    CHECK_THAT(hall.ask("status"), StartsWith("2\n") && Contains("CRITICAL  link_down: link main is not bound"));
    auto smsc = hall.accept();
    for (int i = 0; i < 100 && hall.ask("status").front() != '0'; ++i) std::this_thread::sleep_for(10ms);
    CHECK_THAT(hall.ask("status"), StartsWith("0\n"));
}
