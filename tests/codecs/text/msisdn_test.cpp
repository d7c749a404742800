// Numbers as subscribers type them, as SMSCs announce them, and as logs show them.

#include "codecs/text/msisdn.hpp"

#include "tests/codecs/text/random_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace hall;
using namespace hall::codecs;

namespace {

const NumberPlan china;
const NumberPlan britain{"44", "0", "7#########"};
const NumberPlan russia{"7", "8", "9#########"};

std::string home(std::string_view text, const NumberPlan& plan = china) {
    const auto number = parse_msisdn(text, plan);
    return number && number->home ? number->digits : "";
}

std::string foreign(std::string_view text, const NumberPlan& plan = china) {
    const auto number = parse_msisdn(text, plan);
    return number && !number->home ? number->digits : "";
}

}  // namespace

TEST_CASE("a Chinese mobile number is the same however it is written") {
    for (const char* text :
         {"+86 138 0013 8000", "008613800138000", "8613800138000", "13800138000", "+8613800138000", "138-0013-8000",
          "138.0013.8000", "(+86)13800138000", " 13800138000 ", "0086-138 00138000", "86 138\t00138000"}) {
        CAPTURE(text);
        CHECK(home(text) == "8613800138000");
    }
}

TEST_CASE("the second digit of a Chinese mobile number runs from 3 to 9") {
    for (char second = '0'; second <= '9'; ++second) {
        const std::string text = std::string("1") + second + "800138000";
        CAPTURE(text);
        CHECK(home(text) == (second >= '3' ? "86" + text : ""));
    }
}

TEST_CASE("what is no mobile number is nothing") {
    for (const char* text : {"",
                             " ",
                             "+",
                             "00",
                             "0000",
                             "-",
                             "10086",
                             "1380013800",
                             "138001380000",
                             "861380013800",
                             "86138001380000",
                             "12800138000",
                             "01082345678",
                             "82345678",
                             "013800138000",
                             "8610013800138000",
                             "1380013800a",
                             "a13800138000",
                             "13800138000#",
                             "138 0013+8000",
                             "++8613800138000",
                             "86+13800138000",
                             "１３８００１３８０００"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_msisdn(text, china).has_value());
    }
    CHECK_FALSE(parse_msisdn(std::string(100, ' ') + "13800138000", china).has_value());
}

TEST_CASE("a landline of the own country does not pass for a foreign number") {
    for (const char* text : {"+861082345678", "00861082345678", "+8610086", "+86 12800138000", "+861380013800"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_msisdn(text, china).has_value());
    }
}

TEST_CASE("a number marked international is taken as it is") {
    CHECK(foreign("+44 7700 900123") == "447700900123");
    CHECK(foreign("0085291234567") == "85291234567");
    CHECK(foreign("+13800138000") == "13800138000");  // a plus makes it North American
    CHECK(foreign("+1234567") == "1234567");
    CHECK(foreign("+123456789012345") == "123456789012345");
    CHECK_FALSE(parse_msisdn("+123456", china).has_value());
    CHECK_FALSE(parse_msisdn("+1234567890123456", china).has_value());
    CHECK_FALSE(parse_msisdn("+0447700900123", china).has_value());
    CHECK_FALSE(parse_msisdn("000447700900123", china).has_value());
    CHECK_FALSE(parse_msisdn("447700900123", china).has_value());  // not marked
}

TEST_CASE("a plan with a trunk prefix") {
    REQUIRE_FALSE(fault_of(britain).has_value());
    REQUIRE_FALSE(fault_of(russia).has_value());
    for (const char* text :
         {"07700 900123", "7700900123", "447700900123", "+447700900123", "00447700900123", "+44 (0)7700 900123"}) {
        CAPTURE(text);
        CHECK(home(text, britain) == "447700900123");
    }
    CHECK(home("89161234567", russia) == "79161234567");
    CHECK(home("+7 916 123-45-67", russia) == "79161234567");
    CHECK(home("9161234567", russia) == "79161234567");
    CHECK_FALSE(parse_msisdn("02079460000", britain).has_value());
    CHECK_FALSE(parse_msisdn("+442079460000", britain).has_value());
    CHECK(foreign("+8613800138000", britain) == "8613800138000");
    CHECK(foreign("008613800138000", britain) == "8613800138000");
}

TEST_CASE("a plan that cannot be used says why") {
    using Kind = PlanFault::Kind;
    const auto kind = [](const NumberPlan& plan) { return fault_of(plan).value().kind; };
    const auto detail = [](const NumberPlan& plan) { return fault_of(plan).value().detail; };
    CHECK_FALSE(fault_of({}).has_value());
    CHECK_FALSE(fault_of({"86", "", "1[3-9]#########"}).has_value());
    CHECK(kind({"", "", "1##########"}) == Kind::country_code);
    CHECK(kind({"0086", "", "1##########"}) == Kind::country_code);
    CHECK(kind({"086", "", "1##########"}) == Kind::country_code);
    CHECK(kind({"+86", "", "1##########"}) == Kind::country_code);
    CHECK(kind({"86", "x", "1##########"}) == Kind::trunk_prefix);
    CHECK(kind({"86", "00", "1##########"}) == Kind::trunk_prefix_abroad);
    CHECK(kind({"86", "", ""}) == Kind::no_mobile_pattern);
    CHECK(kind({"86", "", "1##"}) == Kind::length);  // too short
    CHECK(detail({"86", "", "1##"}) == "5");
    CHECK(kind({"86", "", "##############"}) == Kind::length);  // too long
    CHECK(kind({"86", "", "1[9-3]#########"}) == Kind::mobile_pattern);
    CHECK(detail({"86", "", "1[9-3]#########"}) == "[9-3]#########");
    CHECK(detail({"86", "", "1[3-9#########"}) == "[3-9#########");
    CHECK(detail({"86", "", "1##########["}) == "[");
    CHECK(detail({"86", "", "1x#########"}) == "x#########");
    CHECK_FALSE(parse_msisdn("13800138000", {"86", "", "1[3-9#########"}).has_value());
}

