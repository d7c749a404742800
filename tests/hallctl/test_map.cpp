// hallctl map: the tree, and the page that needs nothing else.

#include "menus/load/code_parser.hpp"
#include "tests/hallctl/import_fixture.hpp"
#include "tests/support/small_menu.hpp"
#include "tools/hallctl/map.hpp"
#include "tools/hallctl/rehearsal/map_page.hpp"
#include "tools/hallctl/rehearsal/map_tree.hpp"

#include <catch2/catch.hpp>

using namespace hall;

namespace {

const std::filesystem::path conf = std::filesystem::path(HALL_SOURCE_DIR) / "conf";
const auto day = campaigns::parse_date("2026-12-01").value();
const tools::Words english(codecs::MessageLanguage::en);
const tools::Words chinese(codecs::MessageLanguage::zh);

bool has(const std::string& whole, const std::string& piece) { return whole.find(piece) != std::string::npos; }

/// Tags that are not closed, or closed in another order than they were opened; empty: the page is well-formed.
std::string open_tags(const std::string& page) {
    std::vector<std::string> open;
    for (auto at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
        const bool closes = page[at + 1] == '/';
        const auto begin = at + (closes ? 2 : 1);
        const auto name = page.substr(begin, page.find_first_of(" >\n", begin) - begin);
        if (name == "!DOCTYPE" || name == "meta") continue;
        if (!closes) {
            open.push_back(name);
        } else if (!open.empty() && open.back() == name) {
            open.pop_back();
        } else {
            return "</" + name + "> at " + std::to_string(at);
        }
    }
    return open.empty() ? "" : "<" + open.back() + ">";
}

}  // namespace

TEST_CASE("the tree of the shipped hall shows digits, codes, actions, parts and prices") {
    const auto files = tools::load_hall_files(conf / "smshalld.yaml");
    const auto tree = tools::map_tree(files, tools::map_of(files, day), english);
    INFO(tree);
    CHECK(tree.starts_with("中国移动短信营业厅  10086\n\n0 "));
    CHECK(has(tree, "\n  2 天天超值go  [42 "));
    CHECK(has(tree, "\n      1 开通流量10元包  [KTLL10"));
    CHECK(has(tree, "  -> order package=LL10  "));
    CHECK(has(tree, "  ¥ 3 months at 8.00 each, then 10.00 a month\n"));
    CHECK(has(tree, "\n    · 开通业务  [KT{package:word} "));
    CHECK(has(tree, "  ¥ price of the package that is named\n"));
}

TEST_CASE("the page is well-formed, loads nothing, and shows each text with its parts") {
    const auto files = tools::load_hall_files(conf / "smshalld.yaml");
    const auto map = tools::map_of(files, day);
    for (const auto& words : {english, chinese}) {
        const auto page = tools::map_page(files, map, day, words);
        CHECK(open_tags(page) == "");
        for (const auto* outside : {"http:", "https:", "src=", "url(", "@import", "<script", "<link"})
            CHECK_FALSE(has(page, outside));
        CHECK(has(page, "<article id=\"order_ll10\">"));
        CHECK(has(page, "<span class=\"sample\" title=\"{package}\">流量10元包</span>"));
        CHECK(has(page, "<span class=\"code\">KT{package:word}</span>"));
        CHECK(has(page, "<span class=\"open\">{list}</span>"));
    }
    CHECK(has(tools::map_page(files, map, day, english), "<div class=\"figures\">2 parts (66+53)</div>"));
    CHECK(has(tools::map_page(files, map, day, chinese), "收费：流量10元包 前3个月每月8.00元，之后每月10.00元"));
}

TEST_CASE("conditions, aliases, old codes and extensions are on the map, and no name can break the page") {
    tools::HallFiles files;
    menus::Menu menu = *test::small_menu();
    codecs::Diagnostics diagnostics;
    const auto code = [&](std::string_view written) {
        return menus::parse_code(written, {}, diagnostics).value();
    };
    const auto january = campaigns::begin_of(campaigns::parse_date("2027-01-01").value(), {});
    auto& sale = menu.nodes[1];
    sale.name = menus::Localised<std::string>("<b>\"a\" & 'b'</b>");
    sale.aliases = {code("YOUHUI")};
    sale.keywords = {{"优惠", "便宜"}};
    sale.only_for = menus::OnlyFor{.cities = {"石家庄"}, .spend_from = 5000};
    sale.open = menus::Opening{.from = campaigns::begin_of(day, {}),
                               .until = january,
                               .zone = campaigns::Zone{}.ahead,
                               .hours_written = "09:00-21:00"};
    menu.extensions["08"] = 1;
    menu.moved.push_back({code("OLD"), 1, {}, {}, {}, {}});
    menu.moved.push_back({code("OLDER"), 1, january, campaigns::Zone{}.ahead, {}, {}});
    menu.index();
    files.menu = std::make_shared<const menus::Menu>(menu);
    files.catalogue = std::make_shared<const campaigns::Catalogue>();
    files.terms.number = "10086";
    const auto map = tools::map_of(files, day);
    const auto tree = tools::map_tree(files, map, english);
    INFO(tree);
    CHECK(has(tree, "aliases: YOUHUI"));
    CHECK(has(tree, "for whom: city 石家庄, spend from 50.00"));
    CHECK(has(tree, "open: from 2026-12-01, until 2026-12-31, 09:00-21:00"));
    CHECK(has(tree, "  OLDER  leads to <b>\"a\" & 'b'</b>  until 2026-12-31\n"));
    CHECK(has(tree, "Extensions of the number\n  1008608  <b>"));
    CHECK(has(tree, "Codes of the old hall\n  OLD  leads to <b>"));
    const auto page = tools::map_page(files, map, day, chinese);
    CHECK(open_tags(page) == "");
    CHECK(has(page, "&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;"));
    CHECK_FALSE(has(page, "<b>"));
    CHECK(has(page, "优惠+便宜"));
}

TEST_CASE("map writes its page into a file, and says when it cannot") {
    test::TempDirectory directory;
    const auto map = tools::map_command();
    const auto run = [&](const std::vector<std::string>& arguments) {
        return map.run(tools::parse_arguments(arguments, map));
    };
    const auto settings = (conf / "smshalld.yaml").string();
    const auto file = (directory / "map.html").string();
    CHECK(run({"--config", settings, "--html", file}) == 0);
    CHECK(std::filesystem::file_size(file) > 10000);
    CHECK(map.writes_for_all);  // others may read it, unlike a database
    CHECK(run({"--config", settings, "--html", "/nowhere/map.html"}) == tools::exit_no_input);
    CHECK_THROWS_WITH(run({"menu.yaml"}), "'menu.yaml' is too much; name the settings by --config FILE");
}
