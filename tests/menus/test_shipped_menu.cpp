// What must hold for conf/menu.yaml whatever operators change in it.

#include "campaigns/action.hpp"
#include "conversation.hpp"
#include "daemon/config/action_specs.hpp"
#include "menu_fixture.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace hall;

TEST_CASE("the shipped menu loads without a fault and is a real hall") {
    const auto menu = test::shipped_menu();
    CHECK(menu->nodes.size() >= 60);
    CHECK(menu->hall_name.in(0) == "中国移动短信营业厅");
    for (const auto& [code, name] : {std::pair{"41", "业务体验专区"},
                                     {"42", "天天超值go"},
                                     {"43", "营销活动专区"},
                                     {"0000", "统一查询退订"},
                                     {"102", "话费余额"}}) {
        const menus::MenuNode* node = menu->by_code(code);
        REQUIRE(node != nullptr);
        CHECK(node->name.in(0) == name);
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
            const auto decision = test::decide_at(*menu, dialogue, std::to_string(menu->nodes[choice].digit), from_millis(0));
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
        const auto up = test::decide_at(*menu, dialogue, "0", from_millis(0));
        CHECK(up.node == &menu->nodes[menu->nodes[i].parent.value_or(0)]);
    }
}

TEST_CASE("every code of the catalogue orders or cancels its package in the shipped menu") {
    const auto menu = test::shipped_menu();
    int codes = 0;
    const auto catalogue = test::shipped_catalogue();
    for (const auto& package : catalogue->packages) {
        for (const auto& [code, action] : {std::pair{package.order_code, "order"}, {package.cancel_code, "cancel"}}) {
            if (code.empty()) {
                continue;
            }
            test::Conversation conversation(*menu);
            CHECK(conversation.send(code) == "[" + std::string(action) + " package=" + package.id + "]");
            ++codes;
        }
    }
    CHECK(codes >= 18);
}

TEST_CASE("a package without an item of its own is ordered, tried and cancelled by the general codes") {
    const auto menu = test::shipped_menu();
    const auto catalogue = test::shipped_catalogue();
    for (const auto& package : catalogue->packages) {
        test::Conversation conversation(*menu);
        INFO(package.id);
        CHECK(conversation.send("KT" + package.id) == "[order package=" + package.id + "]");
        CHECK(conversation.send("TY" + package.id).starts_with("[trial package="));  // 手机邮箱 has the code TYYX
        CHECK(conversation.send("QX" + package.id) == "[cancel package=" + package.id + "]");
        CHECK(conversation.send("KT" + package.id + "#77") == "[order package=" + package.id + " staff=77]");
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
        CHECK(spec->follow_ups.size() == action.follow_ups.size());
        for (const auto& parameter : action.parameters) {
            CHECK(spec->optional.contains(parameter.name) == parameter.optional);
        }
    }
}
