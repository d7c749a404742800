// hallctl diff in words, in both languages, and its exit codes.

#include "menus/load/code_parser.hpp"
#include "menus/load/template_parser.hpp"
#include "tests/hallctl/import_fixture.hpp"
#include "tests/support/small_menu.hpp"
#include "tools/hallctl/diff.hpp"
#include "tools/hallctl/rehearsal/code_order.hpp"
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
    const tools::Reading reading{tools::Words(language), {}, campaigns::parse_date("2026-12-01").value()};
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

TEST_CASE("two codes with parameters that change places are told with a text that now leads elsewhere") {
    menus::Menu before = *test::small_menu();
    const auto first = before.nodes[1].id;
    before.nodes[1].codes.push_back(code("CZ{sum:amount}"));
    before.nodes[2].codes.push_back(code("CZ{sum:number}"));
    before.nodes[2].codes.push_back(code("AB{sum:number}"));  // fits nothing that another one does
    before.index();
    menus::Menu after = before;
    // As if the items had changed places in the file.
    std::reverse(after.nodes.begin() + 1, after.nodes.end());
    after.index();
    const auto same = tools::texts_taken_over(before, before, {});
    CHECK(same.empty());
    const auto taken = tools::texts_taken_over(before, after, {});
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].text == "CZ1");
    CHECK(taken[0].before.node->id == first);
    CHECK(taken[0].after.code->written() == "CZ{sum:number}");
    const auto goods = catalogue(500);
    const tools::Reading reading{tools::Words(codecs::MessageLanguage::zh), {}, {}};
    const auto chinese = tools::difference_report({before, goods}, {after, goods}, reading);
    INFO(chinese);
    CHECK(has(chinese, "  ~ 如“CZ1”这样的短信：原按CZ{sum:amount}进入"));
}

TEST_CASE("a new code that takes a text from a code with parameters says whose it was") {
    menus::Menu before = *test::small_menu();
    before.nodes[2].codes.push_back(code("CZ{sum:number}"));
    before.index();
    menus::Menu after = before;
    after.nodes[1].codes.push_back(code("cz50"));
    after.index();
    const auto goods = catalogue(500);
    const auto english =
        tools::difference_report({before, goods}, {after, goods}, {tools::Words(codecs::MessageLanguage::en), {}, {}});
    INFO(english);
    CHECK(has(english, "  + cz50: new, leads to "));
    CHECK(has(english, " before, by CZ{sum:number}\n"));
}

TEST_CASE("what the settings say to subscribers is compared, though it stands in no text") {
    const auto menu = test::small_menu();
    const auto goods = catalogue(500);
    tools::HallTerms then{"10086", {}, {}};
    tools::HallTerms now = then;
    now.number = "10010";
    now.business.yes.push_back("好");
    now.business.no = {"N"};
    now.business.wait = std::chrono::minutes(20);
    now.business.run_from = std::chrono::hours(8);
    const auto told = [&](codecs::MessageLanguage language) {
        return tools::difference_report({*menu, goods, then}, {*menu, goods, now}, {tools::Words(language), {}, {}});
    };
    const auto english = told(codecs::MessageLanguage::en);
    INFO(english);
    CHECK(has(english, "The hall\n  ~ number that subscribers text to (hall.number): 10086 -> 10010\n"));
    CHECK(has(english, "  ~ words that say yes (business.yes): 是, Y, YES, 确认 -> 是, Y, YES, 确认, 好\n"));
    CHECK(has(english, "  ~ words that say no (business.no): 否, N, NO -> N\n"));
    CHECK(has(english, "  ~ time to answer a question (business.wait): 30m -> 20m\n"));
    CHECK(has(english, "  ~ charges and notices begin at (business.run_from): 09:00 -> 08:00\n"));
    CHECK(has(told(codecs::MessageLanguage::zh), "  ~ 表示同意的回复（business.yes）：是, Y, YES, 确认 → 是, Y, YES, 确认, 好\n"));
    CHECK(tools::difference_report({*menu, goods, then}, {*menu, goods, then},
                                   {tools::Words(codecs::MessageLanguage::en), {}, {}})
              .empty());
}

TEST_CASE("every term of an offer is told in words, whether a text shows it or not") {
    const auto menu = test::small_menu();
    const auto then = catalogue(500);
    auto now = then;
    auto& offer = now.offers.front();
    offer.steps = {{2, 0}, {6, 70}};
    offer.most = 1000;
    offer.most_each = 1;
    offer.notice_days = 5;
    offer.counts = campaigns::Offer::Counts::next_month;
    offer.until = campaigns::parse_date("2027-01-04");
    const tools::Reading english{
        tools::Words(codecs::MessageLanguage::en), {}, campaigns::parse_date("2026-12-01").value()};
    const auto told = tools::difference_report({*menu, then}, {*menu, now}, english);
    INFO(told);
    CHECK(has(told,
              "offer go: steps: 1 month at 0%, 3 months at 80% -> 2 months at 0%, 6 months at 70%; months count from "
              "(counts_from): day -> next_month"));
    CHECK(has(told, "; orders in all (most): (none) -> 1000; orders of one subscriber (most_each): (none) -> 1"));
    CHECK(has(told, "last day (until): (none) -> 2027-01-04"));
    CHECK(has(told, "days of notice before the price returns (notice_days): 3 -> 5"));
    const tools::Reading chinese{tools::Words(codecs::MessageLanguage::zh), {}, english.day};
    CHECK(has(tools::difference_report({*menu, then}, {*menu, now}, chinese), "优惠阶段（steps）：1个月付0%, 3个月付80% → 2个月付0%, 6个月付70%；优惠起算（counts_from）：订购当日 → 次月；"));
}

TEST_CASE("the end of a window is its last day, as the operator wrote it") {
    const auto before = test::small_menu();
    menus::Menu after = *before;
    const campaigns::Zone zone;
    after.nodes[1].open =
        menus::Opening{.from = campaigns::begin_of(campaigns::parse_date("2026-12-20").value(), zone),
                       .until = campaigns::begin_of(campaigns::parse_date("2027-01-04").value(), zone),
                       .zone = zone.ahead};
    after.nodes[2].open = menus::Opening{
        .until = campaigns::begin_of(campaigns::parse_date("2027-01-04").value(), zone) + std::chrono::hours(8),
        .zone = zone.ahead};
    after.moved.push_back({code("OLD"), 1, after.nodes[1].open->until, zone.ahead, {}, {}});
    after.index();
    const auto goods = catalogue(500);
    const auto told =
        tools::difference_report({*before, goods}, {after, goods}, {tools::Words(codecs::MessageLanguage::en), {}, {}});
    INFO(told);
    CHECK(has(told, "open: always -> from 2026-12-20, until 2027-01-03\n"));
    CHECK(has(told, "open: always -> until 2027-01-04 08:00\n"));
    CHECK(has(told, ", as a code of the old hall until 2027-01-03\n"));
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