TEST_CASE("a source address becomes the subscriber it stands for") {
    struct Row {
        const char* digits;
        int ton;
        const char* expected;
    };
    for (const Row& row : {
             Row{"8613800138000", 1, "8613800138000"},
             Row{"+8613800138000", 1, "8613800138000"},
             Row{"13800138000", 0, "8613800138000"},
             Row{"13800138000", 2, "8613800138000"},
             Row{"13800138000", 1, "13800138000"},    // as it is announced: somebody in North America
             Row{"008613800138000", 1, "8613800138000"},
             Row{"013800138000", 1, "013800138000"},
             Row{"008613800138000", 0, "8613800138000"},
             Row{"447700900123", 1, "447700900123"},
             Row{"+447700900123", 0, "447700900123"},
             Row{"861082345678", 1, "861082345678"},
             Row{"10086", 3, "10086"},
             Row{"10086", 1, "10086"},
             Row{"1008608", 6, "1008608"},
             Row{"CMCC", 5, "CMCC"},
             Row{"13800138000", 5, "13800138000"},  // an alphanumeric sender may call itself anything
             Row{"", 0, ""},
             Row{"", 1, ""},
             Row{"Bank 1", 0, "Bank 1"},
         }) {
        CAPTURE(row.digits, row.ton);
        CHECK(canonical_subscriber(row.digits, static_cast<std::uint8_t>(row.ton), china) == row.expected);
    }
}

TEST_CASE("where an SMSC announces every number as international, a number of the plan is read as one") {
    const auto read = [](std::string_view digits, std::uint8_t ton, SourceNumbers how) {
        return canonical_subscriber(digits, ton, china, how);
    };
    using enum SourceNumbers;
    CHECK(read("13055551234", 1, as_announced) == "13055551234");
    CHECK(read("13055551234", 1, home_first) == "8613055551234");  // SMSCs do send a bare number under TON international
    CHECK(read("8613055551234", 1, home_first) == "8613055551234");
    CHECK(read("447700900123", 1, home_first) == "447700900123");
    CHECK(read("+13055551234", 1, home_first) == "13055551234");
    CHECK(read("13055551234", 0, as_announced) == "8613055551234");
    CHECK(read("13055551234", 5, home_first) == "13055551234");
}

TEST_CASE("numbers that the settings name") {
    for (const auto* pattern : {"10010", "106#####", "95[0-9]##*", "*1", "#", "#*"}) {
        CAPTURE(pattern);
        CHECK(is_number_pattern(pattern) == (std::string_view(pattern) != "*1"));
    }
    for (const auto* pattern : {"", "*", "10a", "+86", "[9-3]", "[3-", "1**", "TAOBAO", "1 2"}) {
        CAPTURE(pattern);
        CHECK_FALSE(is_number_pattern(pattern));
    }
    CHECK(matches_number_pattern("10010", "10010"));
    CHECK_FALSE(matches_number_pattern("100101", "10010"));
    CHECK_FALSE(matches_number_pattern("1001", "10010"));
    CHECK(matches_number_pattern("10655555", "106#####"));
    CHECK(matches_number_pattern("1065", "106*#") == false);
    CHECK(matches_number_pattern("95588", "95[0-9]##*"));
    CHECK(matches_number_pattern("9558801", "95[0-9]##*"));
    CHECK_FALSE(matches_number_pattern("95588x", "95[0-9]##*"));
    CHECK_FALSE(matches_number_pattern("", "10010"));
}

TEST_CASE("whatever is read as a number is read as the same number again") {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        test::Random random(seed);
        for (int i = 0; i < 20000; ++i) {
            std::string text;
            for (std::size_t n = test::below(random, 18); n > 0; --n) {
                text += static_cast<char>(test::any_of(random, U"0001138645678999+- "));
            }
            for (const NumberPlan& plan : {china, britain, russia}) {
                const auto once = parse_msisdn(text, plan);
                if (!once) continue;
                if (parse_msisdn("+" + once->digits, plan) != once) FAIL("seed " << seed << " text " << text);
                if (once->home != once->digits.starts_with(plan.country_code)) FAIL(text);
            }
        }
    }
    SUCCEED();
}

TEST_CASE("logs show a number without its middle") {
    CHECK(mask_number("8613800138000") == "86138****8000");
    CHECK(mask_number("+8613800138000") == "+86138****8000");
    CHECK(mask_number("13800138000") == "138****8000");
    CHECK(mask_number("138 0013 8000") == "138 **** 8000");
    CHECK(mask_number("447700900123") == "4477****0123");
    CHECK(mask_number("123456789012345") == "12345******2345");
    CHECK(mask_number("10658206") == "****8206");
    CHECK(mask_number("1234567") == "***4567");
}

TEST_CASE("short codes and alphanumeric senders are shown as they are") {
    for (const char* text : {"", "10086", "100860", "ChinaMobile", "中国移动", "Bank 24"}) {
        CHECK(mask_number(text) == text);
    }
    CHECK(mask_number("tel13800138000") == "tel138****8000");  // a number in disguise is still one
}

TEST_CASE("a mask hides at least three digits of every number and never changes its length") {
    for (std::size_t length = 7; length <= 20; ++length) {
        const std::string masked = mask_number(std::string(length, '5'));
        CHECK(masked.size() == length);
        CHECK(std::count(masked.begin(), masked.end(), '*') >= 3);
        CHECK(masked.substr(length - 4) == "5555");
    }
}
