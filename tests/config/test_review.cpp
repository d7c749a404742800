// What the review's cases in tests/check cannot show with files.

#include "daemon/config/action_specs.hpp"
#include "daemon/config/review/pattern_overlap.hpp"
#include "daemon/config/review/review.hpp"
#include "daemon/config/review/rules.hpp"
#include "daemon/config/settings_loader.hpp"
#include "menus/load/code_parser.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace hall;

namespace {

std::optional<std::string> common(const char* one, const char* other) {
    codecs::Diagnostics diagnostics;
    const auto a = menus::parse_code(one, {}, diagnostics);
    const auto b = menus::parse_code(other, {}, diagnostics);
    REQUIRE(a);
    REQUIRE(b);
    return daemon::common_text(*a, *b, {});
}

/// The ids of what the review says of `menu`.
std::multiset<std::string> found_in(const menus::Menu& menu, const daemon::Configuration& configuration) {
    codecs::Diagnostics diagnostics;
    daemon::review({menu, configuration.catalogue.get(), configuration.settings}, {}, diagnostics);
    std::multiset<std::string> ids;
    for (const auto& one : diagnostics.sorted()) ids.emplace(one.rule->id);
    return ids;
}

}  // namespace

TEST_CASE("two codes with parameters have a text in common, or none") {
    CHECK(common("KT{package:word}", "KT{number:number}") == "KT1");
    CHECK(common("KT{package:word}", "KT{package:word}L{staff:number}") == "KT1L1");
    CHECK(common("{friend:phone}CL", "{n:number}CL") == "13000000000CL");
    CHECK(common("CZ{sum:amount}", "C{package:word}") == "CZ1");
    CHECK(common("发{package:word}", "发送{package:word}") == "发送1");
    CHECK_FALSE(common("KT{package:word}", "KT{package:word}#{staff:number}"));
    CHECK_FALSE(common("KT{package:word}", "QX{package:word}"));
    CHECK_FALSE(common("CL{friend:phone}", "{friend:phone}CL"));
    CHECK_FALSE(common("CZ{sum:amount}", "CZ{sum:amount}Y"));
}

TEST_CASE("an item that nothing leads to is told, one with a code, a digit, an extension or an old code is not") {
    codecs::Diagnostics diagnostics;
    const auto configuration = daemon::load_menu_and_catalogue(HALL_SOURCE_DIR "/tests/check/base/menu.yaml",
                                                               HALL_SOURCE_DIR "/tests/check/base/catalogue.yaml", diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(configuration);
    auto menu = *configuration->menu;
    auto& young = menu.nodes.at(static_cast<std::size_t>(menu.by_id("young") - menu.nodes.data()));
    REQUIRE(young.id == "young");
    const auto index = static_cast<menus::NodeIndex>(&young - menu.nodes.data());
    CHECK(found_in(menu, *configuration).empty());
    young.codes.clear();
    CHECK(found_in(menu, *configuration).empty());  // its digit is left
    young.listed = false;
    CHECK(found_in(menu, *configuration).count("unreachable-item") == 1);
    menu.extensions["08"] = index;
    CHECK(found_in(menu, *configuration).count("unreachable-item") == 0);
}

TEST_CASE("all that the review says is a warning: what must not be taken, the loaders refuse") {
    for (const auto* rule : daemon::review_rules::all_rules()) {
        INFO(rule->id);
        CHECK(rule->severity == codecs::Severity::warning);
    }
}

TEST_CASE("the shipped configuration passes the review without a word") {
    codecs::Diagnostics diagnostics;
    const auto configuration = daemon::load_configuration(
        HALL_SOURCE_DIR "/conf/smshalld.yaml", [](std::string_view) { return std::nullopt; }, diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(configuration);
    daemon::review({*configuration->menu, configuration->catalogue.get(), configuration->settings}, {}, diagnostics);
    CHECK(diagnostics.to_text().empty());
}
