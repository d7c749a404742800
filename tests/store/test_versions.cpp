#include "daemon/store/reader.hpp"
#include "tests/store/store_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

namespace {

store::VersionRow version(std::int64_t from, std::string how, std::string hash) {
    store::VersionRow row;
    row.in_force_from = from;
    row.program_version = "0.1";
    row.how = std::move(how);
    row.who = "li";
    row.hash = std::move(hash);
    row.summary = "menu.yaml changed";
    return row;
}

}  // namespace

TEST_CASE("versions of the hall's files are kept with their files and read again in order") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    CHECK_FALSE(store.versions.last());
    auto transaction = store.begin();
    CHECK(store.versions.record(version(1000, "start", "aa"),
                                {{"settings", "smshalld.yaml", "one"}, {"menu", "menu.yaml", "two"}}) == 1);
    auto back = version(2000, "rollback", "bb");
    back.of_version = 1;
    back.overrules = "cc";
    CHECK(store.versions.record(back, {}) == 2);
    transaction.commit();

    store::Reader reader(fixture.path);
    auto versions = reader.versions();
    REQUIRE(versions.last());
    CHECK(versions.last()->id == 2);
    CHECK(versions.last()->of_version == 1);
    CHECK(versions.last()->overrules == "cc");
    REQUIRE(versions.find(1));
    CHECK(versions.find(1)->how == "start");
    CHECK_FALSE(versions.find(1)->overrules);
    CHECK_FALSE(versions.find(3));
    CHECK(versions.newest(1).size() == 1);
    REQUIRE(versions.files_of(1).size() == 2);
    CHECK(versions.files_of(1)[0].role == "settings");
    CHECK(versions.files_of(1)[1].body == "two");
}

TEST_CASE("the views tell until when a version was in force, and what was asked of the hall") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    auto transaction = store.begin();
    store.versions.record(version(1000, "start", "aa"), {{"menu", "menu.yaml", "two"}});
    store.versions.record(version(2000, "reload", "bb"), {});
    store.versions.record_control({2000, "li", "reload", "done", "version 2"});
    transaction.commit();
    store::Database database(fixture.path, store::Database::Mode::read_only, 1s);
    store::Statement versions(database, "SELECT version, in_force_until, files FROM v_versions ORDER BY version");
    versions.begin();
    REQUIRE(versions.step());
    CHECK(versions.optional_integer(1) == 2000);
    CHECK(versions.integer(2) == 1);
    REQUIRE(versions.step());
    CHECK_FALSE(versions.optional_integer(1));
    store::Statement control(database, "SELECT who || ' ' || command || ' ' || outcome || ' ' || detail FROM v_control");
    control.begin();
    REQUIRE(control.step());
    CHECK(control.text(0) == "li reload done version 2");
}

TEST_CASE("a text names the version that decided it, and a dialogue the list that was shown last") {
    test::StoreFixture fixture;
    store::Store store(fixture.path, 1s);
    auto transaction = store.begin();
    auto text = fixture.text();
    text.version = store.versions.record(version(1000, "start", "aa"), {});
    store.texts.record_text(text);
    store.dialogues.record("8613800138000", "10086", {"home", 5000, "data sale", 2}, 4000);
    transaction.commit();
    const auto place = store.dialogues.find("8613800138000", "10086");
    REQUIRE(place);
    CHECK(place->shown == "data sale");
    CHECK(place->page == 2);
    store::Database database(fixture.path, store::Database::Mode::read_only, 1s);
    store::Statement statement(database, "SELECT version FROM texts");
    statement.begin();
    REQUIRE(statement.step());
    CHECK(statement.integer(0) == 1);
}
