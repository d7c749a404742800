// /why at the phone: how a text was read, what led it where, and what hindered.

#include "tests/hallctl/import_fixture.hpp"
#include "tools/hallctl/rehearsal/moments.hpp"
#include "tools/hallctl/rehearsal/phone_session.hpp"
#include "tools/hallctl/rehearsal/rehearsal_options.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace hall;

namespace {

constexpr const char* menu = R"(
hall: 试验营业厅
texts:
  unknown_code: 没有这个代码
  no_dialogue: 请先选择菜单
  not_available_yet: "{name}尚未开通"
  invalid_phone: 号码不对
  invalid_amount: 金额不对
  invalid_number: 数字不对
  invalid_word: 代码不对
  unreadable: 收到的内容无法识别
  fault: 系统繁忙
  near: "您是否要办理：\n{choices}"
  not_open_yet: "{from}起开放"
  not_open_now: "请在{hours}发送"
  no_longer_open: "已于{until}结束"
  moved: "{old}已改为{code}"
  moved_for_good: "{old}已停用：\n{choices}"
synonyms: {优惠: [打折, discount]}
moved:
  - {code: JIU, to: sale, until: 2027-01-31}
home:
  id: home
  name: 首页
  text: "欢迎\n{choices}"
  choices:
    - {id: sale, name: 特惠, codes: [TEHUI], aliases: [优惠多], keywords: [便宜, 还有+优惠], text: 八折}
    - {id: gold, name: 金卡, codes: [JINKA], text: 金卡专享, only_for: {brand: [全球通], otherwise: 仅限全球通}}
    - {id: spring, name: 春节, codes: [CJHD], text: 春节活动, open: {from: 2027-01-20, until: 2027-02-10}}
    - {id: charge, name: 充值, codes: ["CZ{sum:amount}"], digit: none, action: recharge}
)";

constexpr const char* settings = R"(
hall: {number: "10086", menu: menu.yaml}
store: {path: hall.db}
smscs: [{name: main, host: 127.0.0.1, port: 2775, system_id: a, password: "${PW:-b}"}]
)";

struct Hall {
    test::TempDirectory directory;
    daemon::Configuration configuration = [this] {
        test::write_file(directory / "menu.yaml", menu);
        return tools::load_rehearsed(test::write_file(directory / "smshalld.yaml", settings));
    }();
    tools::RehearsalHall hall{configuration, tools::parse_moment("2026-12-01 10:00", {}).value()};

    /// The screen after these lines.
    std::string typed(const std::string& lines, codecs::MessageLanguage language = codecs::MessageLanguage::en) {
        std::istringstream in(lines);
        std::ostringstream out;
        tools::PhoneSession::Look look;
        look.language = language;
        tools::PhoneSession(hall, "13800138000", "10086", out, look).run(in, [] { return false; });
        return out.str();
    }
    std::string why(const std::string& text) { return typed(text + "\n/why\n"); }
};

bool has(const std::string& whole, const std::string& piece) { return whole.find(piece) != std::string::npos; }

}  // namespace

TEST_CASE("/why names the code or alias that was read, with its line, and what was folded away") {
    Hall hall;
    const auto file = (hall.directory / "menu.yaml").string();
    const auto folded = hall.why("ｔｅｈｕｉ。");
    INFO(folded);
    CHECK(has(folded, "was understood as: code\n  folded: TEHUI\n  item: 特惠 (sale) at " + file + ":27\n"));
    CHECK(has(folded, "  by: the code TEHUI at " + file + ":27\n"));
    const auto polite = hall.why("你好，请发送TEHUI，谢谢");
    INFO(polite);
    CHECK(has(polite, "\n  read as: TEHUI\n"));
    CHECK(has(hall.why("优惠多"), "  by: the alias 优惠多 at "));
    CHECK(has(hall.why("JIU"), "  by: the code JIU of the old hall at "));
    CHECK(has(hall.why("CZ50"), "  by: the code CZ{sum:amount} at " + file + ":30, with sum=50\n"));
    CHECK(has(hall.why("CZ5.555"), "  by: the code CZ{sum:amount}, but \"5.555\" is no amount\n"));
    CHECK(has(hall.why("00"), "  by: 00, or an empty text, is the first menu everywhere\n"));
    CHECK(has(hall.why("0"), "  by: 0 is back everywhere\n"));
}

