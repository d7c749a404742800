// The rules of decide.hpp, one by one, on a small menu.

#include "menu_fixture.hpp"
#include "menus/answer/decide.hpp"
#include "menus/answer/render.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::menus;
using namespace std::chrono_literals;

namespace {

constexpr UtcTime now = from_millis(1'000'000);

std::shared_ptr<const Menu> menu() {
    static const auto loaded = test::small_menu(R"(
  id: home
  name: Home
  codes: [CD]
  text: "home\n{choices}"
  choices:
    - id: zone
      name: Zone
      codes: ["41", ZONE]
      text: "zone {code}\n{choices}"
      choices:
        - {id: leaf, name: Leaf, codes: LF, text: "{name} {code} of {hall}"}
        - {id: act, name: Act, codes: ACT, digit: 5, action: order, with: {package: CL}}
        - id: hidden
          name: Hidden
          codes: ["CL{friend:phone}", "{friend:phone}CL"]
          digit: none
          action: refer
          with: {package: cl}
    - {id: second, name: Second, codes: "42", text: second}
    - {id: sum, name: Sum, codes: "CZ{sum:amount}", digit: none, action: recharge}
    - {id: any, name: Any, codes: "CZ{n:number}", digit: none, text: "any {n}"}
    - {id: buy, name: Buy, codes: ["B{package:word}", "B{package:word}#{staff:number}"], digit: none, action: sell}
    - {id: shop, name: Shop, codes: SHOP, digit: none, action: sell, with: {package: CL}, replies: {sold: "own {price}"}}
    - {id: prize, name: Prize, codes: CJ, action: draw, with: {campaign: X}, replies: {won: "you won {prize}"}}
)");
    return loaded;
}

Decision at(std::string_view place, std::string_view text) {
    return test::decide_at(*menu(), Dialogue{std::string(place), now + 1ms}, text, now);
}

Decision nowhere(std::string_view text) {
    return test::decide_at(*menu(), std::nullopt, text, now);
}

std::string node_of(const Decision& decision) {
    return decision.node == nullptr ? "none" : decision.node->id;
}

std::pair<std::string, UtcTime> place_of(const Decision& decision) {
    return decision.next ? std::pair(decision.next->node_id, decision.next->expires) : std::pair(std::string(), now);
}

}  // namespace

TEST_CASE("00 and a text of nothing are home, from anywhere") {
    for (const char* text : {"00", "", "。", "０ ０"}) {
        INFO(text);
        CHECK(at("leaf", text).meaning == Meaning::home);
        CHECK(node_of(at("leaf", text)) == "home");
        CHECK(nowhere(text).meaning == Meaning::home);
        CHECK(nowhere(text).reply == "home\n1.Zone\n2.Second\n3.Prize");
        CHECK(place_of(nowhere(text)) == std::pair<std::string, UtcTime>("home", now + 10min));
    }
}

TEST_CASE("0 is the parent of the place, home at the top and without a place") {
    CHECK(node_of(at("leaf", "0")) == "zone");
    CHECK(node_of(at("hidden", "0")) == "zone");
    CHECK(node_of(at("zone", "０")) == "home");
    CHECK(node_of(at("home", "0")) == "home");
    CHECK(node_of(nowhere("0")) == "home");
    CHECK(at("leaf", "0").meaning == Meaning::back);
    CHECK(place_of(at("leaf", "0")) == std::pair<std::string, UtcTime>("zone", now + 10min));
}

TEST_CASE("a digit chooses below the menu of the place, or of the menu above an item") {
    CHECK(node_of(at("home", "1")) == "zone");
    CHECK(node_of(at("zone", "1")) == "leaf");
    CHECK(node_of(at("leaf", "1")) == "leaf");
    CHECK(node_of(at("leaf", "５。")) == "act");
    CHECK(node_of(at("act", "1")) == "leaf");
    CHECK(node_of(at("second", "1")) == "zone");
    CHECK(at("zone", "1").meaning == Meaning::choice);
    CHECK(at("zone", "1").reply == "Leaf LF of Hall");
    CHECK(at("zone", "2").meaning == Meaning::unknown);  // the second item has digit 5
    CHECK_FALSE(at("zone", "2").next);
}

TEST_CASE("a digit without a live dialogue is never guessed at") {
    const Decision none = nowhere("1");
    CHECK(none.meaning == Meaning::no_dialogue);
    CHECK(node_of(none) == "none");
    CHECK(none.reply == "no dialogue: 1.Zone\n2.Second\n3.Prize");
    CHECK(place_of(none) == std::pair<std::string, UtcTime>("home", now + 10min));  // the list it shows can be answered
    const Decision late = test::decide_at(*menu(), Dialogue{"zone", now}, "1", now);
    CHECK(late.meaning == Meaning::no_dialogue);
    CHECK(at("node_of_an_older_menu", "1").meaning == Meaning::no_dialogue);
}

TEST_CASE("a code leads to its node from anywhere, folded, and moves the place there") {
    for (const char* text : {"41", "zone", "４１！", "Z o n e"}) {
        INFO(text);
        CHECK(node_of(at("second", text)) == "zone");
        CHECK(nowhere(text).meaning == Meaning::code);
        CHECK(place_of(nowhere(text)) == std::pair<std::string, UtcTime>("zone", now + 10min));
    }
}

