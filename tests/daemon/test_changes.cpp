// What is told of a change, and the figures of status, without a hall.

#include "daemon/control/rate_meter.hpp"
#include "daemon/versions/changes.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

TEST_CASE("changed files are told with the lines that came and went, and lines that only moved do not count") {
    const daemon::VersionFiles before{{"settings", "smshalld.yaml", "a\n"}, {"menu", "menu.yaml", "a\nb\nc\n"}, {"include", "old.yaml", ""}};
    const daemon::VersionFiles after{{"settings", "smshalld.yaml", "a\n"}, {"menu", "menu.yaml", "c\na\nd\ne"}, {"include", "new.yaml", ""}};
    CHECK(daemon::changed_files(before, after) ==
          std::vector<std::string>{"menu.yaml: 2 lines new, 1 gone", "new.yaml: new file", "old.yaml: no longer used"});
    CHECK(daemon::changed_files(before, before).empty());
}

TEST_CASE("changed settings are named without their values, and each is live or waits") {
    CHECK(daemon::changed_settings("a: 1\nb: {c: 2}\nd: [x, y]\n", "a: 2\nb: {c: 2, e: 3}\nd: [x]\n") ==
          std::vector<std::string>{"a", "b.e", "d.1"});
    CHECK(daemon::changes_live("business.yes.0"));
    CHECK(daemon::changes_live("business.wait"));
    CHECK(daemon::changes_live("hall.menu"));
    CHECK(daemon::changes_live("log.level"));
    CHECK_FALSE(daemon::changes_live("business.time_zone"));
    CHECK_FALSE(daemon::changes_live("business.waiting"));
    CHECK_FALSE(daemon::changes_live("hall.number"));
    CHECK_FALSE(daemon::changes_live("smscs.0.password"));
}

TEST_CASE("a fingerprint depends on every byte, role and name, and on where one file ends") {
    const daemon::VersionFiles files{{"menu", "menu.yaml", "ab"}, {"include", "x.yaml", "c"}};
    auto other = files;
    CHECK(daemon::fingerprint_of(files).size() == 16);
    CHECK(daemon::fingerprint_of(files) == daemon::fingerprint_of(other));
    SECTION("text") { other[1].body = "d"; }
    SECTION("name") { other[1].path = "y.yaml"; }
    SECTION("role") { other[1].role = "menu"; }
    SECTION("border") {
        other[0].body = "a";
        other[1].body = "bc";
    }
    CHECK(daemon::fingerprint_of(files) != daemon::fingerprint_of(other));
    CHECK(daemon::fingerprint_of({}).empty());
}

TEST_CASE("the files of a version are found again from wherever the hall is started") {
    daemon::Configuration configuration;
    configuration.path = "conf/smshalld.yaml";
    configuration.files = {{"conf/smshalld.yaml", "s", daemon::FileRole::settings},
                           {"conf/menu/zone.yaml", "z", daemon::FileRole::include},
                           {"shared/menu.yaml", "m", daemon::FileRole::menu}};
    const auto rows = daemon::to_rows(configuration);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].path == "smshalld.yaml");
    CHECK(rows[1].path == "menu/zone.yaml");
    CHECK(rows[2].path == "../shared/menu.yaml");
    const auto source = daemon::source_of(rows, "/etc/smshall/smshalld.yaml");
    CHECK(source("/etc/smshall/menu/../menu/zone.yaml") == "z");
    CHECK(source("/etc/smshall/../shared/menu.yaml") == "m");
    CHECK(source("/etc/shared/menu.yaml") == "m");
    CHECK_FALSE(source("/etc/smshall/other.yaml"));
}

TEST_CASE("the rate of the last minute forgets what is older") {
    daemon::RateMeter meter;
    const Instant start{1000s};
    meter.note(start, 5);
    meter.note(start + 30s, 2);
    CHECK(meter.last_minute(start + 59s) == 7);
    CHECK(meter.last_minute(start + 60s) == 2);
    CHECK(meter.last_minute(start + 1h) == 0);
}
