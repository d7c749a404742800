// What is told of a change, and the figures of status, without a hall.

#include "campaigns/catalogue_loader.hpp"
#include "daemon/control/rate_meter.hpp"
#include "daemon/versions/changes.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

TEST_CASE("changed files are told with the lines that came and went, and lines that only moved do not count") {
    const daemon::VersionFiles before{{"settings", "smshalld.yaml", "a\n"}, {"menu", "menu.yaml", "a\nb\nc\n"}, {"include", "old.yaml", ""}};
    const daemon::VersionFiles after{{"settings", "smshalld.yaml", "a\n"}, {"menu", "menu.yaml", "c\na\nd\ne"}, {"include", "new.yaml", ""}};
    CHECK(daemon::summary_of(daemon::changed_files(before, after)) ==
          "menu.yaml: 2 lines new, 1 gone\nnew.yaml: new file\nold.yaml: no longer used");
    CHECK(daemon::differing_paths(before, after) == std::vector<std::string>{"menu.yaml", "old.yaml", "new.yaml"});
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

TEST_CASE("changed prices are told in both languages, a line each, for packages that stay") {
    const auto catalogue = [](const std::string& text) {
        codecs::Diagnostics diagnostics;
        auto parsed = campaigns::parse_catalogue(codecs::parse_yaml(text, "catalogue.yaml", diagnostics), diagnostics);
        INFO(diagnostics.to_text());
        REQUIRE(parsed);
        return parsed;
    };
    const auto before = catalogue("packages: [{id: A, name: 甲, price: 10.00}, {id: B, name: 乙, price: 5}, {id: C, name: 丙, price: 1}]\n");
    const auto after = catalogue("packages: [{id: A, name: 甲, price: 12.00}, {id: B, name: 乙, price: 5}, {id: D, name: 丁, price: 1}]\n"
                                 "offers: [{id: go, name: 优惠, packages: [B], from: 2026-12-01, steps: [{months: 3, percent: 80}]}]\n");
    const auto day = *campaigns::parse_date("2026-11-22");
    const auto lines = daemon::changed_prices(before.get(), after.get(), day);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].in(codecs::MessageLanguage::en) == "price of A: 10.00 a month -> 12.00 a month");
    CHECK(lines[0].in(codecs::MessageLanguage::zh) == "A 的资费：每月10.00元 → 每月12.00元");
    CHECK(lines[1].in(codecs::MessageLanguage::en) ==
          "price of B from 2026-12-01 on: 5.00 a month -> 3 months at 4.00 each, then 5.00 a month");
    CHECK(daemon::changed_prices(before.get(), nullptr, day).empty());
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

TEST_CASE("the fingerprint of the content knows nothing of the settings") {
    const daemon::VersionFiles files{{"settings", "smshalld.yaml", "a"}, {"menu", "menu.yaml", "b"}};
    auto other = files;
    other[0].body = "c";
    CHECK(daemon::fingerprint_of_content(files) == daemon::fingerprint_of_content(other));
    other[1].body = "d";
    CHECK(daemon::fingerprint_of_content(files) != daemon::fingerprint_of_content(other));
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
