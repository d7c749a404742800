// What a rollback takes back stays away, over a restart too, until its files change or somebody reloads.

#include "tests/daemon/live_fixture.hpp"
#include "tests/daemon/stderr_capture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;
using Catch::Contains;
using Catch::StartsWith;
using test::LiveFixture;

namespace {

/// Version 1 says 八折优惠三个月, version 2 was 半价 and is taken back; the hall runs.
struct RolledBack {
    LiveFixture hall;
    std::unique_ptr<test::SmscConnection> smsc = std::make_unique<test::SmscConnection>(hall.bound());
    std::string told;

    RolledBack() {
        hall.write_menu("半价");
        hall.ask("reload");
        told = hall.ask("rollback for=li");
    }
    void restart() {
        hall.stop();
        smsc.reset();
        smsc = std::make_unique<test::SmscConnection>(hall.bound());
    }
    std::string answer() { return LiveFixture::answer_to_42(*smsc); }
};

void execute(const std::filesystem::path& path, const char* sql) {
    store::Database database(path, store::Database::Mode::read_write, 2s);
    store::Statement(database, sql).run();
}

}  // namespace

TEST_CASE("an edit of the settings alone does not bring back what was rolled back") {
    RolledBack scene;
    auto& hall = scene.hall;
    hall.write_settings("business: {wait: 30m}\nclerk: {inbox: 7}\n");
    CHECK_THAT(hall.ask("status"), Contains("on disk     those that were rolled back"));
    hall.stop();
    scene.restart();
    CHECK(scene.answer() == "八折优惠三个月");
    const auto status = hall.ask("status");
    CHECK_THAT(status, Contains("version       3 (the files of version 1)") && Contains("inbox         0 of 7 texts"));
    CHECK_THAT(status, Contains("on disk     those that were rolled back"));
    CHECK_THAT(hall.ask("status metrics"), Contains("smshall_files_rolled_back 1\n"));
    CHECK_THAT(hall.ask("reload"), StartsWith("0\nversion 4 is in force\n"));
    CHECK(scene.answer() == "半价");
}

TEST_CASE("settings that a rollback took back stay away too") {
    LiveFixture hall;
    auto smsc = std::make_unique<test::SmscConnection>(hall.bound());
    hall.write_settings("business: {wait: 10m}\n");
    CHECK_THAT(hall.ask("reload"), Contains("setting business.wait"));
    CHECK_THAT(hall.ask("rollback"), Contains("the files of version 1"));
    hall.stop();
    smsc.reset();
    smsc = std::make_unique<test::SmscConnection>(hall.bound());
    CHECK_THAT(hall.ask("status"), Contains("version       3 (the files of version 1)"));
    CHECK(hall.query("SELECT how FROM versions") == "start;reload;rollback;");
}

TEST_CASE("a rollback while the settings on disk are broken holds after they are mended") {
    LiveFixture hall;
    auto smsc = std::make_unique<test::SmscConnection>(hall.bound());
    hall.write_menu("半价");
    hall.ask("reload");
    hall.write_settings("colour: [\n");
    CHECK_THAT(hall.ask("rollback"), Contains("version 3 is in force") && Contains("the files on disk have 1 faults") &&
                                         Contains("a restart would fail"));
    CHECK_THAT(hall.ask("status"), Contains("a start would fail, because the settings are faulty"));
    hall.write_settings("business: {wait: 30m}\n");
    CHECK_THAT(hall.ask("status"), Contains("on disk     those that were rolled back"));
    hall.stop();
    smsc.reset();
    smsc = std::make_unique<test::SmscConnection>(hall.bound());
    CHECK(LiveFixture::answer_to_42(*smsc) == "八折优惠三个月");
}

TEST_CASE("an include that came with what was rolled back is recognised as set aside") {
    LiveFixture hall;
    auto smsc = std::make_unique<test::SmscConnection>(hall.bound());
    LiveFixture::write(hall.directory / "more.yaml", "snippets: {more: 更多}\n");
    LiveFixture::write(hall.menu, std::string(test::small_menu_text()) + "include: [more.yaml]\n");
    REQUIRE_THAT(hall.ask("reload"), Contains("more.yaml: new file"));
    CHECK_THAT(hall.ask("rollback"), Contains("the files on disk are still those of version 2"));
    CHECK_THAT(hall.ask("status"), Contains("on disk     those that were rolled back"));
    SECTION("over a restart") {
        hall.stop();
        smsc.reset();
        smsc = std::make_unique<test::SmscConnection>(hall.bound());
        CHECK_THAT(hall.ask("status"), Contains("version       3 (the files of version 1)"));
    }
    SECTION("and an edit of the include alone is a change") {
        LiveFixture::write(hall.directory / "more.yaml", "snippets: {more: 较少}\n");
        CHECK_THAT(hall.ask("status"), Contains("on disk     changed since: menu.yaml, more.yaml"));
    }
}

