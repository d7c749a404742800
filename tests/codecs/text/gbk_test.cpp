// GBK and GB18030 against the system's own converter, and the characters that count as common.

#include "codecs/text/gbk.hpp"
#include "codecs/text/unicode.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <iconv.h>

using namespace hall;
using namespace hall::codecs;

namespace {

/// What iconv makes of it; nothing when it finds fault.
std::optional<std::string> by_iconv(const char* charset, ByteView octets) {
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    std::string in(octets.begin(), octets.end());
    std::array<char, 64> out{};
    char* from = in.data();
    char* to = out.data();
    std::size_t in_left = in.size();
    std::size_t out_left = out.size();
    const bool good = iconv(converter, &from, &in_left, &to, &out_left) != static_cast<std::size_t>(-1) && in_left == 0;
    iconv_close(converter);
    return good ? std::optional(std::string(out.data(), to)) : std::nullopt;
}

std::string read(const Bytes& octets) { return encode_utf8(decode_gbk(octets)); }

}  // namespace

TEST_CASE("every character of GBK is read as the system's converter reads it") {
    REQUIRE(by_iconv("GBK", Bytes{0xB2, 0xE9}) == "查");
    std::size_t characters = 0;
    std::size_t others = 0;
    for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
        for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
            const Bytes octets{static_cast<std::uint8_t>(lead), static_cast<std::uint8_t>(trail)};
            const auto expected = by_iconv("GBK", octets);
            if (!expected) continue;
            ++characters;
            if (read(octets) != *expected) ++others;
        }
    }
    CHECK(characters > 21000);
    // The middle dot and the long dash, which GBK and GB18030 write differently.
    CHECK(others <= 2);
}

TEST_CASE("four octets of GB18030 are read as the system's converter reads them") {
    std::size_t characters = 0;
    std::size_t others = 0;
    for (unsigned number = 0; number < 39420; number += 7) {
        const Bytes octets{static_cast<std::uint8_t>(0x81 + number / 12600), static_cast<std::uint8_t>(0x30 + number / 1260 % 10),
                           static_cast<std::uint8_t>(0x81 + number / 10 % 126), static_cast<std::uint8_t>(0x30 + number % 10)};
        const auto expected = by_iconv("GB18030", octets);
        if (!expected) continue;
        ++characters;
        if (read(octets) != *expected) ++others;
    }
    CHECK(characters > 5000);
    CHECK(others < 10);  // editions of the standard moved a few
    CHECK(read({0x94, 0x39, 0xDA, 0x33}) == "💩");
    CHECK(read({0xE3, 0x32, 0x9A, 0x35}) == "\xF4\x8F\xBF\xBF");
    CHECK(read({0xE3, 0x32, 0x9A, 0x36}) == "\uFFFD");
}

TEST_CASE("what is no character of GBK becomes a replacement, and what stands behind it is read") {
    CHECK(read({0xFF, 'a'}) == "\uFFFD" "a");
    CHECK(read({0xB2}) == "\uFFFD");
    CHECK(read({0xB2, '\n', 'b'}) == "\uFFFD\nb");
    CHECK(read({0xB2, 0xFF, 'b'}) == "\uFFFD" "b");
    CHECK(read({0x80}) == "€");
    CHECK(read({}).empty());
}

TEST_CASE("common are the characters of GB 2312") {
    CHECK(is_common_han(U'查'));
    CHECK(is_common_han(U'齄'));  // the last of them
    CHECK_FALSE(is_common_han(U'時'));
    CHECK_FALSE(is_common_han(U'㐲'));
    CHECK_FALSE(is_common_han(U'呄'));
    CHECK_FALSE(is_common_han(U'a'));
    CHECK_FALSE(is_common_han(0x20000));
}
