// Rows that cannot be dealt with: whose they are, at most he notices; everybody else's day goes on. The rows are spoilt by
// SQL, as a fault of the disk, of a person or of an earlier program would.

#include "tests/business/business_fixture.hpp"
#include "tests/support/damaged_page.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

using namespace hall;
using namespace std::chrono_literals;

namespace {

std::string phone_of(int number) { return fmt::format("138{:08}", number); }

struct SpoiltHall : test::BusinessFixture {
    /// Writes past the hall, with no rule of the schema looking.
    void spoil(const std::string& sql) const {
        store::Database database(path, store::Database::Mode::read_write, 1s);
        database.execute("PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
        database.execute(sql.c_str());
    }

    /// `count` subscribers, each of whom pays CL, which he ordered today, by the month.
    void with_cl(int count) {
        for (int i = 0; i < count; ++i) {
            subscriber(phone_of(i), 10'000);
            text(phone_of(i), "KTCL");
            text(phone_of(i), "是");
        }
    }

    /// What the operator's `hallctl aside retry` comes to; nothing: all.
    daemon::AsideOutcome retry(std::optional<std::int64_t> id = std::nullopt) {
        std::vector<daemon::Event> events;
        events.emplace_back(daemon::AsideRetried{1, "li", id, 0});
        const auto result = clerk->handle(std::move(events), now);
        shown(result);
        return result.retried.at(0);
    }

    std::string aside() const { return query("SELECT kind || ' ' || row_id FROM v_aside ORDER BY id"); }
};

campaigns::Date next_month() { return *campaigns::parse_date("2026-12-22"); }

}  // namespace

TEST_CASE("two or two hundred rows that cannot be dealt with keep nobody else from his charge") {
    SpoiltHall hall;
    const int bad = GENERATE(1, 2, 40);
    constexpr int good = 5;
    hall.with_cl(bad + good);
    const auto way = GENERATE("state = 'pending'", "months_charged = 0", "months_charged = -3", "retries = -1",
                              "anchor = 9000000000000000000", "phases", "trial");
    std::string spoilt = fmt::format("UPDATE subscriptions SET {} WHERE id <= {}", way, bad);
    if (way == std::string("phases")) spoilt = fmt::format("DELETE FROM phases WHERE subscription_id <= {}", bad);
    if (way == std::string("trial")) spoilt = fmt::format("UPDATE subscriptions SET state = 'trial', until = NULL WHERE id <= {}", bad);
    hall.spoil(spoilt);
    hall.wait_until(next_month());
    INFO(way << ", " << bad);
    CHECK(hall.query(fmt::format("SELECT count(*) FROM subscriptions WHERE months_charged = 2 AND id > {}", bad)) ==
          fmt::format("{};", good));
    CHECK(hall.query("SELECT count(*) FROM movements WHERE kind = 'charge'") == fmt::format("{};", bad + 2 * good));
    CHECK(hall.query("SELECT count(*) FROM v_aside") == fmt::format("{};", bad));
    CHECK(hall.clerk->health().rows_aside == static_cast<std::size_t>(bad));
    CHECK(hall.clerk->health().charges_aside_since.has_value());
}

TEST_CASE("a row that is set aside is tried again when somebody asks, and done when it was mended") {
    SpoiltHall hall;
    hall.with_cl(2);
    hall.spoil("UPDATE subscriptions SET retries = -1");
    hall.wait_until(next_month());
    REQUIRE(hall.aside() == "subscription 1;subscription 2;");
    auto outcome = hall.retry();
    CHECK(outcome.tried == 2);
    REQUIRE(outcome.failed.size() == 2);
    CHECK(outcome.failed[0] == "1: subscription 1: subscription 1: a count of it is negative");
    CHECK(hall.query("SELECT tries || ' ' || (since < last_at) FROM v_aside") == "2 0;2 0;");

    hall.spoil("UPDATE subscriptions SET retries = 0 WHERE id = 2");
    hall.wait(24h);
    outcome = hall.retry(2);
    CHECK(outcome.tried == 1);
    CHECK(outcome.failed.empty());
    CHECK(hall.aside() == "subscription 1;");
    CHECK(hall.query("SELECT months_charged FROM subscriptions ORDER BY id") == "1;2;");
    CHECK(hall.retry(2).tried == 0);
    hall.retry(1);
    CHECK(hall.query("SELECT tries || ' ' || (since < last_at) FROM v_aside") == "3 1;");  // it is the same case
    CHECK(hall.query("SELECT command || ', ' || outcome || ', ' || detail FROM v_control ORDER BY at, 1").find(
              "aside retry 2, done, 1 tried, 0 still set aside") != std::string::npos);
}

TEST_CASE("what is set aside stays so over a restart, and the hall knows it from its first moment") {
    SpoiltHall hall;
    hall.with_cl(2);
    hall.spoil("UPDATE subscriptions SET retries = -1 WHERE id = 1");
    hall.wait_until(next_month());
    hall.restart();
    CHECK(hall.clerk->health().rows_aside == 1);
    hall.wait(24h);
    CHECK(hall.query("SELECT tries FROM v_aside") == "1;");
}

TEST_CASE("rows that SQL itself will not change, of every kind that comes due, are set aside one by one") {
    SpoiltHall hall;
    hall.with_cl(3);
    for (int i = 0; i < 2; ++i) {
        hall.subscriber(phone_of(3 + i), 10'000);
        hall.text(phone_of(i), "TJ" + phone_of(3 + i) + "#CL");
    }
    const auto table = GENERATE("subscriptions", "referrals");
    hall.spoil(fmt::format("CREATE TRIGGER odd BEFORE UPDATE ON {} WHEN OLD.id = 1 BEGIN SELECT RAISE(ABORT, 'odd'); END", table));
    hall.wait_until(next_month() + std::chrono::days(31));
    INFO(table);
    CHECK(hall.query("SELECT count(*) FROM v_aside") == "1;");
    CHECK(hall.query("SELECT row_id FROM v_aside") == "1;");
    CHECK(hall.query("SELECT months_charged FROM subscriptions WHERE id > 1") == "3;3;");
    if (table == std::string("referrals")) CHECK(hall.query("SELECT months_charged FROM subscriptions WHERE id = 1") == "3;");
    hall.spoil("DROP TRIGGER odd");
    CHECK(hall.retry().failed.empty());
    CHECK(hall.query("SELECT count(*) FROM v_aside") == "0;");
    CHECK(hall.query("SELECT months_charged FROM subscriptions") == "3;3;3;");
}

TEST_CASE("an invitation that was set aside when the friend ordered is honoured when it is tried again, however late") {
    SpoiltHall hall;
    hall.with_cl(1);
    hall.subscriber(phone_of(1), 10'000);
    hall.text(phone_of(0), "TJ" + phone_of(1) + "#CL");
    hall.spoil("CREATE TRIGGER odd BEFORE UPDATE ON referrals WHEN NEW.state <> 'open' BEGIN SELECT RAISE(ABORT, 'odd'); END");
    hall.text(phone_of(1), "KTCL");
    hall.text(phone_of(1), "是");
    REQUIRE(hall.query("SELECT state FROM subscriptions WHERE id = 2") == "active;");
    REQUIRE(hall.aside() == "referral 1;");
    hall.spoil("DROP TRIGGER odd");
    const auto late = GENERATE(24h, 24h * 20, 24h * 100);
    hall.wait(late);
    CHECK(hall.retry().failed.empty());
    CHECK(hall.query("SELECT state FROM referrals") == (late > 24h * 60 ? "granted;" : "ordered;"));
    CHECK(hall.query("SELECT subscription_id FROM referrals") == "2;");
    hall.wait(24h * 100);
    CHECK(hall.query("SELECT state FROM referrals") == "granted;");
    CHECK(hall.query("SELECT points > 0 FROM points_lots") == "1;");
    CHECK(hall.aside().empty());
}

TEST_CASE("a lot of points that cannot expire does not keep the others from it") {
    SpoiltHall hall;
    hall.spoil("INSERT INTO points_lots (number, granted_day, expires_day, points, points_left) VALUES "
               "('8613800000001', 20000, 20001, 5, 5), ('8613800000002', 20000, 20001, 7, 7);"
               "CREATE TRIGGER odd BEFORE UPDATE ON points_lots WHEN OLD.id = 1 BEGIN SELECT RAISE(ABORT, 'odd'); END");
    hall.restart();
    hall.wait_until(next_month());
    CHECK(hall.query("SELECT points_left FROM points_lots ORDER BY id") == "5;0;");
    CHECK(hall.aside() == "lot 1;");
}

TEST_CASE("a notice whose text is gone is set aside, and what it tells of has happened; nobody's texts are refused") {
    SpoiltHall hall;
    hall.with_cl(2);
    hall.pay(phone_of(0), -9'600);
    hall.pay(phone_of(1), -9'600);
    hall.spoil("UPDATE subscriptions SET text_id = 99999 WHERE id = 1");
    const auto told = hall.wait_until(next_month());
    CHECK(told.size() == 1);  // that he could not be charged
    CHECK(hall.query("SELECT retries FROM subscriptions") == "1;1;");
    CHECK(hall.aside() == "notice 99999;");
    CHECK_FALSE(hall.answer(phone_of(1), "0000").empty());
    CHECK_FALSE(hall.answer(phone_of(0), "0000").empty());
}

TEST_CASE("a subscriber's bad row costs him an answer, and his friend nothing") {
    SpoiltHall hall;
    hall.with_cl(1);
    hall.subscriber(phone_of(1), 10'000);
    hall.spoil("UPDATE subscriptions SET state = 'trial', until = NULL");
    hall.text(phone_of(0), "KTLL10");
    CHECK(hall.query("SELECT meaning FROM texts ORDER BY id DESC LIMIT 1") == "failed;");
    CHECK(hall.answer(phone_of(1), "TJ" + phone_of(0) + "#LL10").find("已") != std::string::npos);
    CHECK(hall.query("SELECT meaning || ' ' || outcome FROM texts ORDER BY id DESC LIMIT 1") == "code referred;");
}

TEST_CASE("a row on a damaged page of the file, and the page's others, are set aside; everybody else is charged") {
    SpoiltHall hall;
    hall.with_cl(200);
    hall.spoil("UPDATE outbound SET status = 'accepted'; UPDATE replies SET status = 'accepted', open_parts = 0");
    hall.clerk.reset();
    hall.store.reset();
    test::damage_first_leaf(hall.path, "subscriptions");
    hall.restart();
    hall.wait_until(next_month());
    const auto aside = std::stoll(hall.query("SELECT count(*) FROM v_aside WHERE kind = 'subscription'"));
    CHECK(aside > 0);
    CHECK(aside < 190);
    CHECK(hall.query("SELECT count(*) FROM movements WHERE kind = 'charge'") == fmt::format("{};", 400 - aside));
    CHECK(hall.clerk->health().damaged_since.has_value());
    CHECK_FALSE(hall.answer(phone_of(199), "00").empty());
}
