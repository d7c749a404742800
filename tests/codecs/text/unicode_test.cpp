// UTF-8 and UTF-16 repair, graphemes, folding.

#include "codecs/text/unicode.hpp"

#include "tests/codecs/text/random_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

using namespace hall;
using namespace hall::codecs;

namespace {

/// Lengths in code points of the user-perceived characters of `text`.
std::vector<std::size_t> grapheme_lengths(std::u32string_view text) {
    const auto boundaries = grapheme_boundaries(text);
    std::vector<std::size_t> out;
    for (std::size_t i = 1; i < boundaries.size(); ++i) out.push_back(boundaries[i] - boundaries[i - 1]);
    return out;
}

using Lengths = std::vector<std::size_t>;

/// All scalar values, 1024 in a text, with a full stop between them so that they do not combine.
std::vector<std::u32string> all_scalars() {
    std::vector<std::u32string> out;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c % 1024 == 0) out.emplace_back();
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        out.back() += c;
        out.back() += U'.';
    }
    out.erase(std::remove(out.begin(), out.end(), std::u32string()), out.end());
    return out;
}

}  // namespace

TEST_CASE("every Unicode scalar survives UTF-8 and UTF-16") {
    for (const std::u32string& text : all_scalars()) {
        const std::string utf8 = encode_utf8(text);
        if (decode_utf8(utf8) != text || !is_valid_utf8(utf8) || decode_utf16be(encode_utf16be(text)) != text) {
            FAIL("in the block that begins with U+" << std::hex << static_cast<unsigned>(text[0]));
        }
    }
    SUCCEED();
}

TEST_CASE("ill-formed UTF-8 becomes one replacement character for each maximal bad run") {
    struct Row {
        std::string bytes;
        std::u32string expected;
    };
    const std::vector<Row> rows = {
        {"\x80", U"\uFFFD"},
        {"\xBF\xBF", U"\uFFFD\uFFFD"},
        {"a\xC3", U"a\uFFFD"},    // cut off
        {"\xE4\xB8", U"\uFFFD"},  // two of three
        {"\xE4\xB8"
         "A",
         U"\uFFFDA"},                                       // the next letter is not swallowed
        {"\xF0\x9F\x98", U"\uFFFD"},                        // three of four
        {"\xC0\xAF", U"\uFFFD\uFFFD"},                      // overlong: not even its lead is possible
        {"\xE0\x80\xAF", U"\uFFFD\uFFFD\uFFFD"},            // overlong
        {"\xF0\x80\x80\x80", U"\uFFFD\uFFFD\uFFFD\uFFFD"},  // overlong
        {"\xED\xA0\x80", U"\uFFFD\uFFFD\uFFFD"},            // a surrogate
        {"\xF4\x90\x80\x80", U"\uFFFD\uFFFD\uFFFD\uFFFD"},  // above U+10FFFF
        {"\xFE\xFF", U"\uFFFD\uFFFD"},
        {"a\xF1\x80\x80\xE1\x80\xC2"
         "b\x80"
         "c",
         U"a\uFFFD\uFFFD\uFFFDb\uFFFDc"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.bytes);
        CHECK(decode_utf8(row.bytes) == row.expected);
        CHECK_FALSE(is_valid_utf8(row.bytes));
    }
    CHECK(decode_utf8("").empty());
    CHECK(is_valid_utf8(""));
    CHECK(is_valid_utf8(std::string_view("\0", 1)));
}

TEST_CASE("what is no scalar is written as a replacement character") {
    const std::u32string bad{0xD800, 0xDFFF, 0x110000, 0xFFFFFFFF};
    CHECK(encode_utf8(bad) == "\uFFFD\uFFFD\uFFFD\uFFFD");
    CHECK(encode_utf16be(bad) == Bytes{0xFF, 0xFD, 0xFF, 0xFD, 0xFF, 0xFD, 0xFF, 0xFD});
}

TEST_CASE("lone surrogates and a last odd octet become replacement characters, their neighbours stay") {
    CHECK(decode_utf16be(Bytes{0x4F, 0x60, 0xD8, 0x3D}) == U"你\uFFFD");
    CHECK(decode_utf16be(Bytes{0xD8, 0x3D, 0x4F, 0x60}) == U"\uFFFD你");
    CHECK(decode_utf16be(Bytes{0xDE, 0x00, 0x00, 0x41}) == U"\uFFFDA");
    CHECK(decode_utf16be(Bytes{0xD8, 0x3D, 0xD8, 0x3D, 0xDE, 0x00}) == U"\uFFFD\U0001F600");
    CHECK(decode_utf16be(Bytes{0x4F, 0x60, 0x59}) == U"你\uFFFD");
    CHECK(decode_utf16be(Bytes{0x59}) == U"\uFFFD");
    CHECK(decode_utf16be(Bytes{0xD8, 0x3D, 0xDE}) == U"\uFFFD\uFFFD");
    CHECK(decode_utf16be(Bytes{}).empty());
}

