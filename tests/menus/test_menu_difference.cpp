// What another menu changes: each kind of change alone, and nothing where nothing changed.

#include "menus/load/code_parser.hpp"
#include "menus/load/template_parser.hpp"
#include "menus/preview/menu_difference.hpp"
#include "tests/menus/menu_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::menus;

namespace {

constexpr std::string_view before_home = R"(
  id: home
  name: 首页
  codes: [10086]
  text: "{choices}"
  choices:
    - id: sale
      name: 优惠
      codes: [42, YH]
      text: "优惠：{choices}"
      choices:
        - id: ring
          name: 彩铃
          codes: [CL]
          text: 彩铃每月5元
        - id: mail
          name: 邮箱
          codes: [YX]
          text: 邮箱每月5元
    - id: news
      name: 手机报
      codes: [SJB]
      text: 手机报每月3元
)";

/// The menu after `change`, with its look-ups made anew.
template <class Change>
Menu changed(const Menu& menu, Change change) {
    Menu copy = menu;
    change(copy);
    copy.index();
    return copy;
}

MenuNode& node(Menu& menu, std::string_view id) {
    return menu.nodes[static_cast<std::size_t>(menu.by_id(id) - menu.nodes.data())];
}

CodePattern code(std::string_view written) {
    codecs::Diagnostics diagnostics;
    return parse_code(written, {}, diagnostics).value();
}

Localised<Template> text(std::string_view written) {
    codecs::Diagnostics diagnostics;
    return Localised<Template>(parse_template(written, {}, {"choices", "name"}, diagnostics));
}

const AnswerDifference* answer_of(const MenuDifference& difference, std::string_view id) {
    for (const auto& answer : difference.answers)
        if (answer.after != nullptr && answer.after->id == id) return &answer;
    return nullptr;
}

}  // namespace

TEST_CASE("a menu does not differ from itself, nor from a copy that stands elsewhere in memory") {
    const auto menu = test::small_menu(before_home);
    CHECK(difference_between(*menu, *menu).empty());
    const auto shipped = test::shipped_menu();
    CHECK(difference_between(*shipped, Menu(*shipped)).empty());
}

TEST_CASE("a condition says the same when its words stand elsewhere in the files, and not when they read otherwise") {
    const auto with = [](const char* file, const char* words) {
        Menu menu(*test::small_menu(before_home));
        codecs::Diagnostics diagnostics;
        OnlyFor only_for{.brands = {"全球通"}};
        only_for.otherwise = Localised<Template>(parse_template(words, {file, 9, 9}, {}, diagnostics));
        menu.nodes[1].only_for = only_for;
        menu.nodes[1].open = Opening{.otherwise = only_for.otherwise};
        menu.index();
        return menu;
    };
    CHECK(difference_between(with("live/menu.yaml", "仅限全球通"), with("draft/menu.yaml", "仅限全球通")).empty());
    const auto apart = difference_between(with("a", "仅限全球通"), with("a", "只限全球通"));
    REQUIRE(apart.items.size() == 1);
    CHECK(apart.items[0].aspects == std::set<Aspect>{Aspect::only_for, Aspect::open});
}

TEST_CASE("codes that come, go, lead elsewhere or become aliases or old ones are told, whatever their width and case") {
    const auto menu = test::small_menu(before_home);
    const auto after = changed(*menu, [](Menu& m) {
        node(m, "sale").codes = {code("４２")};                   // the same as 42; YH is gone
        node(m, "ring").codes = {code("CL"), code("SJB")};       // taken over from news
        node(m, "news").codes = {code("SJB9")};
        node(m, "mail").codes = {code("yx9")};
        node(m, "mail").aliases = {code("YX")};
        m.moved.push_back({code("OLD"), 1, {}, {}, {}, {}});
    });
    const auto difference = difference_between(*menu, after);
    std::map<std::string, std::string> codes;
    const auto lead = [](const CodeLead& one) { return one.node == nullptr ? std::string("-") : one.node->id; };
    for (const auto& one : difference.codes) codes[one.code] = lead(one.before) + ">" + lead(one.after);
    CHECK(codes == std::map<std::string, std::string>{{"YH", "sale>-"}, {"SJB", "news>ring"}, {"SJB9", "->news"},
                                                      {"yx9", "->mail"}, {"YX", "mail>mail"}, {"OLD", "->sale"}});
    for (const auto& one : difference.codes) {
        if (one.code == "YX") CHECK(one.after.kind == CodeLead::Kind::alias);
        if (one.code == "OLD") CHECK(one.after.kind == CodeLead::Kind::moved);
    }
}