TEST_CASE("an action comes with the parameters of the code and the arguments of the menu") {
    const Decision fixed = at("zone", "5");
    REQUIRE(fixed.action);
    CHECK(fixed.reply.empty());
    CHECK(fixed.action->name == "order");
    CHECK(fixed.action->arguments == std::map<std::string, std::string>{{"package", "CL"}});
    const Decision written = nowhere("138 0013 8000 cl");
    REQUIRE(written.action);
    CHECK(node_of(written) == "hidden");
    CHECK(written.action->parameters ==
          std::vector<Parameter>{{"friend", ParameterType::phone, "13800138000", "8613800138000"}});
    CHECK(written.action->arguments.at("package") == "CL");  // folded, as a subscriber's would be
}

TEST_CASE("of codes with parameters the first in the file that is right answers, before the first that is wrong") {
    CHECK(node_of(nowhere("CZ50.5")) == "sum");
    CHECK(node_of(nowhere("CZ50")) == "sum");
    CHECK(node_of(nowhere("CZ12345678901234567")) == "any");  // too much for an amount, right for a number
    CHECK(nowhere("CZ12345678901234567").reply == "any 12345678901234567");
    const Decision wrong = at("zone", "CZ5.555");
    CHECK(wrong.meaning == Meaning::invalid_parameter);
    CHECK(node_of(wrong) == "sum");
    CHECK(wrong.reply == "no amount 5.555");
    CHECK_FALSE(wrong.next);
    CHECK_FALSE(wrong.action);
    CHECK(nowhere("CL123").reply == "no phone 123");
}

TEST_CASE("an unknown text moves nobody, and the list in its answer is the one that digits choose from") {
    const Decision inside = at("leaf", "what");
    CHECK(inside.meaning == Meaning::unknown);
    CHECK(inside.reply == "unknown: 1.Leaf\n5.Act");
    CHECK_FALSE(inside.next);
    const Decision outside = nowhere("what");
    CHECK(outside.reply == "unknown: 1.Zone\n2.Second\n3.Prize");
    CHECK(place_of(outside) == std::pair<std::string, UtcTime>("home", now + 10min));
}

TEST_CASE("an outcome has the node's own text, or the hall's, and never silence") {
    const MenuNode& prize = *menu()->by_id("prize");
    const ActionCall call{"draw", {}, {}};
    CHECK(test::render_told(*menu(), prize, call, "won", {{"prize", "tea"}}, "") == "you won tea");
    CHECK(test::render_told(*menu(), prize, call, "not_available_yet", {}, "") == "Prize later");
    CHECK(test::render_told(*menu(), prize, call, "slug_of_a_newer_version", {}, "") == "fault");
    CHECK(render_text(*menu(), "unreadable", {}) == "unreadable in Hall");
}

TEST_CASE("a text is the node's own, else the package's, else the hall's") {
    const ActionCall call{"sell", {}, {}};
    const Values values = {{"package", "Music"}, {"price", "5.00"}};
    const auto sold = [&](const char* node, const char* slug, std::string_view package) {
        return test::render_told(*menu(), *menu()->by_id(node), call, slug, values, package);
    };
    CHECK(sold("buy", "sold", "") == "Buy: Music sold at 5.00 in Hall");
    CHECK(sold("buy", "sold", "LL10") == "Buy: Music sold at 5.00 in Hall");
    CHECK(sold("buy", "sold", "CL") == "Buy: music at 5.00");
    CHECK(sold("shop", "sold", "CL") == "own 5.00");
    CHECK(sold("shop", "sold_out", "CL") == "sold out");
}

TEST_CASE("a text that needs no item is the package's own, else the hall's") {
    const Values values = {{"package", "Music"}, {"until", "Monday"}};
    CHECK(render_text(*menu(), "notice_over", values) == "Music over on Monday in Hall");
    CHECK(render_text(*menu(), "notice_over", values, "LL10") == "Music over on Monday in Hall");
    CHECK(render_text(*menu(), "notice_over", values, "CL") == "no more music from Monday in Hall");
    CHECK(render_text(*menu(), "piece_date", {{"day", "3"}}, "CL") == "day 3");
    CHECK(render_text(*menu(), "text_of_a_newer_version", values, "CL").empty());
}

TEST_CASE("a parameter that the action can do without may be in one code and not in another") {
    CHECK(nowhere("BCL").action->parameters == std::vector<Parameter>{{"package", ParameterType::word, "CL", "CL"}});
    CHECK(nowhere("BCL#77").action->parameters == std::vector<Parameter>{{"package", ParameterType::word, "CL", "CL"},
                                                                         {"staff", ParameterType::number, "77", "77"}});
}

TEST_CASE("meanings have stable names") {
    std::string names;
    for (const Meaning meaning : {Meaning::home, Meaning::back, Meaning::choice, Meaning::code, Meaning::unknown,
                                  Meaning::no_dialogue, Meaning::invalid_parameter}) {
        names += std::string(to_string(meaning)) + " ";
    }
    CHECK(names == "home back choice code unknown no_dialogue invalid_parameter ");
}
