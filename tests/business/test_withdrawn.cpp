// An operator closes an item or gives it to some subscribers only: no other way to the same action on the same package
// is left open, neither a general code nor a yes to a question that was asked before.

#include "tests/business/business_fixture.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace hall;
using namespace std::chrono_literals;

namespace {

constexpr const char* he = "13800138000";
constexpr const char* his_friend = "13900139000";

/// The hall as shipped, and the item `id` of its menu changed.
struct Closing {
    explicit Closing(const std::string& id) {
        auto menu = std::make_shared<menus::Menu>(*hall.settings.menu);
        const auto node = std::find_if(menu->nodes.begin(), menu->nodes.end(), [&](const auto& one) { return one.id == id; });
        node->open.emplace();
        node->open->until = hall.now + 10min;
        node->open->zone = 8h;
        menu->index();
        hall.settings.menu = menu;
        hall.restart();
        hall.subscriber(he, 10000);
        hall.subscriber(his_friend, 10000);
        hall.staff(1234, "13700001234", "王芳");
    }

    bool refuses(const std::string& body) {
        const auto answer = hall.answer(he, body);
        INFO(body << ": " << answer);
        return answer.find("已于") != std::string::npos && answer.find("结束") != std::string::npos;
    }
    std::string orders() { return hall.query("SELECT kind || ' ' || package FROM orders"); }

    test::BusinessFixture hall;
};

}  // namespace

TEST_CASE("when the item of a package is closed no other code orders that package") {
    Closing closing("order_cl");
    closing.hall.wait(10min);
    for (const char* body : {"KTCL", "开通彩铃", "ＫＴ彩铃", "开通CL", "开通cl。", "请发KT彩铃，谢谢", "KTCL#1234", "KT彩铃#1234"}) {
        INFO(body);
        CHECK(closing.refuses(body));
        CHECK(closing.hall.answer(he, "是").find("没有") != std::string::npos);  // no question is open
    }
    CHECK(closing.orders().empty());
    CHECK(closing.hall.query("SELECT DISTINCT node FROM texts WHERE meaning = 'refused'") == "order_cl;");
}

TEST_CASE("what is closed to order may still be tried, recommended and cancelled") {
    Closing closing("order_cl");
    closing.hall.answer(he, "KTCL");
    closing.hall.answer(he, "是");
    CHECK(closing.orders() == "order CL;");
    closing.hall.wait(10min);
    CHECK(closing.hall.answer(he, "取消彩铃").find("您申请退订彩铃") != std::string::npos);
    CHECK(closing.hall.answer(he, "是").find("退订") != std::string::npos);
    CHECK(closing.hall.answer(his_friend, "TYCL").find("已开通彩铃免费体验") != std::string::npos);
}

TEST_CASE("a yes to a general code that came after the item was closed orders nothing") {
    Closing closing("order_cl");
    CHECK(closing.hall.answer(he, "KT彩铃").find("您申请开通彩铃") != std::string::npos);
    closing.hall.wait(10min);
    CHECK(closing.refuses("是"));
    CHECK_FALSE(closing.refuses("是"));  // the question is gone
    CHECK(closing.orders().empty());
}

TEST_CASE("a question whose item has left the menu is bound by the items of its package") {
    Closing closing("order_cl");
    CHECK(closing.hall.answer(he, "KT彩铃").find("您申请开通彩铃") != std::string::npos);
    auto menu = std::make_shared<menus::Menu>(*closing.hall.settings.menu);
    for (auto& node : menu->nodes)
        if (node.id == "order_any") node.id = "order_any_other";
    menu->index();
    closing.hall.settings.menu = menu;
    closing.hall.restart();
    closing.hall.wait(10min);
    CHECK(closing.refuses("是"));
    CHECK(closing.orders().empty());
}

TEST_CASE("a closed recommendation of a package is closed in every form") {
    Closing closing("refer_cl");
    closing.hall.wait(10min);
    for (const char* body : {"13900139000CL", "CL13900139000", "13900139000 KTCL", "TJ13900139000#彩铃"})
        CHECK(closing.refuses(body));
    CHECK(closing.hall.query("SELECT count(*) FROM referrals") == "0;");
}

TEST_CASE("a number of the list of 0000 cancels also when 0000 has been closed meanwhile") {
    Closing closing("unified");
    closing.hall.answer(he, "KTCL");
    closing.hall.answer(he, "是");
    closing.hall.answer(he, "0000");
    closing.hall.wait(10min);
    CHECK(closing.hall.answer(he, "1").find("您申请退订彩铃") != std::string::npos);
}

TEST_CASE("a number that the hall does not know spends neither much nor little") {
    test::BusinessFixture hall;
    auto menu = std::make_shared<menus::Menu>(*hall.settings.menu);
    for (auto& node : menu->nodes) {
        if (node.id != "help_fees") continue;
        node.only_for.emplace();
        node.only_for->spend_below = 5000;
        node.only_for->otherwise = menu->texts.at("fault");
    }
    menu->needs_subscriber = true;
    menu->index();
    hall.settings.menu = menu;
    hall.restart();
    hall.subscriber(he, 0, {{"spend", "0"}});
    CHECK(hall.answer(he, "BZ3").find("短信资费：") != std::string::npos);
    CHECK(hall.answer(his_friend, "BZ3").find("短信资费：") == std::string::npos);
}

TEST_CASE("words for a place choose from the list of 0000, too") {
    test::BusinessFixture hall;
    hall.subscriber(he, 10000);
    for (const char* body : {"KTCL", "是", "KTLDTX", "是"}) hall.answer(he, body);
    hall.answer(he, "0000");
    CHECK(hall.answer(he, "第九个").find("2") != std::string::npos);  // the list has two
    CHECK(hall.answer(he, "第二个").find("您申请退订来电提醒") != std::string::npos);
}
