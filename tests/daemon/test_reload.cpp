// Reload, rollback and the start after them, over real sockets and files.

#include "tests/daemon/live_fixture.hpp"
#include "tests/daemon/stderr_capture.hpp"
#include "tests/support/disk_gate.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;
using Catch::Contains;
using Catch::StartsWith;
using test::LiveFixture;

TEST_CASE("a reload puts the changed files into force and says what changed") {
    LiveFixture hall;
    auto smsc = hall.bound();
    CHECK(LiveFixture::answer_to_42(smsc) == "八折优惠三个月");
    hall.write_menu("半价");
    const auto told = hall.ask("reload for=li");
    CHECK_THAT(told, StartsWith("0\nversion 2 is in force\n") && Contains("menu.yaml: 1 lines new, 1 gone"));
    CHECK(LiveFixture::answer_to_42(smsc) == "半价");
    CHECK(hall.query("SELECT version FROM texts ORDER BY id") == "1;2;");
    CHECK(hall.query("SELECT how FROM versions ORDER BY id") == "start;reload;");
    CHECK(hall.query("SELECT command || ' ' || outcome FROM v_control WHERE who LIKE '% for li'") == "reload done;");
    CHECK_THAT(hall.query("SELECT body FROM version_files WHERE version_id = 2 AND role = 'settings'"),
               !Contains("secret") && Contains("(hidden)"));
    CHECK_THAT(hall.ask("status"), Contains("last change   reload by"));

    SECTION("once more it finds nothing to do") {
        CHECK_THAT(hall.ask("reload"), StartsWith("0\nnothing has changed: version 2 stays in force\n"));
        CHECK(hall.query("SELECT count(*) FROM versions") == "2;");
        REQUIRE(hall.becomes("SELECT outcome FROM v_control ORDER BY at DESC LIMIT 1", "unchanged;"));
    }
    SECTION("and a restart goes on with that version") {
        hall.stop();
        auto again = hall.bound();
        CHECK(LiveFixture::answer_to_42(again) == "半价");
        CHECK(hall.query("SELECT count(*) FROM versions") == "2;");
    }
}

TEST_CASE("a reload says how many warnings hallctl check has of what it put into force") {
    LiveFixture hall;
    const auto smsc = hall.bound();
    std::string long_text;
    for (int i = 0; i < 400; ++i) long_text += "长";
    hall.write_menu(long_text);
    const auto warnings = [](const std::string& told) {
        const std::string before = "warnings of hallctl check about these files: ";
        const auto at = told.find(before);
        return at == std::string::npos ? 0 : std::stoi(told.substr(at + before.size()));
    };
    const int of_long = warnings(hall.ask("reload"));
    hall.write_menu("短");
    CHECK(of_long == warnings(hall.ask("reload")) + 1);
}

TEST_CASE("a reload of faulty files changes nothing, says each fault with its place, and shows in status") {
    LiveFixture hall;
    auto smsc = hall.bound();
    hall.break_menu();
    const auto told = hall.ask("reload");
    CHECK_THAT(told, StartsWith("1\n") && Contains("menu.yaml:") && Contains("colour") && Contains("version 1 stays in force"));
    CHECK(LiveFixture::answer_to_42(smsc) == "八折优惠三个月");
    CHECK_THAT(hall.ask("status"), Contains("REFUSED, 1 faults, first: ") && Contains("colour"));
    CHECK_THAT(hall.ask("status metrics"),
               Contains("smshall_last_change_failed 1\n") && Contains("smshall_changes_refused_total 1\n"));
    CHECK(hall.becomes("SELECT outcome || ' ' || substr(detail, 1, 8) FROM v_control", "refused 1 faults;"));
    CHECK_THAT(hall.ask("reload lang=zh"), Contains("colour"));
    hall.write_menu("半价");
    CHECK_THAT(hall.ask("reload"), StartsWith("0\nversion 2 is in force\n"));
    CHECK_THAT(hall.ask("status metrics"), Contains("smshall_last_change_failed 0\n"));
}

TEST_CASE("settings that need a restart are told with the reload and wait for it") {
    LiveFixture hall;
    auto smsc = hall.bound();
    hall.write_settings("business: {wait: 10m}\nclerk: {inbox: 7}\n");
    const auto told = hall.ask("reload");
    CHECK_THAT(told, StartsWith("0\nversion 2 is in force\n") && Contains("  setting business.wait\n"));
    CHECK_THAT(told, Contains("counts only after a restart:\n  clerk.inbox\n"));
    CHECK_THAT(hall.ask("status"), Contains("inbox         0 of 5000 texts") && Contains("needed for clerk.inbox"));
    hall.write_menu("半价");
    CHECK_THAT(hall.ask("reload"), Contains("counts only after a restart:\n  clerk.inbox\n"));
    hall.stop();
    auto again = hall.bound();
    CHECK_THAT(hall.ask("status"), Contains("inbox         0 of 7 texts") && !Contains("needed for"));
}

