// Another version of the hall's files comes into force between two events, or not at all.

#include "tests/clerk/clerk_fixture.hpp"
#include "tests/support/disk_gate.hpp"
#include "tests/support/small_menu.hpp"

#include "daemon/config/action_specs.hpp"
#include "menus/load/menu_loader.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;
using codecs::CommandStatus;
using test::ClerkFixture;

namespace {

/// The small menu, whose item 42 says `text`.
std::shared_ptr<const menus::Menu> menu_that_says(const std::string& text) {
    std::string yaml(test::small_menu_text());
    const std::string before = "八折优惠三个月";
    yaml.replace(yaml.find(before), before.size(), text);
    codecs::Diagnostics diagnostics;
    const auto root = codecs::parse_yaml(yaml, "menu.yaml", diagnostics);
    auto menu = menus::parse_menu(root, {daemon::action_specs()}, diagnostics);
    REQUIRE(menu);
    return menu;
}

store::VersionRow version(const std::string& how, const std::string& hash) {
    store::VersionRow row;
    row.how = how;
    row.who = "li";
    row.hash = hash;
    row.summary = "menu.yaml: 1 lines new, 1 gone";
    return row;
}

daemon::ConfigurationLoaded loaded(const std::string& text, std::uint64_t ticket = 1) {
    daemon::ConfigurationLoaded event;
    event.ticket = ticket;
    event.parts.menu = menu_that_says(text);
    event.parts.yes = {"是"};
    event.parts.no = {"否"};
    event.parts.wait = 30min;
    event.parts.run_from = 9h;
    event.version = version("reload", "hash of " + text);
    event.files = {{"menu", "menu.yaml", text}};
    return event;
}

}  // namespace

TEST_CASE("texts before a new version in the queue are decided by the old one, texts behind it by the new one") {
    ClerkFixture hall;
    hall.clerk->begin_version(version("start", "first"), {{"menu", "menu.yaml", "one"}}, hall.now);
    std::vector<daemon::Event> events;
    events.emplace_back(hall.text("42", "13800138001"));
    events.emplace_back(loaded("半价"));
    events.emplace_back(hall.text("42", "13800138002"));
    const auto result = hall.handle(std::move(events));
    CHECK(result.answers.size() == 2);
    REQUIRE(result.configured.size() == 1);
    CHECK(result.configured[0].ticket == 1);
    CHECK(result.configured[0].failed.empty());
    CHECK(result.configured[0].version.id == 2);
    CHECK(hall.query("SELECT t.version || ' ' || r.body FROM texts t JOIN replies r ON r.text_id = t.id ORDER BY t.id") ==
          "1 八折优惠三个月;2 半价;");
    CHECK(hall.query("SELECT how || ' ' || who || ' ' || hash FROM versions ORDER BY id") ==
          "start li first;reload li hash of 半价;");
    CHECK(hall.query("SELECT version_id || ' ' || role || ' ' || body FROM version_files ORDER BY rowid") ==
          "1 menu one;2 menu 半价;");
    CHECK(hall.query("SELECT who || ' ' || command || ' ' || outcome || ' ' || detail FROM control_log") ==
          "li reload done version 2;");
}

TEST_CASE("two new versions in one batch divide it twice") {
    ClerkFixture hall;
    hall.clerk->begin_version(version("start", "first"), {}, hall.now);
    std::vector<daemon::Event> events;
    events.emplace_back(loaded("半价", 1));
    events.emplace_back(hall.text("42", "13800138001"));
    events.emplace_back(loaded("免费", 2));
    events.emplace_back(hall.text("42", "13800138002"));
    const auto result = hall.handle(std::move(events));
    REQUIRE(result.configured.size() == 2);
    CHECK(result.configured[1].ticket == 2);
    CHECK(hall.query("SELECT t.version || ' ' || r.body FROM texts t JOIN replies r ON r.text_id = t.id ORDER BY t.id") ==
          "2 半价;3 免费;");
}

