#include "codecs/text/han.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using hall::codecs::simplified;
using hall::codecs::syllable_of;
using hall::codecs::syllable_text;

TEST_CASE("traditional characters become simplified ones, and nothing else changes") {
    const std::u32string traditional = U"鈴話費餘額積分開通體驗業務營銷活動幫助郵箱語音萬兩貳陸";
    const std::u32string simple = U"铃话费余额积分开通体验业务营销活动帮助邮箱语音万两贰陆";
    for (std::size_t i = 0; i < traditional.size(); ++i) {
        INFO(i);
        CHECK(static_cast<std::uint32_t>(simplified(traditional[i])) == static_cast<std::uint32_t>(simple[i]));
        CHECK(static_cast<std::uint32_t>(simplified(simple[i])) == static_cast<std::uint32_t>(simple[i]));
    }
    for (const char32_t c : std::u32string(U"Aa1０。あ가\U0001F600\U00020000")) {
        CHECK(simplified(c) == c);
    }
}

TEST_CASE("a simplified form is its own simplified form") {
    for (char32_t c = 0x3000; c < 0xA100; ++c) {
        if (simplified(simplified(c)) != simplified(c)) {
            CAPTURE(static_cast<std::uint32_t>(c));
            FAIL("simplified twice is not simplified once");
        }
    }
    SUCCEED();
}

TEST_CASE("characters that sound alike have one number, and its text is what people type") {
    CHECK(syllable_of(U'彩') == syllable_of(U'采'));
    CHECK(syllable_of(U'铃') == syllable_of(U'鈴'));
    CHECK(syllable_of(U'铃') == syllable_of(U'零'));
    CHECK(syllable_of(U'彩') != syllable_of(U'铃'));
    CHECK(syllable_text(syllable_of(U'彩')) == "cai");
    CHECK(syllable_text(syllable_of(U'铃')) == "ling");
    CHECK(syllable_text(syllable_of(U'流')) == "liu");
    CHECK(syllable_text(syllable_of(U'旅')) == "lv");
    CHECK(syllable_text(syllable_of(U'女')) == "nv");
    for (const char32_t c : std::u32string(U"A1。あ가")) {
        CHECK(syllable_of(c) == 0);
    }
    CHECK(syllable_text(0).empty());
    CHECK(syllable_text(65535).empty());
}

TEST_CASE("every common character has a reading, and readings are small letters") {
    std::set<std::uint16_t> numbers;
    int without = 0;
    for (char32_t c = 0x4E00; c <= 0x9FA5; ++c) {
        const std::uint16_t number = syllable_of(c);
        numbers.insert(number);
        without += number == 0 ? 1 : 0;
    }
    CHECK(without < 400);
    CHECK(numbers.size() > 380);
    CHECK(numbers.size() < 450);
    for (const std::uint16_t number : numbers) {
        const std::string text(syllable_text(number));
        CHECK(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos);
        CHECK((number == 0) == text.empty());
    }
}