TEST_CASE("SIGHUP without a change is told in the log") {
    LiveFixture hall;
    auto smsc = hall.bound();
    daemon::set_log_level(daemon::LogLevel::info);
    const test::StderrCapture log;
    REQUIRE(::kill(::getpid(), SIGHUP) == 0);
    REQUIRE(hall.becomes("SELECT outcome FROM control_log", "unchanged;"));
    CHECK_THAT(log.text(), Contains("event=change_unneeded command=reload who=SIGHUP version=1"));
}

TEST_CASE("SIGHUP reloads as hallctl does") {
    LiveFixture hall;
    auto smsc = hall.bound();
    CHECK(LiveFixture::answer_to_42(smsc) == "八折优惠三个月");
    hall.write_menu("半价");
    REQUIRE(::kill(::getpid(), SIGHUP) == 0);
    REQUIRE(hall.becomes("SELECT who || ' ' || how FROM versions WHERE id = 2", "SIGHUP reload;"));
    CHECK(LiveFixture::answer_to_42(smsc) == "半价");
    hall.break_menu();
    REQUIRE(::kill(::getpid(), SIGHUP) == 0);
    CHECK(hall.becomes("SELECT outcome FROM control_log ORDER BY id DESC LIMIT 1", "refused;"));
    CHECK(LiveFixture::answer_to_42(smsc) == "半价");
}

TEST_CASE("a database that cannot take the new version keeps the old one in force, and whoever asked is told") {
    test::DiskGate gate;
    LiveFixture hall;
    auto smsc = hall.bound();
    REQUIRE(hall.becomes("SELECT event FROM link_events", "bound;"));
    hall.write_menu("半价");
    gate.fail_syncs(true);
    CHECK_THAT(hall.ask("reload"), StartsWith("74\n") && Contains("version 1 stays in force"));
    gate.fail_syncs(false);
    CHECK(LiveFixture::answer_to_42(smsc) == "八折优惠三个月");
    CHECK_THAT(hall.ask("reload"), StartsWith("0\nversion 2 is in force\n"));
    CHECK(LiveFixture::answer_to_42(smsc) == "半价");
}

TEST_CASE("a time zone that was changed counts for windows and days alike, after a restart") {
    LiveFixture hall;
    auto smsc = std::make_unique<test::SmscConnection>(hall.bound());
    // Open for the twelve hours about now by +08:00, closed by -04:00.
    const auto hour = std::chrono::hh_mm_ss(std::chrono::floor<std::chrono::hours>(
        std::chrono::system_clock::now() + 8h - std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now() + 8h))).hours().count();
    const auto window = fmt::format("open: {{hours: \"{:02}:00-{:02}:00\", otherwise: 不在时间}}, ", (hour + 18) % 24, (hour + 6) % 24);
    std::string yaml(test::small_menu_text());
    const std::string before = "codes: [\"42\"], ";
    yaml.replace(yaml.find(before), before.size(), before + window);
    hall.write(hall.menu, yaml);
    hall.ask("reload");
    REQUIRE(LiveFixture::answer_to_42(*smsc) == "八折优惠三个月");
    hall.write_settings("business: {wait: 30m, time_zone: \"-04:00\"}\n");
    hall.write(hall.menu, yaml + "# again\n");
    CHECK_THAT(hall.ask("reload"), StartsWith("0\nversion 3") && Contains("counts only after a restart:\n  business.time_zone\n"));
    CHECK(LiveFixture::answer_to_42(*smsc) == "八折优惠三个月");
    hall.stop();
    smsc = nullptr;
    smsc = std::make_unique<test::SmscConnection>(hall.bound());
    CHECK(LiveFixture::answer_to_42(*smsc) != "八折优惠三个月");
    CHECK_THAT(hall.ask("status"), Contains(" -04:00"));
}

TEST_CASE("one change at a time: a second one is told so") {
    test::DiskGate gate;
    LiveFixture hall;
    auto smsc = hall.bound();
    REQUIRE(hall.becomes("SELECT event FROM link_events", "bound;"));
    hall.write_menu("半价");
    gate.hold();
    const int first = hall.connect();
    REQUIRE(::send(first, "reload\n", 7, MSG_NOSIGNAL) == 7);
    REQUIRE(gate.wait_for_held_sync(5s));
    CHECK_THAT(hall.ask("reload"), StartsWith("75\nanother reload or rollback is under way"));
    gate.release();
    CHECK_THAT(LiveFixture::read_all(first), StartsWith("0\nversion 2 is in force"));
    ::close(first);
}