TEST_CASE("rollback says what lies on disk, and it has looked") {
    LiveFixture hall;
    auto smsc = hall.bound();
    hall.write_menu("半价");
    hall.ask("reload");
    SECTION("what it took back") {
        CHECK_THAT(hall.ask("rollback"),
                   Contains("the files on disk are still those of version 2, which was taken back"));
    }
    SECTION("what is in force now") {
        hall.write_menu("八折优惠三个月");
        const auto told = hall.ask("rollback");
        CHECK_THAT(told, Contains("the files on disk are those in force now") && !Contains("taken back"));
        CHECK_THAT(hall.ask("status"), Contains("on disk     the same"));
    }
    SECTION("something else, which the hall leaves alone as well") {
        hall.write_menu("免费");
        CHECK_THAT(hall.ask("rollback"),
                   Contains("the files on disk are neither those in force now nor those taken back: menu.yaml"));
        hall.stop();
        auto again = hall.bound();
        CHECK(LiveFixture::answer_to_42(again) == "八折优惠三个月");
    }
    SECTION("faults, which a rollback does not mend") {
        hall.break_menu();
        CHECK_THAT(hall.ask("reload"), StartsWith("1\n"));
        CHECK_THAT(hall.ask("rollback"), Contains("the files on disk have 1 faults") && Contains("colour"));
        CHECK_THAT(hall.ask("status"), Contains("FAULTY") && Contains("colour"));
        CHECK_THAT(hall.ask("status metrics"), Contains("smshall_files_faulty 1\n"));
    }
}

TEST_CASE("the start says which version is in force and why") {
    RolledBack scene;
    auto& hall = scene.hall;
    hall.stop();
    hall.log_level = daemon::LogLevel::info;
    const test::StderrCapture log;
    SECTION("rolled back, by whom and when") {
        scene.restart();
        CHECK_THAT(log.text(), Contains("event=files_rolled_back running_version=3") && Contains("for li\"") &&
                                   Contains("rolled_back_at=") && Contains("differ=menu.yaml"));
    }
    SECTION("the files, changed since") {
        hall.write_menu("免费");
        scene.restart();
        CHECK(scene.answer() == "免费");
        CHECK_THAT(log.text(), Contains("event=rollback_over") && Contains("event=version_in_force version=4"));
    }
}

TEST_CASE("a version rolled back to that can no longer be loaded is an error, and what runs instead is told") {
    RolledBack scene;
    auto& hall = scene.hall;
    hall.stop();
    execute(hall.database,
            "UPDATE version_files SET body = body || 'colour: red\n' WHERE version_id = 3 AND role = 'menu'");
    const test::StderrCapture log;
    scene.restart();
    CHECK(scene.answer() == "半价");
    CHECK_THAT(log.text(), Contains("error event=rollback_lost version=3") && Contains("colour"));
    CHECK_THAT(hall.ask("status"), Contains("LOST") && Contains("version 3") && Contains("colour"));
    CHECK_THAT(hall.ask("status metrics"), Contains("smshall_rollback_lost 1\n"));
    CHECK_THAT(hall.ask("status json"), Contains("\"rollback_lost\": \""));
    CHECK_THAT(hall.query("SELECT summary FROM versions WHERE id = 4"), Contains("version 3 could not be loaded"));
    hall.write_menu("免费");
    CHECK_THAT(hall.ask("reload"), StartsWith("0\n"));
    CHECK_THAT(hall.ask("status metrics"), Contains("smshall_rollback_lost 0\n"));
}

TEST_CASE("a refused reload counts no more once the files on disk are those in force again") {
    LiveFixture hall;
    auto smsc = hall.bound();
    hall.break_menu();
    CHECK_THAT(hall.ask("reload"), StartsWith("1\n"));
    CHECK_THAT(hall.ask("status"), Contains("FAULTY      the files on disk have 1 faults"));
    CHECK_THAT(hall.ask("status metrics"),
               Contains("smshall_files_faulty 1\n") && Contains("smshall_last_change_failed 1\n"));
    hall.write_menu("八折优惠三个月");
    CHECK_THAT(hall.ask("status"), !Contains("FAULTY") && Contains("on disk     the same") &&
                                       Contains("the files on disk are those in force again"));
    CHECK_THAT(hall.ask("status metrics"),
               Contains("smshall_files_faulty 0\n") && Contains("smshall_last_change_failed 0\n"));
}

TEST_CASE("an earlier start on faulty files is over once they are good, whatever was asked") {
    LiveFixture hall;
    hall.run_once();
    hall.break_menu();
    auto smsc = hall.bound();
    CHECK_THAT(hall.ask("status metrics"), Contains("smshall_files_faulty 1\n"));
    hall.write_menu("半价");
    CHECK_THAT(hall.ask("status"), !Contains("FAULTY") && Contains("on disk     changed since: menu.yaml"));
    CHECK_THAT(hall.ask("status metrics"), Contains("smshall_files_faulty 0\n"));
}