TEST_CASE("an item that moved, has another name, does something else or is for others is told with what differs") {
    const auto menu = test::small_menu(before_home);
    const auto after = changed(*menu, [](Menu& m) {
        node(m, "ring").name = Localised<std::string>("彩铃音乐");
        node(m, "mail").parent = 0;
        node(m, "mail").digit = 3;
        node(m, "news").keywords = {{"报纸"}};
        node(m, "news").only_for = OnlyFor{.brands = {"全球通"}};
        node(m, "news").open = Opening{.from = from_millis(0)};
        node(m, "sale").paged = true;
    });
    const auto difference = difference_between(*menu, after);
    std::map<std::string, std::set<Aspect>> aspects;
    for (const auto& one : difference.items) aspects[one.after->id] = one.aspects;
    CHECK(aspects ==
          std::map<std::string, std::set<Aspect>>{{"ring", {Aspect::name}},
                                                  {"mail", {Aspect::place}},
                                                  {"news", {Aspect::keywords, Aspect::only_for, Aspect::open}},
                                                  {"sale", {Aspect::paged}}});
}

TEST_CASE("a menu answers otherwise when an item of its list has another name") {
    const auto menu = test::small_menu(before_home);
    const auto after = changed(*menu, [](Menu& m) { node(m, "ring").name = Localised<std::string>("彩铃音乐"); });
    const auto difference = difference_between(*menu, after);
    REQUIRE(difference.answers.size() == 1);
    CHECK(difference.answers[0].after->id == "sale");
    CHECK(difference.answers[0].before_texts == std::vector<std::string>{"优惠：1.彩铃\n2.邮箱"});
    CHECK(difference.answers[0].after_texts == std::vector<std::string>{"优惠：1.彩铃音乐\n2.邮箱"});
}

TEST_CASE("answers, replies and texts of the hall that read otherwise are told, those of items that are gone are not") {
    const auto menu = test::small_menu(before_home);
    const auto after = changed(*menu, [](Menu& m) {
        node(m, "ring").text = text("{name}每月6元，{choices}");
        node(m, "news").replies["told"] = text("新");
        m.texts["fault"] = text("请稍后再发");
        m.package_texts["CL"]["ordered"] = text("已开通彩铃");
    });
    const auto difference = difference_between(*menu, after);
    REQUIRE(answer_of(difference, "ring") != nullptr);
    CHECK(answer_of(difference, "ring")->after_texts == std::vector<std::string>{"彩铃每月6元，"});
    REQUIRE(answer_of(difference, "news") != nullptr);
    CHECK(answer_of(difference, "news")->slug == "told");
    CHECK(answer_of(difference, "news")->before_texts.empty());
    CHECK(difference.answers.size() == 4);
    CHECK(difference.items.empty());

    const auto without = changed(*menu, [](Menu& m) {
        m.nodes.pop_back();
        m.nodes[0].choices.pop_back();
    });
    const auto gone = difference_between(after, without);
    CHECK(answer_of(gone, "news") == nullptr);
    CHECK(gone.items.size() == 1);
    CHECK(gone.items[0].after == nullptr);
}

TEST_CASE("a language that comes is told with its texts, and falls back to nothing that was there before") {
    const auto menu = test::small_menu(before_home);
    const auto after = changed(*menu, [](Menu& m) {
        m.languages = {"zh", "en"};
        node(m, "news").text.set(1, text("Paper: 3 yuan").in(0));
        m.extensions["08"] = 1;
    });
    const auto difference = difference_between(*menu, after);
    REQUIRE(difference.answers.size() == 1);
    CHECK(difference.answers[0].language == "en");
    CHECK(difference.answers[0].before_texts.empty());
    CHECK(difference.answers[0].after_texts == std::vector<std::string>{"Paper: 3 yuan"});
    const auto noticed = changed(after, [](Menu& m) { m.moved.push_back({code("OLD"), 1, {}, {}, text("改为42"), {}}); });
    CHECK(difference_between(after, noticed).answers.at(0).slug == "moved: OLD");
    REQUIRE(difference.settings.size() == 2);
    CHECK(difference.settings[0].key == "languages");
    CHECK(difference.settings[0].after == "zh, en");
    CHECK(difference.settings[1].key == "extensions.08");
    CHECK(difference.settings[1].after == "sale");
}

TEST_CASE("a paged list is compared page by page, as if every condition held") {
    const auto menu = test::small_menu(before_home);
    const auto paged = changed(*menu, [](Menu& m) {
        m.texts["next_page"] = text("下一页");
        node(m, "sale").paged = true;
        node(m, "ring").only_for = OnlyFor{.brands = {"全球通"}};
        node(m, "ring").name = Localised<std::string>(std::string("一个很长很长的名字一个很长很长的名字一个很长很长的名字一个很长很长的名字"));
        node(m, "mail").name = Localised<std::string>(std::string("另一个很长很长的名字另一个很长很长的名字另一个很长很长的名字另一个很长的"));
    });
    const auto difference = difference_between(*menu, paged);
    const auto* answer = answer_of(difference, "sale");
    REQUIRE(answer != nullptr);
    CHECK(answer->after_texts.size() == 2);
    CHECK(answer->after_texts[0].find("2.下一页") != std::string::npos);
}
