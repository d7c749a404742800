#include "menus/understand/fold.hpp"
#include "menus/understand/numerals.hpp"
#include "menus/understand/readings.hpp"

#include "codecs/text/unicode.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using hall::codecs::decode_utf8;
using hall::menus::digits_of_numerals;
using hall::menus::fold_text;
using hall::menus::readings;

namespace {

std::string numeral(const char* text) {
    return digits_of_numerals(decode_utf8(text)).value_or("none");
}

bool has_reading(std::string_view text, const std::string& reading) {
    const auto all = readings(text);
    return std::find(all.begin(), all.end(), reading) != all.end();
}

}  // namespace

TEST_CASE("Chinese numerals are read digit by digit or by their value") {
    for (const auto& [written, digits] : {std::pair{"四二", "42"},
                                          {"四十二", "42"},
                                          {"一", "1"},
                                          {"两", "2"},
                                          {"十", "10"},
                                          {"十二", "12"},
                                          {"二十", "20"},
                                          {"幺零二", "102"},
                                          {"一〇二", "102"},
                                          {"一○二", "102"},
                                          {"一百零二", "102"},
                                          {"一百一十", "110"},
                                          {"一百九十二", "192"},
                                          {"二百", "200"},
                                          {"两百", "200"},
                                          {"两千零二十", "2020"},
                                          {"一千零一", "1001"},
                                          {"四千二百零七", "4207"},
                                          {"一万", "10000"},
                                          {"两万", "20000"},
                                          {"十万九千零五", "109005"},
                                          {"一万零五十", "10050"},
                                          {"〇〇", "00"},
                                          {"零", "0"},
                                          {"壹佰", "100"},
                                          {"肆拾贰", "42"},
                                          {"壹零壹", "101"}}) {
        INFO(written);
        CHECK(numeral(written) == digits);
    }
}

TEST_CASE("a numeral that may be read in two ways is not read") {
    for (const char* written :
         {"一百二", "二百五",   "一千五",     "一万五",   "三千零五百", "百",   "千",     "万",   "百二",
          "十十",   "一百一百", "一十百",     "零十",     "四零十二",   "陆",   "伍",     "十两", "两十",
          "两二",   "一百零",   "一百零零二", "一百十二", "万一",       "千万", "一万万", ""}) {
        INFO(written);
        CHECK(numeral(written) == "none");
    }
}

TEST_CASE("numerals and digits agree for every number up to ten million that is tried") {
    const std::array<const char*, 10> names = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const auto below = [&](int value, bool leads) {
        std::string text;
        bool gap = false;
        bool begun = !leads;
        for (const auto& [unit, name] : {std::pair{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}}) {
            const int digit = value / unit % 10;
            if (digit == 0) {
                gap = begun;
                continue;
            }
            text += std::string(gap ? "零" : "") + names[static_cast<std::size_t>(digit)] + name;
            gap = false;
            begun = true;
        }
        return text;
    };
    std::mt19937_64 random(7);
    for (int i = 0; i < 20000; ++i) {
        const int value = i < 10000 ? i + 1 : static_cast<int>(random() % 9'999'999 + 1);
        const std::string text =
            value < 10000 ? below(value, true) : below(value / 10000, true) + "万" + below(value % 10000, false);
        if (numeral(text.c_str()) != std::to_string(value)) {
            CAPTURE(text, value, numeral(text.c_str()));
            FAIL("a numeral is read wrongly");
        }
    }
    SUCCEED();
}

TEST_CASE("words around a code that change nothing are taken away") {
    for (const char* written : {"发42",           "发送42",
                                "回复42",         "回42",
                                "输入42",         "编辑42",
                                "编辑短信42",     "请发42",
                                "我要发42",       "请发送“42”，谢谢！",
                                "你好，42",       "您好，请回复：42",
                                "42谢谢",         "42，谢谢您！",
                                "麻烦您，42",     "42吧",
                                "42哦",           "42啊~",
                                "发 42",          "发送：42",
                                "发送【42】",     "回复（42）",
                                "Send 42",        "send42",
                                "reply: 42",      "42 thanks",
                                "42, thx!",       "pls 42",
                                "Please send 42", "发四十二",
                                "四十二",         "四二，谢谢",
                                "發送42",         "谢谢，42",
                                "选42",           "按42",
                                "我选四十二",     "  你好 😊 发送 ４２ 。"}) {
        INFO(written);
        CHECK(has_reading(written, "42"));
    }
    CHECK(has_reading("CZ五十", "CZ50"));
    CHECK(has_reading("充值一百", "充值100"));
    CHECK(has_reading("开通彩铃，谢谢", "开通彩铃"));
    CHECK(has_reading("send ktcl", "KTCL"));
    CHECK(has_reading("KTCL pls", "KTCL"));
}

TEST_CASE("words that change what is asked for stay") {
    for (const char* written :
         {"不要发送KTCL",     "别发KTCL",   "请不要开通KTCL", "发送KTCL至10086", "编辑短信KTCL到10086",
          "发送KTCL？",       "发KTCL吗",   "回复KTCL吗？",   "发KTCL了",        "KTCL呢",
          "KTCL不要",         "请问KTCL",   "我想KTCL",       "我要KTCL",        "勿回复KTCL",
          "发KTCL❌",          "谁发的KTCL", "sendKTCL",       "KTCLpls",         "send KTCL to 10086",
          "回复KTCL还是KTSP", "KTCL是什么", "没发KTCL",       "发KTCL给10086",   "发过KTCL",
          "请问发KTCL",       "发KTCL干嘛", "发送KTCL失败",   "发送KTCL❓"}) {
        INFO(written);
        CHECK_FALSE(has_reading(written, "KTCL"));
    }
    CHECK(readings("一百二") == std::vector<std::string>{"一百二"});
    CHECK(readings("1十") == std::vector<std::string>{"1十"});
}

TEST_CASE("a word alone is not taken away from itself") {
    for (const char* written : {"谢谢", "你好", "发送", "请", "PLEASE", "你好啊"}) {
        INFO(written);
        for (const std::string& reading : readings(written)) {
            CHECK_FALSE(reading.empty());
        }
    }
    CHECK(readings("").size() == 1);
    CHECK(readings("😀。") == std::vector<std::string>{""});
}

TEST_CASE("readings are folded, begin with the text itself and are all different") {
    std::mt19937_64 random(11);
    const char* pieces[] = {"发", "送",   "42", " ", "谢谢", "请",   "？", "一",
                            "十", "KTCL", "“",  "”", "到",   "send", "（"};
    for (int i = 0; i < 5000; ++i) {
        std::string text;
        for (std::size_t n = random() % 7; n > 0; --n) {
            text += pieces[random() % 15];
        }
        const auto all = readings(text);
        CAPTURE(text);
        REQUIRE(!all.empty());
        REQUIRE(all.front() == fold_text(text));
        for (std::size_t n = 0; n < all.size(); ++n) {
            REQUIRE(fold_text(all[n]) == all[n]);
            REQUIRE(std::count(all.begin(), all.end(), all[n]) == 1);
        }
    }
}
