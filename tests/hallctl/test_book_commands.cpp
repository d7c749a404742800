// hallctl subscriptions, payroll, standings and clock: what they refuse, and what their rows say.

#include "daemon/store/book_reader.hpp"
#include "daemon/store/store.hpp"
#include "tests/support/temp_directory.hpp"
#include "tools/hallctl/clock.hpp"
#include "tools/hallctl/staff.hpp"
#include "tools/hallctl/subscriptions.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

namespace {

int run(const tools::Command& command, std::vector<std::string> arguments, const std::filesystem::path& database) {
    arguments.insert(arguments.end(), {"--database", database.string()});
    return command.run(tools::parse_arguments(arguments, command));
}

/// A database with two employees and three credits, one of them taken back.
struct StaffFixture {
    test::TempDirectory directory;
    std::filesystem::path path = directory / "hall.db";

    StaffFixture() {
        store::Store store(path, 1s);
        store::Database database(path, store::Database::Mode::read_write, 1s);
        database.execute(R"(
INSERT INTO staff (id, name, phone, city) VALUES (1234, '王芳', '8613700001234', '石家庄'), (1235, '李,强', '8613700001235', '保定');
INSERT INTO texts (id, smsc, subscriber, hall_number, received_at, decided_at, parts, alphabet, meaning)
  VALUES (1, 'main', '8613800138000', '10086', 0, 0, 1, 'gsm7', 'code');
INSERT INTO subscriptions (id, number, package, state, starts, anchor, notice_days, text_id)
  VALUES (1, '8613800138000', 'CL', 'active', 20000, 20000, 3, 1);
INSERT INTO orders (id, at, day, kind, number, package, subscription_id, text_id)
  VALUES (1, 0, 20000, 'order', '8613800138000', 'CL', 1, 1), (2, 0, 20000, 'order', '8613800138001', 'CL', 1, 1),
         (3, 0, 20000, 'order', '8613800138002', 'CL', 1, 1);
INSERT INTO staff_credits (at, day, staff, order_id, amount)
  VALUES (0, 20000, 1234, 1, 100), (0, 20001, 1234, 2, 200), (0, 20002, 1235, 3, 100), (0, 20003, 1235, 3, -100);
)");
    }
};

}  // namespace

TEST_CASE("earnings count orders and what was taken back, by period and by city, and their sum is the ledger's") {
    StaffFixture hall;
    store::BookReader reader(hall.path);
    const auto all = reader.earnings(20000, 20010, "");
    REQUIRE(all.size() == 2);
    CHECK(all[0].staff == 1234);
    CHECK(all[0].orders == 2);
    CHECK(all[0].amount == 300);
    CHECK(all[1].orders == 1);
    CHECK(all[1].taken_back == 1);
    CHECK(all[1].amount == 0);
    CHECK(reader.credited(20000, 20010) == 300);
    CHECK(reader.earnings(20000, 20003, "保定").front().amount == 100);
    CHECK(reader.earnings(20001, 20002, "").size() == 1);
    CHECK(reader.earnings(20010, 20020, "").empty());
}

TEST_CASE("payroll and standings want a month and days that exist") {
    StaffFixture hall;
    CHECK_THROWS_WITH(run(tools::payroll_command(), {}, hall.path), "of which month? for example: hallctl payroll 2026-11");
    CHECK_THROWS_AS(run(tools::payroll_command(), {"2026-13"}, hall.path), tools::UsageError);
    CHECK_THROWS_WITH(run(tools::standings_command(), {"--until", "2026-11-01"}, hall.path),
                      "--from is missing; for example --from 2026-11-01");
    CHECK_THROWS_AS(run(tools::standings_command(), {"--from", "2026-11-31", "--until", "2026-12-01"}, hall.path),
                    tools::UsageError);
    CHECK_THROWS_AS(run(tools::standings_command(), {"--from", "2026-12-01", "--until", "2026-12-01"}, hall.path),
                    tools::UsageError);
    CHECK(run(tools::payroll_command(), {"2024-10"}, hall.path) == 0);
    CHECK(run(tools::payroll_command(), {"2026-11"}, hall.path) == 1);
}

TEST_CASE("a clock moves forward by minutes, hours, days and months, and only in a hall for tests") {
    const auto zone = campaigns::Zone{};
    const auto from = campaigns::begin_of(*campaigns::parse_date("2026-10-31"), zone) + 10h;
    CHECK(tools::moved(from, "30m", zone) == from + 30min);
    CHECK(tools::moved(from, "2h", zone) == from + 2h);
    CHECK(tools::moved(from, "3d", zone) == from + 72h);
    CHECK(tools::moved(from, "4mo", zone) == campaigns::begin_of(*campaigns::parse_date("2027-02-28"), zone) + 10h);
    for (const auto* wrong : {"", "0d", "-3d", "3", "3x", "3 d", "121mo", "1e3d", "99999999999d"}) CHECK_FALSE(tools::moved(from, wrong, zone));

    StaffFixture hall;
    CHECK(run(tools::clock_command(), {"+3d"}, hall.path) == 1);
    store::Database database(hall.path, store::Database::Mode::read_write, 1s);
    store::TestClock clock(database);
    clock.create();
    CHECK(run(tools::clock_command(), {"+3d"}, hall.path) == 0);
    CHECK(clock.ahead_ms() == 3 * 24 * 3600 * 1000LL);
    CHECK_THROWS_WITH(run(tools::clock_command(), {"-3d"}, hall.path),
                      "'-3d' is no step; use +30m, +2h, +3d or +4mo; the clock never goes back");
}

TEST_CASE("subscriptions of somebody who has none say so") {
    StaffFixture hall;
    CHECK(run(tools::subscriptions_command(), {"13800138000"}, hall.path) == 0);
    CHECK(run(tools::subscriptions_command(), {"13900000000"}, hall.path) == 1);
    CHECK_THROWS_AS(run(tools::subscriptions_command(), {}, hall.path), tools::UsageError);
}
