// Which alphabet a data_coding octet means, and the one place that turns content octets into text by it.
// Must not know how long a message may be: that is split.

#include "codecs/text/alphabet.hpp"

#include "codecs/smpp/data_coding.hpp"
#include "codecs/text/gbk.hpp"
#include "codecs/text/gsm7.hpp"
#include "codecs/text/unicode.hpp"

#include <algorithm>

namespace hall::codecs {
namespace {

Alphabet alphabet_of(DefaultAlphabet alphabet) {
    switch (alphabet) {
        case DefaultAlphabet::gsm:
            return Alphabet::gsm7;
        case DefaultAlphabet::latin1:
            return Alphabet::latin1;
        case DefaultAlphabet::ascii:
            return Alphabet::ascii;
        case DefaultAlphabet::utf8:
            return Alphabet::utf8;
        case DefaultAlphabet::gbk:
            return Alphabet::gbk;
    }
    return Alphabet::gsm7;
}

/// Octets that are code points up to `highest`.
std::u32string decode_octets(ByteView content, char32_t highest) {
    std::u32string out;
    out.reserve(content.size());
    for (const std::uint8_t octet : content) out.push_back(octet <= highest ? octet : replacement_character);
    return out;
}

std::optional<Bytes> encode_octets(std::u32string_view text, char32_t highest) {
    Bytes out;
    out.reserve(text.size());
    for (const char32_t c : text) {
        if (c > highest) return std::nullopt;
        out.push_back(static_cast<std::uint8_t>(c));
    }
    return out;
}

}  // namespace

std::string_view to_string(Alphabet alphabet) {
    switch (alphabet) {
        case Alphabet::gsm7:
            return "gsm7";
        case Alphabet::latin1:
            return "latin1";
        case Alphabet::ascii:
            return "ascii";
        case Alphabet::utf8:
            return "utf8";
        case Alphabet::gbk:
            return "gbk";
        case Alphabet::ucs2:
            return "ucs2";
        case Alphabet::binary:
            return "binary";
    }
    return "unknown";
}

std::string_view to_string(DefaultAlphabet alphabet) {
    return alphabet == DefaultAlphabet::gsm ? "gsm" : to_string(alphabet_of(alphabet));
}

std::optional<DefaultAlphabet> parse_default_alphabet(std::string_view word) {
    for (const auto alphabet :
         {DefaultAlphabet::gsm, DefaultAlphabet::latin1, DefaultAlphabet::ascii, DefaultAlphabet::utf8,
                                DefaultAlphabet::gbk}) {
        if (word == to_string(alphabet)) return alphabet;
    }
    return std::nullopt;
}

Alphabet alphabet_of(std::uint8_t data_coding, DefaultAlphabet default_alphabet) {
    switch (coding_of(data_coding)) {
        case Coding::smsc_default:
            break;
        case Coding::ascii:
            return Alphabet::ascii;
        case Coding::latin1:
            return Alphabet::latin1;
        case Coding::gbk:
            return Alphabet::gbk;
        case Coding::gsm7:
            return Alphabet::gsm7;
        case Coding::ucs2:
            return Alphabet::ucs2;
        case Coding::octets:
            return Alphabet::binary;
    }
    return alphabet_of(default_alphabet);
}

std::optional<std::string> decode_text(ByteView content, Alphabet alphabet) {
    switch (alphabet) {
        case Alphabet::gsm7:
            return encode_utf8(decode_gsm7(content));
        case Alphabet::latin1:
            return encode_utf8(decode_octets(content, 0xFF));
        case Alphabet::ascii:
            return encode_utf8(decode_octets(content, 0x7F));
        case Alphabet::utf8: {
            std::string text(content.begin(), content.end());
            return is_valid_utf8(text) ? text : encode_utf8(decode_utf8(text));
        }
        case Alphabet::gbk:
            return encode_utf8(decode_gbk(content));
        case Alphabet::ucs2:
            return encode_utf8(decode_utf16be(content));
        case Alphabet::binary:
            break;
    }
    return std::nullopt;
}

std::optional<Bytes> encode_text(std::u32string_view text, Alphabet alphabet) {
    switch (alphabet) {
        case Alphabet::gsm7:
            return encode_gsm7(text);
        case Alphabet::latin1:
            return encode_octets(text, 0xFF);
        case Alphabet::ascii:
        case Alphabet::gbk:
            return encode_octets(text, 0x7F);
        case Alphabet::utf8: {
            const std::string utf8 = encode_utf8(text);
            return Bytes(utf8.begin(), utf8.end());
        }
        case Alphabet::ucs2:
            return encode_utf16be(text);
        case Alphabet::binary:
            break;
    }
    return std::nullopt;
}

}  // namespace hall::codecs
