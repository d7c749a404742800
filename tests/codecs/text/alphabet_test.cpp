// What each data_coding octet means, and decoding by alphabet.

#include "codecs/text/alphabet.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::codecs;

TEST_CASE("data_coding names the alphabet") {
    struct Row {
        int first;
        int last;
        Alphabet expected;
    };
    const std::vector<Row> rows = {
        {0x01, 0x01, Alphabet::ascii},  {0x02, 0x02, Alphabet::binary}, {0x03, 0x03, Alphabet::latin1},
        {0x04, 0x04, Alphabet::binary}, {0x08, 0x08, Alphabet::ucs2},   {0xC0, 0xDF, Alphabet::gsm7},
        {0x0F, 0x0F, Alphabet::gbk},    {0x14, 0x17, Alphabet::binary}, {0x18, 0x1B, Alphabet::ucs2},
        {0x20, 0x3F, Alphabet::binary}, {0x44, 0x47, Alphabet::binary}, {0x48, 0x4B, Alphabet::ucs2},
        {0x54, 0x57, Alphabet::binary}, {0x58, 0x5B, Alphabet::ucs2},   {0x60, 0x7F, Alphabet::binary},
        {0xE0, 0xEF, Alphabet::ucs2},   {0xF0, 0xF3, Alphabet::gsm7},   {0xF4, 0xF7, Alphabet::binary},
        {0xF8, 0xFF, Alphabet::gsm7},
    };
    struct Default {
        DefaultAlphabet setting;
        Alphabet expected;
    };
    for (const Default link :
         {Default{DefaultAlphabet::gsm, Alphabet::gsm7}, Default{DefaultAlphabet::latin1, Alphabet::latin1},
          Default{DefaultAlphabet::ascii, Alphabet::ascii}, Default{DefaultAlphabet::utf8, Alphabet::utf8},
          Default{DefaultAlphabet::gbk, Alphabet::gbk}}) {
        for (int coding = 0; coding <= 0xFF; ++coding) {
            Alphabet expected = link.expected;  // 0, and everything that we do not know
            for (const Row& row : rows) {
                if (coding >= row.first && coding <= row.last) expected = row.expected;
            }
            CAPTURE(coding, to_string(link.setting));
            CHECK(alphabet_of(static_cast<std::uint8_t>(coding), link.setting) == expected);
        }
    }
}

TEST_CASE("the words for alphabets") {
    CHECK(to_string(Alphabet::gsm7) == "gsm7");
    CHECK(to_string(Alphabet::latin1) == "latin1");
    CHECK(to_string(Alphabet::ascii) == "ascii");
    CHECK(to_string(Alphabet::utf8) == "utf8");
    CHECK(to_string(Alphabet::ucs2) == "ucs2");
    CHECK(to_string(Alphabet::binary) == "binary");
    CHECK(to_string(DefaultAlphabet::gsm) == "gsm");
    for (const char* word : {"gsm", "latin1", "ascii", "utf8", "gbk"}) {
        const auto parsed = parse_default_alphabet(word);
        REQUIRE(parsed.has_value());
        CHECK(to_string(*parsed) == word);
    }
    for (const char* word : {"", "GSM", "gsm7", "ucs2", "utf-8"}) CHECK_FALSE(parse_default_alphabet(word).has_value());
}

TEST_CASE("content is read by its alphabet") {
    CHECK(decode_text(Bytes{0x00, 0x1B, 0x65}, Alphabet::gsm7) == "@€");
    CHECK(decode_text(Bytes{0x41, 0xE9}, Alphabet::latin1) == "Aé");
    CHECK(decode_text(Bytes{0x41, 0xE9}, Alphabet::ascii) == "A\uFFFD");
    CHECK(decode_text(Bytes{0xE6, 0x82, 0xA8}, Alphabet::utf8) == "您");
    CHECK(decode_text(Bytes{0xE6, 0x82}, Alphabet::utf8) == "\uFFFD");
    CHECK(decode_text(Bytes{0xC4, 0xFA}, Alphabet::gbk) == "您");
    CHECK(decode_text(Bytes{0x60, 0xA8}, Alphabet::ucs2) == "您");
    CHECK(decode_text(Bytes{0x60, 0xA8, 0x59}, Alphabet::ucs2) == "您\uFFFD");
    CHECK(decode_text(Bytes{0xD8, 0x3D, 0xDE, 0x00}, Alphabet::ucs2) == "😀");
    CHECK_FALSE(decode_text(Bytes{0x41}, Alphabet::binary).has_value());
    CHECK(decode_text({}, Alphabet::gsm7) == "");
}

TEST_CASE("an alphabet that does not hold the text gives nothing") {
    CHECK(encode_text(U"@€", Alphabet::gsm7) == Bytes{0x00, 0x1B, 0x65});
    CHECK_FALSE(encode_text(U"您", Alphabet::gsm7).has_value());
    CHECK(encode_text(U"é", Alphabet::latin1) == Bytes{0xE9});
    CHECK_FALSE(encode_text(U"€", Alphabet::latin1).has_value());
    CHECK(encode_text(U"a~", Alphabet::ascii) == Bytes{0x61, 0x7E});
    CHECK_FALSE(encode_text(U"é", Alphabet::ascii).has_value());
    CHECK(encode_text(U"您", Alphabet::utf8) == Bytes{0xE6, 0x82, 0xA8});
    CHECK(encode_text(U"您😀", Alphabet::ucs2) == Bytes{0x60, 0xA8, 0xD8, 0x3D, 0xDE, 0x00});
    CHECK_FALSE(encode_text(U"a", Alphabet::binary).has_value());
}

TEST_CASE("no content octets at all can make a text that is not UTF-8") {
    for (int first = 0; first <= 0xFF; ++first) {
        for (int second = 0; second <= 0xFF; ++second) {
            const Bytes content{static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second)};
            for (const auto alphabet :
                 {Alphabet::gsm7, Alphabet::latin1, Alphabet::ascii, Alphabet::utf8, Alphabet::ucs2}) {
                const auto text = decode_text(content, alphabet);
                if (!text || text->empty()) FAIL(to_string(alphabet) << " " << first << " " << second);
                const Bytes again(text->begin(), text->end());
                if (decode_text(again, Alphabet::utf8) != text) FAIL(to_string(alphabet) << first << " " << second);
            }
        }
    }
    SUCCEED();
}