TEST_CASE("/why tells a digit of a list from one without a list") {
    Hall hall;
    CHECK(has(hall.why("1"), "  by: digit 1, but he was shown no list, or too long ago\n"));
    const auto chosen = hall.typed("00\n1\n/why\n");
    INFO(chosen);
    CHECK(has(chosen, "was understood as: choice\n  folded: 1\n  item: 特惠 (sale)"));
    CHECK(has(chosen, "  by: digit 1 of the list that he was shown last\n"));
    CHECK(has(hall.typed("00\n第一个\n/why\n"), "  by: digit 1 of the list that he was shown last\n"));
    CHECK(has(hall.typed("00\n9\n/why\n"), "  by: digit 9: the list that he was shown last has none such\n"));
}

TEST_CASE("/why names the keywords of a sentence, and of what a guess was near") {
    Hall hall;
    CHECK(has(hall.why("请问还有什么优惠吗"), "  by: the keywords 还有+优惠 in the sentence\n"));
    CHECK(has(hall.why("还有什么打折的"), "  by: the keywords 还有+优惠(打折) in the sentence\n"));
    const auto slip = hall.why("TEUHI");
    INFO(slip);
    CHECK(has(slip, "  by: a guess, which is only offered:\n    1. 特惠 (sale): near to TEHUI (two neighbours have changed places)\n"));
    CHECK(has(hall.why("我看到TEHUI的广告了"), "    1. 特惠 (sale): the sentence speaks of TEHUI\n"));
    CHECK(has(hall.why("哈哈"), "  by: no code, not near to one, and no keyword in it\n"));
}

TEST_CASE("/why names the condition or the window that hindered, and what he has") {
    Hall hall;
    CHECK(hall.hall.add_subscriber({"13800138000", {{"brand", "动感地带"}}, {}}).empty());
    const auto gold = hall.why("JINKA");
    INFO(gold);
    CHECK(has(gold, "was understood as: refused\n"));
    CHECK(has(gold, "  by: the code JINKA at "));
    CHECK(has(gold, "  hindered by only_for of 金卡 (gold) at "));
    CHECK(has(gold, ": brand 全球通; he has brand 动感地带\n"));
    const auto early = hall.why("CJHD");
    INFO(early);
    CHECK(has(early, ": from 2027-01-20, until 2027-02-10; it is 2026-12-01 10:00, not open yet\n"));
}

TEST_CASE("the phone speaks Chinese when asked to") {
    Hall hall;
    const auto screen = hall.typed("ktxx\n/why\n/parts\n/nonsense\nTEUHI\n/why\n/help\n/from 1\n/to 99\n", codecs::MessageLanguage::zh);
    INFO(screen);
    CHECK(screen.starts_with("13800138000 发往 10086，2026-12-01 10:00\n"));
    CHECK(has(screen, "识别为：unknown\n  归一化后：KTXX\n  依据：不是代码，与任何代码都不相近，也不含关键词\n"));
    CHECK(has(screen, "    1. 特惠 (sale)：与 TEHUI 相近（相邻两字颠倒）\n"));
    CHECK(has(screen, "手机不认识“/nonsense”；/help 列出可用的命令\n"));
    CHECK(has(screen, "“1”不是本国手机号码"));
    CHECK(has(screen, "“99”不是本营业厅的号码；请写 10086，或 10086 加扩展号\n"));
    CHECK_FALSE(has(screen, " part"));
}