TEST_CASE("a rollback returns to the version before, also over a restart, until the files are edited") {
    LiveFixture hall;
    auto smsc = std::make_unique<test::SmscConnection>(hall.bound());
    hall.write_menu("半价");
    hall.ask("reload");
    const auto told = hall.ask("rollback");
    CHECK_THAT(told, StartsWith("0\nversion 3 is in force, the files of version 1\n"));
    CHECK_THAT(told, Contains("the files on disk are still those of version 2, which was taken back"));
    CHECK(LiveFixture::answer_to_42(*smsc) == "八折优惠三个月");
    CHECK(hall.query("SELECT of_version FROM versions WHERE id = 3") == "1;");
    CHECK_THAT(hall.ask("status"), Contains("version       3 (the files of version 1)") &&
                                       Contains("on disk     those that were rolled back"));
    CHECK_THAT(hall.ask("rollback"), StartsWith("1\nthere is no version before this one"));
    CHECK_THAT(hall.ask("rollback 9"), StartsWith("1\nthere is no version 9"));
    CHECK_THAT(hall.ask("rollback 1"), StartsWith("0\nnothing has changed: version 3 stays in force"));

    SECTION("the restart takes the version from the database") {
        hall.stop();
        smsc.reset();
        auto again = hall.bound();
        CHECK(LiveFixture::answer_to_42(again) == "八折优惠三个月");
        CHECK_THAT(hall.ask("status"), Contains("version       3 (the files of version 1)"));
        CHECK(hall.query("SELECT count(*) FROM versions") == "3;");
    }
    SECTION("files that were edited since count") {
        hall.stop();
        smsc.reset();
        hall.write_menu("免费");
        auto again = hall.bound();
        CHECK(LiveFixture::answer_to_42(again) == "免费");
        CHECK(hall.query("SELECT how FROM versions WHERE id = 4") == "start;");
    }
    SECTION("a reload means the files as they are") {
        CHECK_THAT(hall.ask("reload"), StartsWith("0\nversion 4 is in force\n"));
        CHECK(LiveFixture::answer_to_42(*smsc) == "半价");
        CHECK_THAT(hall.ask("rollback 1"), StartsWith("0\nversion 5 is in force, the files of version 1\n"));
    }
    SECTION("there is a way forward again, too") {
        const auto forward = hall.ask("rollback 2");
        CHECK_THAT(forward, StartsWith("0\nversion 4 is in force, the files of version 2\n") && Contains("the files on disk are those in force now"));
        CHECK(LiveFixture::answer_to_42(*smsc) == "半价");
        CHECK_THAT(hall.ask("status"), Contains("on disk     the same"));
    }
}

TEST_CASE("several rollbacks go further back each, and the restart still knows what they set aside") {
    LiveFixture hall;
    auto smsc = hall.bound();
    hall.write_menu("半价");
    hall.ask("reload");
    hall.write_menu("免费");
    hall.ask("reload");
    CHECK_THAT(hall.ask("rollback"), Contains("the files of version 2"));
    CHECK_THAT(hall.ask("rollback"), Contains("the files of version 1"));
    CHECK(LiveFixture::answer_to_42(smsc) == "八折优惠三个月");
    hall.stop();
    auto again = hall.bound();
    CHECK(LiveFixture::answer_to_42(again) == "八折优惠三个月");
}

TEST_CASE("a hall whose files are faulty starts with the version that was in force, and says so") {
    LiveFixture hall;
    hall.run_once();
    hall.break_menu();
    auto smsc = hall.bound();
    CHECK(LiveFixture::answer_to_42(smsc) == "八折优惠三个月");
    CHECK(hall.query("SELECT count(*) FROM versions") == "1;");
    const auto status = hall.ask("status");
    CHECK_THAT(status, Contains("a start would go on with version 1") && Contains("colour"));
    CHECK_THAT(hall.ask("status metrics"), Contains("smshall_files_faulty 1\n"));
    hall.write_menu("半价");
    CHECK_THAT(hall.ask("reload"), StartsWith("0\nversion 2 is in force\n"));
    CHECK_THAT(hall.ask("status"), !Contains("faulty"));
}

TEST_CASE("a hall whose menu is gone starts with the version that was in force") {
    LiveFixture hall;
    hall.run_once();
    std::filesystem::remove(hall.menu);
    auto smsc = hall.bound();
    CHECK(LiveFixture::answer_to_42(smsc) == "八折优惠三个月");
}

TEST_CASE("faulty settings are refused, and so are faulty files at the first start") {
    LiveFixture hall;
    SECTION("the first start") {
        hall.break_menu();
        CHECK_FALSE(hall.start());
        CHECK_THAT(hall.diagnostics.to_text(), Contains("colour"));
    }
    SECTION("settings") {
        hall.run_once();
        hall.write_settings("colour: red\n");
        CHECK_FALSE(hall.start());
        CHECK_THAT(hall.diagnostics.to_text(), Contains("colour"));
    }
}
