// What acts on a terminal or a spreadsheet is shown, and all else stays.

#include "codecs/text/unicode.hpp"
#include "codecs/text/visible.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace hall::codecs;

TEST_CASE("what acts or is not seen becomes an escape, and all else stays") {
    CHECK(visible("") == "");
    CHECK(visible("办理 KTLL10，¥8.00 é 👍🏽 C:\\x") == "办理 KTLL10，¥8.00 é 👍🏽 C:\\x");
    CHECK(visible("\x1b[31m") == "\\x1b[31m");
    CHECK(visible(std::string_view("a\0b", 3)) == "a\\x00b");
    CHECK(visible("\a\b\t\r\n\x7f") == "\\x07\\x08\\x09\\x0d\\x0a\\x7f");
    CHECK(visible("\u0085\u009b") == "\\u0085\\u009b");
    CHECK(visible("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c") ==
          "\\u200b\\u200e\\u200f\\u202a\\u202b\\u202c\\u202d\\u202e\\u2066\\u2067\\u2068\\u2069\\u061c");
    CHECK(visible("\u2028\u2029\ufeff\u00ad\u2060\ufff9") == "\\u2028\\u2029\\ufeff\\u00ad\\u2060\\ufff9");
    CHECK(visible("\U000e0041") == "\\U000e0041");
    CHECK(visible("👨\u200d👩 \u200c") == "👨\u200d👩 \u200c");
    CHECK(visible("\x80\xc3(\xed\xa0\x80") == "\\x80\\xc3(\\xed\\xa0\\x80");
}

TEST_CASE("line breaks of a whole text stay, and no other control does") {
    CHECK(visible("a\n\tb\r\n", LineBreaks::kept) == "a\n\\x09b\\x0d\n");
}

TEST_CASE("whatever octets come, what is shown is UTF-8 without an unseen character, and showing it again changes nothing") {
    std::mt19937 random(7);
    for (int i = 0; i < 20000; ++i) {
        std::string octets(random() % 24, '\0');
        for (char& octet : octets) octet = static_cast<char>(random() % 3 == 0 ? random() % 0x30 : random());
        const auto shown = visible(octets);
        REQUIRE(is_valid_utf8(shown));
        for (const char32_t c : decode_utf8(shown)) REQUIRE_FALSE(is_unseen(c));
        REQUIRE(visible(shown) == shown);
        const auto field = csv_field(octets);
        for (const char32_t c : decode_utf8(field)) REQUIRE_FALSE(is_unseen(c));
    }
}

TEST_CASE("JSON keeps its meaning") {
    CHECK(visible_json("[\"a\u202e\",\n \"\U000e0041\x7f\\n\"]\n") == "[\"a\\u202e\",\n \"\\udb40\\udc41\\u007f\\n\"]\n");
    CHECK(visible_json("\"\xff\"") == "\"\ufffd\"");
}

TEST_CASE("a field of CSV is one field, and no formula") {
    CHECK(csv_field("王芳") == "王芳");
    CHECK(csv_field("") == "");
    CHECK(csv_field("=1+1") == "'=1+1");
    CHECK(csv_field("+86") == "'+86");
    CHECK(csv_field("-1") == "'-1");
    CHECK(csv_field("@A1") == "'@A1");
    CHECK(csv_field("a=1") == "a=1");
    CHECK(csv_field("\t=1") == "'\\x09=1");
    CHECK(csv_field(" \u3000\u00a0＝1") == "' \u3000\u00a0＝1");
    CHECK(csv_field("李,强") == "\"李,强\"");
    CHECK(csv_field("a\"b\n") == "\"a\"\"b\\x0a\"");
    CHECK(csv_field("=\"a\";b") == "\"'=\"\"a\"\";b\"");
}
