// hallctl diff in words, in both languages, and its exit codes.

#include "menus/load/code_parser.hpp"
#include "menus/load/template_parser.hpp"
#include "tests/hallctl/import_fixture.hpp"
#include "tests/support/small_menu.hpp"
#include "tools/hallctl/diff.hpp"
#include "tools/hallctl/rehearsal/difference_report.hpp"
#include "tools/hallctl/rehearsal/hall_files.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace hall;

namespace {

const std::filesystem::path conf = std::filesystem::path(HALL_SOURCE_DIR) / "conf";

menus::CodePattern code(std::string_view written) {
    codecs::Diagnostics diagnostics;
    return menus::parse_code(written, {}, diagnostics).value();
}

menus::Localised<menus::Template> text(std::string_view written) {
    codecs::Diagnostics diagnostics;
    return menus::Localised<menus::Template>(menus::parse_template(written, {}, {"choices"}, diagnostics));
}

campaigns::Catalogue catalogue(std::int64_t price) {
    campaigns::Catalogue all;
    campaigns::Package ring;
    ring.id = "CL";
    ring.name = "彩铃";
    ring.price = price;
    all.packages.push_back(ring);
    campaigns::Offer offer;
    offer.id = "go";
    offer.packages = {"CL"};
    offer.steps = {{1, 0}, {3, 80}};
    all.offers.push_back(offer);
    return all;
}

std::string report(codecs::MessageLanguage language) {
    const auto before = test::small_menu();
    menus::Menu after = *before;
    auto& sale = after.nodes[1];
    sale.codes = {code("4200")};
    sale.only_for = menus::OnlyFor{.brands = {"全球通"}, .otherwise = text("仅限全球通")};
    sale.text = text("每月6元");
    after.index();
    const tools::Reading reading{tools::Words(language), {}, {}, campaigns::parse_date("2026-12-01").value()};
    const auto cheap = catalogue(500);
    const auto dear = catalogue(600);
    return tools::difference_report({*before, cheap}, {after, dear}, reading);
}

int run(const std::vector<std::string>& arguments) {
    const auto command = tools::diff_command();
    return command.run(tools::parse_arguments(arguments, command));
}

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

bool has(const std::string& whole, const std::string& piece) { return whole.find(piece) != std::string::npos; }

}  // namespace

TEST_CASE("an approver reads which codes, items, prices and answers change") {
    const auto english = report(codecs::MessageLanguage::en);
    INFO(english);
    CHECK(has(english, "Codes\n  - 42: gone, led to "));
    CHECK(has(english, "  + 4200: new, leads to "));
    CHECK(has(english, "      code that texts show: 42 -> 4200\n"));
    CHECK(has(english, "      for whom: for everybody -> brand 全球通 (\"仅限全球通\")\n"));
    CHECK(has(english,
              "Prices\n  ~ CL 彩铃, ordered on 2026-12-01: 1 month free, then 3 at 4.00 each, then 5.00 a month -> "
              "1 month free, then 3 at 4.80 each, then 6.00 a month\n"));
    CHECK(has(english, "Catalogue\n  ~ package CL 彩铃: price: 5.00 -> 6.00\n"));
    CHECK(has(english, "      + 每月6元\n"));
    CHECK(has(english, "2 codes, 1 items, 1 answers, 1 prices, 1 entries of the catalogue\n"));
    const auto chinese = report(codecs::MessageLanguage::zh);
    INFO(chinese);
    CHECK(has(chinese, "代码\n  - 42：取消，原进入"));
    CHECK(has(chinese, "      适用用户：面向所有用户 → 品牌为全球通 (\"仅限全球通\")\n"));
    CHECK(has(chinese, "CL 彩铃，2026-12-01订购：首月免费，再3个月每月4.00元，之后每月5.00元 → 首月免费，再3个月每月4.80元，之后每月6.00元\n"));
}

TEST_CASE("diff compares settings files and menu files, and says by its exit code whether they differ") {
    test::TempDirectory directory;
    const auto settings = (conf / "smshalld.yaml").string();
    std::filesystem::copy(conf, directory / "conf", std::filesystem::copy_options::recursive);
    const auto other = directory / "conf" ;
    CHECK(run({settings, (other / "smshalld.yaml").string()}) == 0);
    auto catalogue = read(other / "catalogue.yaml");
    catalogue.replace(catalogue.find("percent: 80"), 11, "percent: 70");
    test::write_file(other / "catalogue.yaml", catalogue);
    CHECK(run({settings, (other / "smshalld.yaml").string(), "--lang", "zh", "--at", "2026-12-01"}) == 1);
    const auto menu = (conf / "menu.yaml").string();
    CHECK(run({menu, (other / "menu.yaml").string(), "--catalogue", (conf / "catalogue.yaml").string()}) == 0);
    CHECK_THROWS_AS(run({settings, "/nowhere.yaml"}), tools::SettingsError);
    CHECK_THROWS_WITH(run({settings}),
                      "compare which two? for example: hallctl diff /etc/smshall/smshalld.yaml conf/smshalld.yaml");
    CHECK_THROWS_WITH(run({settings, settings, "--at", "soon"}), "--at is 'soon'; use a day such as 2026-12-01");
}
