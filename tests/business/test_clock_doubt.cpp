// A wrong clock takes no money: what the hall does, and what it leaves alone, while the machine's clock is in doubt.

#include "tests/business/business_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

const std::string phone = "13800138000";
const std::string later = "暂时无法办理";

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

/// A hall by the real clock, where somebody has paid for the first month of a package.
struct Hall : test::BusinessFixture {
    Hall() {
        settings.business.test_clock = false;
        restart_without_clock();
        subscriber(phone, 10000);
        text(phone, "KTCL");
        text(phone, "是");
        REQUIRE(charges() == "1;");
    }
    std::string charges() { return query("SELECT count(*) FROM charges"); }
    std::string state() { return query("SELECT state FROM subscriptions"); }
    std::string life() { return query("SELECT seen_at FROM life"); }
    bool doubts() const { return clerk->health().clock_doubt.has_value(); }
    /// Time passes; everything that is due may happen.
    void pass(Millis time) {
        for (const auto end = now + time; now < end;) wait(std::min<Millis>(end - now, 10min));
    }
    daemon::ClockOutcome accept() {
        std::vector<daemon::Event> events;
        events.emplace_back(daemon::ClockAccepted{"li", now + wrong, 7});
        return clerk->handle(std::move(events), clocks()).clock_accepted.at(0);
    }
};

}  // namespace

TEST_CASE("a start with a clock 400 days ahead charges nobody and expires nothing, and leaves no trace") {
    Hall hall;
    const auto day = std::to_string(daemon::day_number(hall.today()));
    const auto expires = std::to_string(daemon::day_number(hall.today()) + 300);
    store::Database(hall.path, store::Database::Mode::read_write, 1s)
        .execute(("INSERT INTO points_lots (number, granted_day, expires_day, points, points_left) VALUES ('86" + phone + "'," +
                  day + "," + expires + ", 100, 100)")
                     .c_str());
    const auto life = hall.life();
    hall.wrong = days(400);
    hall.restart();
    CHECK(hall.doubts());
    hall.pass(1h);
    CHECK(hall.charges() == "1;");
    CHECK(hall.query("SELECT points_left FROM points_lots") == "100;");
    CHECK(hall.life() == life);
    CHECK_FALSE(hall.clerk->next_wakeup(hall.now));
    SECTION("killed") {}
    SECTION("ended in order") { hall.clerk->finish(hall.clocks()); }
    hall.wrong = 0ms;
    hall.restart();
    CHECK_FALSE(hall.doubts());
    CHECK(hall.query("SELECT max(started_at) < " + std::to_string(to_millis(hall.now + 1ms)) + " FROM runs") == "1;");
    hall.pass(1h);
    CHECK(hall.charges() == "1;");
}

TEST_CASE("a start with a clock three days back ends no month that was paid") {
    Hall hall;
    hall.wrong = -days(3);
    hall.restart();
    CHECK(hall.doubts());
    hall.pass(1h);
    CHECK(hall.state() == "active;");
    CHECK(has(hall.answer(phone, "QXCL"), later));
    CHECK(hall.state() == "active;");
}

TEST_CASE("in doubt queries and menus are answered, opt-outs are taken, and what acts is told to come later") {
    Hall hall;
    hall.wrong = GENERATE(Millis(days(400)), Millis(-6min), Millis(-days(3)));
    CHECK(has(hall.answer(phone, "102"), "余额"));
    CHECK(hall.doubts());
    CHECK(hall.answer(phone, "42").size() > 100);
    CHECK_FALSE(has(hall.answer(phone, "00"), later));
    CHECK(has(hall.answer(phone, "KTLL10"), later));
    CHECK(has(hall.answer(phone, "13903591234CL"), later));
    CHECK(has(hall.answer(phone, "QXCL"), later));
    CHECK(hall.query("SELECT count(*) FROM orders") == "1;");
    CHECK(hall.query("SELECT count(*) FROM referrals") == "0;");
    CHECK(hall.query("SELECT DISTINCT outcome FROM texts WHERE action IN ('order', 'cancel', 'refer') AND id > 2") == "try_later;");
    hall.answer(phone, "TD");
    CHECK(hall.query("SELECT count(*) FROM opt_outs") == "1;");
}

TEST_CASE("a question that was open when the doubt began hears a no, and waits with its yes") {
    Hall hall;
    hall.text(phone, "KTLL10");
    REQUIRE(hall.query("SELECT count(*) FROM questions") == "1;");
    hall.wrong = days(400);
    SECTION("yes") {
        CHECK(has(hall.answer(phone, "是"), later));
        CHECK(has(hall.answer(phone, "是"), later));
        CHECK(hall.query("SELECT count(*) FROM questions") == "1;");
        hall.wrong = 0ms;
        CHECK_FALSE(has(hall.answer(phone, "是"), later));
        CHECK(hall.charges() == "2;");
    }
    SECTION("no") {
        hall.answer(phone, "否");
        CHECK(hall.query("SELECT count(*) FROM questions") == "0;");
    }
    SECTION("its time goes on as the steady clock does") {
        hall.pass(31min);
        CHECK_FALSE(has(hall.answer(phone, "是"), later));
        CHECK(hall.charges() == "1;");
    }
}

