// A hall that is told to end while the charges of a month are under way: it ends after the slice it is at, and the next
// run goes on with the rest.

#include "daemon/application.hpp"
#include "daemon/clerk/clerk_thread.hpp"
#include "daemon/observe/log.hpp"
#include "tests/business/business_fixture.hpp"
#include "tests/support/disk_gate.hpp"
#include "tests/support/test_smsc.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace hall;
using namespace std::chrono_literals;
using test::BusinessFixture;

namespace {

constexpr int many = 100'000;

/// Each of as many people has a package whose next month is due, with money for it.
void fill(BusinessFixture& hall) {
    hall.subscriber("13800138000", 1'000'000);
    hall.text("13800138000", "KTLL10");
    hall.text("13800138000", "是");
    REQUIRE(hall.query("SELECT count(*) FROM subscriptions WHERE state = 'active'") == "1;");
    store::Database database(hall.path, store::Database::Mode::read_write, 2s);
    database.execute("PRAGMA synchronous=OFF");
    const auto sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(many - 1) + ")";
    database.execute(("BEGIN; INSERT INTO subscribers (number, status, balance) " + sql +
                      " SELECT '+8613' || (900000000 + i), 'active', 1000000 FROM n;"
                      "INSERT INTO subscriptions (number, package, offer, state, starts, anchor, notice_days, months_charged, "
                      "next_day, text_id) " + sql +
                      " SELECT '+8613' || (900000000 + i), package, offer, state, starts, anchor, notice_days, "
                      "months_charged, next_day, text_id FROM n, (SELECT * FROM subscriptions LIMIT 1);"
                      "INSERT INTO phases SELECT s.id, p.from_day, p.until_day, p.price FROM subscriptions s, phases p "
                      "WHERE p.subscription_id = 1 AND s.id > 1;"
                      "UPDATE subscriptions SET next_day = starts; DELETE FROM test_clock; COMMIT")
                         .c_str());
    REQUIRE(hall.query("SELECT count(*) FROM subscriptions WHERE next_day <= starts") == std::to_string(many) + ";");
}

std::int64_t still_due(const BusinessFixture& hall) {
    return std::stoll(hall.query("SELECT count(*) FROM subscriptions WHERE next_day <= starts"));
}

template <class Condition>
bool comes_true(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (!condition() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(5ms);
    return condition();
}

}  // namespace

TEST_CASE("a clerk that is about to end begins no further charges") {
    test::DiskGate gate;
    gate.skip_syncs(true);
    BusinessFixture hall;
    fill(hall);
    hall.settings.business.test_clock = false;
    hall.settings.business.run_from = 0ms;
    hall.restart();
    std::atomic<int> batches = 0;
    daemon::ClerkThread thread(*hall.clerk, 100, 100, [&](daemon::BatchResult) { ++batches; });
    thread.start();
    REQUIRE(comes_true([&] { return still_due(hall) < many; }));
    thread.begin_nothing();
    const auto began = std::chrono::steady_clock::now();
    REQUIRE(comes_true([&] { return thread.idle(); }));
    CHECK(std::chrono::steady_clock::now() - began < 2s);
    const auto left = still_due(hall);
    CHECK(left > 0);
    std::this_thread::sleep_for(100ms);
    CHECK(thread.idle());
    CHECK(still_due(hall) == left);
}

TEST_CASE("SIGTERM in a run of a hundred thousand charges waits for what is under way only, and the next run goes on") {
    test::DiskGate gate;
    gate.skip_syncs(true);
    BusinessFixture hall;
    fill(hall);
    hall.clerk.reset();
    hall.store.reset();
    test::TestSmsc smsc;
    daemon::Configuration configuration;
    daemon::SmscSettings link;
    link.name = "main";
    link.hosts = {{"127.0.0.1", smsc.port()}};
    link.system_id = "hall";
    link.password = "secret";
    configuration.settings.smscs.push_back(link);
    configuration.settings.store_path = hall.path;
    configuration.settings.business.run_from = 0ms;
    configuration.settings.drain = 60s;
    configuration.menu = hall.settings.menu;
    configuration.catalogue = hall.settings.catalogue;
    daemon::set_log_level(daemon::LogLevel::error);
    std::int64_t before = many;
    for (int run = 0; run < 2; ++run) {
        daemon::Application application(configuration);
        std::thread thread([&] { application.run(); });
        CHECK(comes_true([&] { return still_due(hall) < before; }));
        const auto began = std::chrono::steady_clock::now();
        application.stop();
        thread.join();
        CHECK(std::chrono::steady_clock::now() - began < 8s);  // five of them for an SMSC that never takes the unbind
        const auto left = still_due(hall);
        CHECK(left > 0);
        CHECK(left < before);
        before = left;
    }
    CHECK(hall.query("SELECT count(*) FROM charges GROUP BY subscription_id, month HAVING count(*) > 1").empty());
}