TEST_CASE("a user-perceived character is one grapheme") {
    CHECK(grapheme_boundaries(U"") == Lengths{0});
    CHECK(grapheme_boundaries(U"ab") == Lengths{0, 1, 2});
    CHECK(grapheme_lengths(U"您好") == Lengths{1, 1});
    CHECK(grapheme_lengths(U"\r\n\n\r") == Lengths{2, 1, 1});
    CHECK(grapheme_lengths(U"e\u0301x") == Lengths{2, 1});
    CHECK(grapheme_lengths(U"\U0001F44D\U0001F3FD!") == Lengths{2, 1});  // skin tone
    CHECK(grapheme_lengths(U"1\uFE0F\u20E3"
                           U"2") == Lengths{3, 1});                                            // keycap
    CHECK(grapheme_lengths(U"\U0001F468\u200D\U0001F469\u200D\U0001F467x") == Lengths{5, 1});  // a family
    CHECK(grapheme_lengths(U"x\U0001F468\u200D\U0001F469") == Lengths{1, 3});
    CHECK(grapheme_lengths(U"\U0001F1E8\U0001F1F3\U0001F1E9\U0001F1EA") == Lengths{2, 2});  // two flags
    CHECK(grapheme_lengths(U"\U0001F1E8\U0001F1F3\U0001F1E9") == Lengths{2, 1});
    CHECK(grapheme_lengths(U"a\U0001F1E8\U0001F1F3\U0001F1E9\U0001F1EAb") == Lengths{1, 2, 2, 1});
    CHECK(grapheme_lengths(U"\u1112\u1161\u11AB\u1100\u1161") == Lengths{3, 2});  // Hangul
    CHECK(grapheme_lengths(U"a\u200Db") == Lengths{2, 1});                        // ZWJ joins emoji only
    CHECK(grapheme_lengths(U"\u0301a") == Lengths{1, 1});
}

TEST_CASE("grapheme boundaries rise from 0 to the size of any text") {
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
        test::Random random(seed);
        for (int i = 0; i < 300; ++i) {
            const auto text = test::random_text(random, 300);
            const auto boundaries = grapheme_boundaries(text);
            const bool rises =
                std::adjacent_find(boundaries.begin(), boundaries.end(), std::greater_equal<>()) == boundaries.end();
            if (!rises || boundaries.front() != 0 || boundaries.back() != text.size()) {
                FAIL("seed " << seed << " text " << encode_utf8(text));
            }
        }
    }
    SUCCEED();
}

TEST_CASE("folding makes what subscribers type comparable") {
    CHECK(fold_compatibility("") == "");
    CHECK(fold_compatibility("ktll 10") == "KTLL 10");
    CHECK(fold_compatibility("ｋｔｌｌ４１") == "KTLL41");
    CHECK(fold_compatibility("ｃｘＹＥ　１０１") == "CXYE 101");  // full-width blank
    CHECK(fold_compatibility("①②") == "12");
    CHECK(fold_compatibility("查询话费") == "查询话费");
    CHECK(fold_compatibility("，。（）") == ",。()");  // the ideographic full stop is no full-width form
    CHECK(fold_compatibility("é") == "É");
    CHECK(fold_compatibility("e\u0301") == "É");
    CHECK(fold_compatibility("ﬁ") == "FI");
    CHECK(fold_compatibility("ſ") == "S");
    CHECK(fold_compatibility("한") == fold_compatibility("\u1112\u1161\u11AB"));
    CHECK(fold_compatibility("a\xFF") == "A\uFFFD");
    CHECK(fold_compatibility(std::string_view("a\0b", 3)) == std::string_view("A\0B", 3));
}

TEST_CASE("marks are put into one order whatever order they came in") {
    CHECK(fold_compatibility("q\u0323\u0307") == fold_compatibility("q\u0307\u0323"));
    CHECK(fold_compatibility("q\u0301\u0300") == "Q\u0301\u0300");  // of one class: their order means something
    CHECK(fold_compatibility("\u0131\u0301") == "\u00CD");          // dotless i becomes I, which takes the acute
    CHECK(fold_compatibility("\u1E0B\u0323") == fold_compatibility("\u1E0D\u0307"));
}

TEST_CASE("folding twice is folding once, for every character and for random texts") {
    for (const std::u32string& text : all_scalars()) {
        const std::string once = fold_compatibility(encode_utf8(text));
        if (fold_compatibility(once) != once) {
            FAIL("in the block that begins with U+" << std::hex << static_cast<unsigned>(text[0]));
        }
    }
    for (const std::uint64_t seed : {11U, 12U, 13U, 14U, 15U}) {
        test::Random random(seed);
        for (int i = 0; i < 150; ++i) {
            const std::string text = encode_utf8(test::random_text(random, 200));
            const std::string once = fold_compatibility(text);
            if (fold_compatibility(once) != once) FAIL("seed " << seed << " text " << text);
            if (!is_valid_utf8(once)) FAIL("seed " << seed << " is no UTF-8 any more: " << text);
        }
    }
    SUCCEED();
}

TEST_CASE("folding leaves no small letter that has a simple capital") {
    for (const char* text : {"abcxyz", "àöüñ", "αβγω", "абвя", "ǆ", "ａｚ", "ⅷ", "ⓐ", "ꭰ"}) {
        CAPTURE(text);
        const std::string folded = fold_compatibility(text);
        CHECK(folded != text);
        CHECK(fold_compatibility(folded) == folded);
    }
}

TEST_CASE("a long text made of marks is folded in no time worth noticing") {
    // In the wrong order throughout: ordering by exchanging neighbours would take a thousand million steps.
    std::u32string text = U"q";
    for (int i = 0; i < 40000; ++i) text += U'\u0307';
    for (int i = 0; i < 40000; ++i) text += U'\u0323';
    const std::u32string folded = decode_utf8(fold_compatibility(encode_utf8(text)));
    REQUIRE(folded.size() == text.size());
    CHECK(folded[1] == U'\u0323');
    CHECK(folded.back() == U'\u0307');
}