TEST_CASE("what is written down in doubt bears the hall's own time") {
    Hall hall;
    hall.wrong = GENERATE(Millis(days(400)), Millis(-days(3)));
    hall.pass(1min);
    hall.answer(phone, "102");
    CHECK(hall.query("SELECT decided_at FROM texts ORDER BY id DESC LIMIT 1") == std::to_string(to_millis(hall.now)) + ";");
    CHECK(hall.query("SELECT created_at FROM replies ORDER BY id DESC LIMIT 1") == std::to_string(to_millis(hall.now)) + ";");
}

TEST_CASE("the sign of life goes on with the clock, and stands still in doubt, at the end of the run too") {
    Hall hall;
    hall.pass(2min);
    CHECK(hall.life() == std::to_string(to_millis(hall.now)) + ";");
    hall.pass(1h);
    const auto life = hall.life();
    CHECK(life == std::to_string(to_millis(hall.now)) + ";");
    hall.wrong = GENERATE(Millis(days(400)), Millis(-6min));
    hall.pass(1h);
    hall.answer(phone, "102");
    hall.clerk->finish(hall.clocks());
    CHECK(hall.life() == life);
}

TEST_CASE("an outage of a month asks first; accepted, what came due happens, once") {
    Hall hall;
    hall.now += days(40);
    hall.restart();
    REQUIRE(hall.doubts());
    hall.pass(1h);
    CHECK(hall.charges() == "1;");
    const auto outcome = hall.accept();
    CHECK(outcome.was_doubted);
    CHECK(outcome.ticket == 7);
    CHECK(outcome.now == hall.now);
    CHECK_FALSE(hall.doubts());
    hall.pass(24h);
    CHECK(hall.charges() == "2;");
    CHECK_FALSE(hall.accept().was_doubted);
    CHECK(hall.query("SELECT who || ' ' || outcome FROM v_control WHERE command = 'clock accept'") == "li done;li unchanged;");
    hall.restart();
    CHECK_FALSE(hall.doubts());
    CHECK(hall.charges() == "2;");
}

TEST_CASE("an acceptance counts for what stands behind it in the same batch, not for what stands before it") {
    Hall hall;
    hall.wrong = -days(3);
    std::vector<daemon::Event> events;
    events.emplace_back(hall.event_of(phone, "KTLL10"));
    events.emplace_back(daemon::ClockAccepted{"li", hall.now});
    events.emplace_back(hall.event_of("13903591234", "102"));
    hall.clerk->handle(std::move(events), hall.clocks());
    CHECK(hall.query("SELECT outcome FROM texts WHERE action = 'order' ORDER BY id DESC LIMIT 1") == "try_later;");
    CHECK(hall.query("SELECT decided_at FROM texts ORDER BY id DESC LIMIT 1") ==
          std::to_string(to_millis(hall.now + hall.wrong)) + ";");
    CHECK(hall.life() == std::to_string(to_millis(hall.now + hall.wrong)) + ";");
}

TEST_CASE("an outage of six days is none to wonder at") {
    Hall hall;
    hall.now += days(6);
    hall.restart();
    CHECK_FALSE(hall.doubts());
}

TEST_CASE("a hall that has never lived believes its clock, whatever it says") {
    test::BusinessFixture hall;
    CHECK_FALSE(hall.clerk->health().clock_doubt);
}

TEST_CASE("a database of an older program, or of an import, is as old as the newest of its rows") {
    Hall hall;
    hall.clerk.reset();
    hall.store.reset();
    store::Database(hall.path, store::Database::Mode::read_write, 1s).execute("DELETE FROM life");
    SECTION("a start right after is believed") {
        hall.now += 1h;
        hall.restart();
        CHECK_FALSE(hall.doubts());
    }
    SECTION("the protection is there at the first start") {
        hall.wrong = GENERATE(Millis(days(400)), Millis(-days(3)));
        hall.restart();
        CHECK(hall.doubts());
    }
}

TEST_CASE("a database restored from a backup of ten days ago asks first") {
    Hall hall;
    hall.clerk->finish(hall.clocks());
    const auto backup = hall.directory / "backup.db";
    hall.clerk.reset();
    hall.store.reset();
    std::filesystem::copy_file(hall.path, backup);
    hall.restart();
    hall.pass(days(10));
    hall.clerk.reset();
    hall.store.reset();
    std::filesystem::copy_file(backup, hall.path, std::filesystem::copy_options::overwrite_existing);
    hall.restart();
    CHECK(hall.doubts());
    hall.accept();
    CHECK_FALSE(hall.doubts());
}

TEST_CASE("a step of hallctl clock in a hall for tests is no doubt") {
    test::BusinessFixture hall;
    store::Database database(hall.path, store::Database::Mode::read_write, 1s);
    store::TestClock(database).advance(Millis(days(120)).count());
    hall.wait(1s);
    CHECK_FALSE(hall.clerk->health().clock_doubt);
    hall.restart();
    CHECK_FALSE(hall.clerk->health().clock_doubt);
}
