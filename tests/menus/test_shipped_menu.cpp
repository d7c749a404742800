// What must hold for conf/menu.yaml whatever operators change in it.

#include "campaigns/action.hpp"
#include "codecs/text/unicode.hpp"
#include "conversation.hpp"
#include "daemon/config/action_specs.hpp"
#include "menu_fixture.hpp"
#include "menus/fold.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace hall;

namespace {

/// How many texts an answer takes: 70 units of UTF-16 in one, 67 in each of several. [TS 23.040, 9.2.3.24.1]
std::size_t parts_of(const std::string& utf8) {
    const std::size_t units = codecs::encode_utf16be(codecs::decode_utf8(utf8)).size() / 2;
    return units <= 70 ? 1 : (units + 66) / 67;
}

/// The answer of a node, reached by its first code, or by a right number put into it.
std::string answer_of(const menus::Menu& menu, const menus::MenuNode& node) {
    test::Conversation conversation(menu);
    std::string text = node.codes.front().written();
    for (const auto& [slot, value] : {std::pair<std::string, std::string>{"{friend:phone}", "13800138000"},
                                      {"{sum:amount}", "50"},
                                      {"{package:word}", "WLAN"}}) {
        if (const auto at = text.find(slot); at != std::string::npos) {
            text.replace(at, slot.size(), value);
        }
    }
    const auto decision = menus::decide(menu, std::nullopt, text, codecs::NumberPlan{}, from_millis(0));
    CHECK(decision.node == &node);
    CHECK(decision.meaning == menus::Meaning::code);
    return conversation.send(text);
}

}  // namespace

TEST_CASE("the shipped menu loads without a fault and is a real hall") {
    const auto menu = test::shipped_menu();
    CHECK(menu->nodes.size() >= 60);
    CHECK(menu->hall_name == "中国移动短信营业厅");
    for (const auto& [code, name] : {std::pair{"41", "业务体验专区"},
                                     {"42", "天天超值go"},
                                     {"43", "营销活动专区"},
                                     {"0000", "统一查询退订"},
                                     {"102", "话费余额"}}) {
        const menus::MenuNode* node = menu->by_code(code);
        REQUIRE(node != nullptr);
        CHECK(node->name == name);
    }
}

TEST_CASE("every node of the shipped menu is reached by digits from home or by a code, and 0 leads up from it") {
    const auto menu = test::shipped_menu();
    std::set<menus::NodeIndex> reached = {0};
    std::vector<menus::NodeIndex> open = {0};
    while (!open.empty()) {
        const menus::MenuNode& node = menu->nodes[open.back()];
        const menus::NodeIndex here = open.back();
        open.pop_back();
        for (const menus::NodeIndex choice : node.choices) {
            CHECK(menu->nodes[choice].parent == here);
            const menus::Dialogue dialogue{node.id, from_millis(1000)};
            const auto decision = menus::decide(*menu, dialogue, std::to_string(menu->nodes[choice].digit),
                                                codecs::NumberPlan{}, from_millis(0));
            CHECK(decision.node == &menu->nodes[choice]);
            if (reached.insert(choice).second) {
                open.push_back(choice);
            }
        }
    }
    for (menus::NodeIndex i = 0; i < menu->nodes.size(); ++i) {
        INFO(menu->nodes[i].id);
        CHECK((reached.contains(i) || !menu->nodes[i].codes.empty()));
        const menus::Dialogue dialogue{menu->nodes[i].id, from_millis(1000)};
        const auto up = menus::decide(*menu, dialogue, "0", codecs::NumberPlan{}, from_millis(0));
        CHECK(up.node == &menu->nodes[menu->nodes[i].parent.value_or(0)]);
    }
}

TEST_CASE("every node of the shipped menu answers in at most four texts, says who it is and what to do next") {
    const auto menu = test::shipped_menu();
    for (const menus::MenuNode& node : menu->nodes) {
        const std::string answer = answer_of(*menu, node);
        INFO(node.id << ": " << answer);
        CHECK(answer.starts_with("【中国移动】"));
        CHECK(parts_of(answer) <= (node.choices.size() > 2 ? 3U : 4U));
        const bool next_step = answer.find("回复") != std::string::npos || answer.find("发送") != std::string::npos ||
                               answer.find("请发") != std::string::npos;
        CHECK(next_step);
        CHECK(answer.find('{') == std::string::npos);
    }
}

TEST_CASE("every action of the shipped menu that is not there yet says so, and says that nothing was done or charged") {
    const auto menu = test::shipped_menu();
    int actions = 0;
    for (const menus::MenuNode& node : menu->nodes) {
        if (node.action.empty()) {
            continue;
        }
        const std::string answer = answer_of(*menu, node);
        INFO(node.id << ": " << answer);
        CHECK((answer.find("暂未开放") != std::string::npos || answer.find("尚未开始") != std::string::npos));
        CHECK(answer.find("10086") != std::string::npos);
        ++actions;
    }
    CHECK(actions >= 30);
}

TEST_CASE("every advertised code in the shipped texts is a code of the menu") {
    const auto menu = test::shipped_menu();
    // Capital letters and digits after "发送", "发" or "回复": "发送KTCL开通", "查余额发102", "回复42返回".
    const auto check_codes = [&](const std::string& text) {
        for (const std::string verb : {"发送", "发", "回复"}) {
            for (std::size_t at = text.find(verb); at != std::string::npos; at = text.find(verb, at + 1)) {
                std::size_t end = at + verb.size();
                const std::size_t start = end;
                while (end < text.size() &&
                       ((text[end] >= '0' && text[end] <= '9') || (text[end] >= 'A' && text[end] <= 'Z'))) {
                    ++end;
                }
                const std::string code = text.substr(start, end - start);
                if (code.empty() || code == "0" || code == "00" || text.substr(end).starts_with("加")) {
                    continue;
                }
                const auto decision = menus::decide(*menu, std::nullopt, code, codecs::NumberPlan{}, from_millis(0));
                INFO(text << "\ncode " << code);
                CHECK(decision.meaning == menus::Meaning::code);
            }
        }
    };
    for (const menus::MenuNode& node : menu->nodes) {
        check_codes(answer_of(*menu, node));
    }
    for (const char* key : {"unreadable", "fault"}) {
        check_codes(menus::render_hall_text(*menu, key));
    }
}

TEST_CASE("every action of campaigns can be put to a menu, and every type of parameter is known to menus") {
    const auto specs = daemon::action_specs();
    CHECK(specs.size() == campaigns::known_actions().size());
    for (const auto& action : campaigns::known_actions()) {
        const auto spec =
            std::find_if(specs.begin(), specs.end(), [&](const auto& s) { return s.name == action.name; });
        REQUIRE(spec != specs.end());
        REQUIRE(spec->parameters.size() == action.parameters.size());
        for (std::size_t i = 0; i < action.parameters.size(); ++i) {
            CHECK(spec->parameters[i].name == action.parameters[i].name);
            CHECK(menus::to_string(spec->parameters[i].type) == action.parameters[i].type);
        }
        REQUIRE(spec->outcomes.size() == action.outcomes.size());
        CHECK(spec->outcomes.front().slug == action.outcomes.front().slug);
    }
}
