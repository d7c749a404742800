// The GSM 7-bit tables, written down once more by code point so that a slip in the codec shows.

#include "codecs/text/gsm7.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <map>

using namespace hall;
using namespace hall::codecs;

namespace {

constexpr char32_t none = 0;

// TS 23.038, 6.2.1: row by row, 0x00 to 0x7F.
constexpr std::array<char32_t, 128> basic = {
    0x40,  0xA3, 0x24,  0xA5,  0xE8,  0xE9,  0xF9,  0xEC,  0xF2,  0xC7,  0x0A,  0xD8, 0xF8, 0x0D, 0xC5, 0xE5,
    0x394, 0x5F, 0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398, 0x39E, none, 0xC6, 0xE6, 0xDF, 0xC9,
    0x20,  0x21, 0x22,  0x23,  0xA4,  0x25,  0x26,  0x27,  0x28,  0x29,  0x2A,  0x2B, 0x2C, 0x2D, 0x2E, 0x2F,
    0x30,  0x31, 0x32,  0x33,  0x34,  0x35,  0x36,  0x37,  0x38,  0x39,  0x3A,  0x3B, 0x3C, 0x3D, 0x3E, 0x3F,
    0xA1,  0x41, 0x42,  0x43,  0x44,  0x45,  0x46,  0x47,  0x48,  0x49,  0x4A,  0x4B, 0x4C, 0x4D, 0x4E, 0x4F,
    0x50,  0x51, 0x52,  0x53,  0x54,  0x55,  0x56,  0x57,  0x58,  0x59,  0x5A,  0xC4, 0xD6, 0xD1, 0xDC, 0xA7,
    0xBF,  0x61, 0x62,  0x63,  0x64,  0x65,  0x66,  0x67,  0x68,  0x69,  0x6A,  0x6B, 0x6C, 0x6D, 0x6E, 0x6F,
    0x70,  0x71, 0x72,  0x73,  0x74,  0x75,  0x76,  0x77,  0x78,  0x79,  0x7A,  0xE4, 0xF6, 0xF1, 0xFC, 0xE0,
};

const std::map<std::uint8_t, char32_t> extension = {
    {0x0A, 0x0C}, {0x14, 0x5E}, {0x28, 0x7B}, {0x29, 0x7D}, {0x2F, 0x5C},
    {0x3C, 0x5B}, {0x3D, 0x7E}, {0x3E, 0x5D}, {0x40, 0x7C}, {0x65, 0x20AC},
};

}  // namespace

TEST_CASE("the default table holds both ways") {
    for (unsigned i = 0; i < basic.size(); ++i) {
        if (basic[i] == none) continue;
        CAPTURE(i);
        const auto septet = static_cast<std::uint8_t>(i);
        CHECK(gsm7_septets(basic[i]) == 1);
        CHECK(encode_gsm7(std::u32string(1, basic[i])) == Bytes{septet});
        CHECK(decode_gsm7(Bytes{septet}) == std::u32string(1, basic[i]));
    }
}

TEST_CASE("the extension table holds both ways, and what it lacks shows as the plain character") {
    for (unsigned i = 0; i < 128; ++i) {
        if (i == gsm7_escape) continue;
        CAPTURE(i);
        const auto septet = static_cast<std::uint8_t>(i);
        const Bytes coded{gsm7_escape, septet};
        const auto found = extension.find(septet);
        if (found == extension.end()) {
            CHECK(decode_gsm7(coded) == std::u32string(1, basic[i]));
            continue;
        }
        CHECK(gsm7_septets(found->second) == 2);
        CHECK(encode_gsm7(std::u32string(1, found->second)) == coded);
        CHECK(decode_gsm7(coded) == std::u32string(1, found->second));
    }
}

TEST_CASE("every character outside the two tables is refused") {
    std::size_t held = 0;
    for (char32_t c = 0; c <= 0x110000; ++c) {
        const int septets = gsm7_septets(c);
        held += septets > 0 ? 1 : 0;
        if (septets == 0 && c > 0x3000) continue;  // the same way for all of them; one is tried below
        const auto coded = encode_gsm7(std::u32string(1, c));
        if (coded.has_value() != (septets > 0)) FAIL("U+" << std::hex << static_cast<unsigned>(c));
        if (coded && coded->size() != static_cast<std::size_t>(septets)) FAIL(static_cast<unsigned>(c));
    }
    CHECK(held == 127 + extension.size());
}

TEST_CASE("a letter that only looks like one of the table is not mapped to it") {
    CHECK(gsm7_septets(U'\u0391') == 0);  // Greek Alpha
    CHECK(gsm7_septets(U'\u0410') == 0);  // Cyrillic A
    CHECK(gsm7_septets(U'\u2126') == 0);  // ohm sign
    CHECK(gsm7_septets(U'ç') == 0);
    CHECK(gsm7_septets(U'`') == 0);
    CHECK(gsm7_septets(U'\u001B') == 0);
    CHECK_FALSE(encode_gsm7(U"Hello 您好").has_value());
    CHECK_FALSE(encode_gsm7(U"\U0001F600").has_value());
}

TEST_CASE("an escape that escapes nothing shows a blank") {
    CHECK(decode_gsm7(Bytes{0x41, gsm7_escape}) == U"A ");
    CHECK(decode_gsm7(Bytes{gsm7_escape}) == U" ");
    CHECK(decode_gsm7(Bytes{gsm7_escape, gsm7_escape}) == U" ");
    CHECK(decode_gsm7(Bytes{gsm7_escape, gsm7_escape, 0x41}) == U" A");
    CHECK(decode_gsm7(Bytes{gsm7_escape, 0x41}) == U"A");
}

TEST_CASE("an octet that is no septet becomes a replacement character") {
    CHECK(decode_gsm7(Bytes{0x80}) == U"\uFFFD");
    CHECK(decode_gsm7(Bytes{0x41, 0xFF, 0x42}) == U"A\uFFFDB");
    CHECK(decode_gsm7(Bytes{gsm7_escape, 0xE5}) == U"\uFFFD");
    CHECK(decode_gsm7({}).empty());
    CHECK(encode_gsm7(U"") == Bytes{});
}
