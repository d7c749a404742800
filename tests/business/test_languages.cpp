// Who reads English is asked, answered and told in English, also by what somebody else's text led to.

#include "business_fixture.hpp"

#include "menus/load/template_parser.hpp"

#include <catch2/catch.hpp>

using namespace hall;

namespace {

/// The shipped menu with a second language, in which the text `key` reads `text`.
void add_english(menus::Menu& menu, const std::string& key, const std::string& text,
                 const std::vector<std::string>& placeholders) {
    codecs::Diagnostics diagnostics;
    menu.languages = {"zh", "en"};
    menu.needs_subscriber = true;
    menu.texts[key].set(1, menus::parse_template(text, {}, placeholders, diagnostics));
    REQUIRE(diagnostics.empty());
}

}  // namespace

TEST_CASE("a question about money and a notice come in the language of whoever reads them") {
    test::BusinessFixture hall;
    hall.subscriber("13800138000", 10'000, {{"language", "en"}});
    hall.subscriber("13903591234", 10'000);
    hall.subscriber("13903595678", 10'000, {{"language", "en"}});
    const auto menu = std::make_shared<menus::Menu>(*hall.settings.menu);
    add_english(*menu, "ask", "Reply {yes} to order {package}.", {"yes", "package"});
    add_english(*menu, "notice_invited", "{referrer} recommends {package}.", {"referrer", "package"});
    hall.settings.menu = menu;
    hall.restart();

    CHECK(hall.answer("13800138000", "KTLL10") == "Reply 是 to order 流量10元包.");
    CHECK(hall.answer("13903591234", "KTLL10").starts_with("【中国移动】"));
    const auto shown = hall.text("13903591234", "13903595678CL");
    REQUIRE(shown.size() == 2);
    CHECK(shown[0].text.starts_with("【中国移动】"));
    CHECK(shown[1].phone == "13903595678");
    CHECK(shown[1].text == "13903591234 recommends 彩铃.");
}