TEST_CASE("a version that cannot be written down changes nothing, and whoever asked is told") {
    test::DiskGate gate;
    ClerkFixture hall;
    hall.clerk->begin_version(version("start", "first"), {}, hall.now);
    gate.fail_syncs(true);
    const auto failed = hall.handle(loaded("半价"));
    REQUIRE(failed.configured.size() == 1);
    CHECK_FALSE(failed.configured[0].failed.empty());
    gate.fail_syncs(false);
    CHECK(ClerkFixture::shown(hall.handle(hall.text("42"))) == "八折优惠三个月");
    CHECK(hall.query("SELECT version FROM texts") == "1;");
    CHECK(hall.query("SELECT count(*) FROM versions") == "1;");

    SECTION("and the next one comes into force") {
        const auto done = hall.handle(loaded("半价"));
        REQUIRE(done.configured.size() == 1);
        CHECK(done.configured[0].failed.empty());
        CHECK(ClerkFixture::shown(hall.handle(hall.text("42"))) == "半价");
    }
}

TEST_CASE("where a subscriber stands survives a new version") {
    ClerkFixture hall;
    hall.handle(hall.text("00"));
    hall.handle(loaded("半价"));
    CHECK(ClerkFixture::shown(hall.handle(hall.text("1"))) == "半价");
}

TEST_CASE("who stands at an item that the new version does not have is answered by its lists all the same") {
    ClerkFixture hall;
    hall.handle(hall.text("42"));
    auto event = loaded("半价");
    std::string yaml(test::small_menu_text());
    yaml.erase(yaml.find("    - {id: sale"), yaml.find("    # An action") - yaml.find("    - {id: sale"));
    codecs::Diagnostics diagnostics;
    const auto root = codecs::parse_yaml(yaml, "menu.yaml", diagnostics);
    event.parts.menu = menus::parse_menu(root, {daemon::action_specs()}, diagnostics);
    REQUIRE(event.parts.menu);
    hall.handle(std::move(event));
    CHECK_THAT(ClerkFixture::shown(hall.handle(hall.text("1"))), Catch::Contains("余额"));
    CHECK(ClerkFixture::shown(hall.handle(hall.text("42"))) != "八折优惠三个月");
}

TEST_CASE("a restart on the same files goes on with their version, and on others begins a new one") {
    ClerkFixture hall;
    CHECK(hall.clerk->begin_version(version("start", "first"), {}, hall.now).id == 1);
    hall.restart();
    CHECK(hall.clerk->begin_version(version("start", "first"), {}, hall.now).id == 1);
    hall.handle(hall.text("42"));
    CHECK(hall.query("SELECT version FROM texts") == "1;");
    hall.restart();
    CHECK(hall.clerk->begin_version(version("start", "second"), {}, hall.now).id == 2);
    CHECK(hall.query("SELECT count(*) FROM versions") == "2;");
}

TEST_CASE("what was asked of the hall is written down, also when it came to nothing") {
    ClerkFixture hall;
    hall.handle(daemon::ControlNoted{{1000, "li", "reload", "refused", "2 faults"}});
    CHECK(hall.query("SELECT at || ' ' || who || ' ' || command || ' ' || outcome || ' ' || detail FROM v_control") ==
          "1000 li reload refused 2 faults;");
}

TEST_CASE("the test switch swaps too early, so that the harness of reloads can prove that it would notice") {
    ClerkFixture hall;
    hall.clerk->begin_version(version("start", "first"), {}, hall.now);
    daemon::Sabotage sabotage;
    sabotage.swap_before_commit = true;
    hall.clerk->sabotage(sabotage);
    CHECK(hall.handle(loaded("半价")).configured.empty());
    const auto result = hall.handle(hall.text("42"));
    CHECK(ClerkFixture::shown(result) == "半价");
    CHECK(result.configured.size() == 1);
    CHECK(hall.query("SELECT version FROM texts") == "1;");  // and that is a lie
}
