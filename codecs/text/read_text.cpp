// See the header. Example: "102" in UTF-8, announced as UCS-2, is 31 30 32. As UCS-2 it is one character that does not
// exist and half another; as UTF-8 three digits: it is read as those.

#include "codecs/text/read_text.hpp"

#include "codecs/smpp/data_coding.hpp"
#include "codecs/text/gbk.hpp"
#include "codecs/text/han.hpp"
#include "codecs/text/unicode.hpp"

#include <algorithm>

namespace hall::codecs {
namespace {

bool is_han(char32_t c) { return is_common_han(c) || (simplified(c) != c && is_common_han(simplified(c))); }

/// Characters that people write in a text to a Chinese hall. Rare Chinese characters and the scripts of which every pair of
/// octets has some (Hangul, enclosed characters) are not among them: a text of such alone, announced rightly, is still read
/// as announced unless another reading makes sense.
bool is_written(char32_t c) {
    if (c < 0x80) return (c >= 0x20 && c != 0x7F) || c == '\n' || c == '\r' || c == '\t';
    if (c < 0xA0) return false;
    if (c < 0x530) return c < 0x250 || c >= 0x370;  // Latin, Greek, Cyrillic
    if (c >= 0x2000 && c < 0x2800) return true;     // punctuation, currencies, arrows, circled digits, pictures
    if (c >= 0x3000 && c < 0x3100) return true;     // Chinese punctuation, kana
    if (c >= 0x4E00 && c < 0xA000) return is_han(c);
    if (c >= 0xFE00 && c < 0xFE50) return true;  // variation selectors, vertical punctuation
    if (c >= 0xFF00 && c < 0xFFF0) return true;  // full width
    return c >= 0x1F000 && c < 0x1FB00;          // emoji
}

bool can_be_written(std::u32string_view text) { return std::ranges::all_of(text, is_written); }

ByteView without_zeros(ByteView octets, std::size_t width) {
    if (width == 2 && octets.size() % 2 == 1 && octets.back() == 0) octets = octets.first(octets.size() - 1);
    while (octets.size() >= width && octets.size() % width == 0 &&
           std::ranges::all_of(octets.last(width), [](std::uint8_t octet) { return octet == 0; }))
        octets = octets.first(octets.size() - width);
    return octets;
}

std::u32string decode_utf16le(ByteView octets) {
    Bytes turned(octets.begin(), octets.end());
    for (std::size_t at = 0; at + 1 < turned.size(); at += 2) std::swap(turned[at], turned[at + 1]);
    return decode_utf16be(turned);
}

std::u32string decode(ByteView octets, Alphabet alphabet) {
    const auto text = without_zeros(octets, alphabet == Alphabet::ucs2 ? 2 : 1);
    return decode_utf8(decode_text(text, alphabet).value_or(""));
}

std::optional<std::u32string> written_utf8(ByteView octets) {
    const auto text = without_zeros(octets, 1);
    const std::string_view bytes(reinterpret_cast<const char*>(text.data()), text.size());
    if (bytes.empty() || !is_valid_utf8(bytes)) return std::nullopt;
    auto decoded = decode_utf8(bytes);
    return can_be_written(decoded) ? std::optional(std::move(decoded)) : std::nullopt;
}

/// A zero before (`at` 0) or behind (`at` 1) each character of ASCII.
bool has_zero_at(ByteView octets, std::size_t at) {
    if (octets.empty() || octets.size() % 2 != 0) return false;
    for (std::size_t i = 0; i < octets.size(); i += 2)
        if (octets[i + at] != 0 || !is_written(octets[i + 1 - at])) return false;
    return true;
}

struct Reading {
    std::u32string text;
    std::string_view as;  // as what it was read
};

/// What a byte order mark in front says.
std::optional<Reading> by_mark(ByteView octets) {
    const auto begins = [octets](std::initializer_list<std::uint8_t> mark) {
        return octets.size() >= mark.size() && std::equal(mark.begin(), mark.end(), octets.begin());
    };
    if (begins({0xEF, 0xBB, 0xBF})) return Reading{decode(octets.subspan(3), Alphabet::utf8), "utf8"};
    if (begins({0xFE, 0xFF})) return Reading{decode(octets.subspan(2), Alphabet::ucs2), "ucs2"};
    if (begins({0xFF, 0xFE}))
        return Reading{decode_utf16le(without_zeros(octets.subspan(2), 2)), "ucs2"};
    return std::nullopt;
}

Reading read(ByteView octets, Alphabet announced) {
    if (auto marked = by_mark(octets)) return std::move(*marked);
    const bool of_octets = announced != Alphabet::ucs2;
    if (of_octets && has_zero_at(octets, 0)) return {decode(octets, Alphabet::ucs2), "ucs2"};
    if (of_octets && octets.size() > 2 && has_zero_at(octets, 1)) return {decode_utf16le(octets), "ucs2"};
    auto text = decode(octets, announced);
    if (can_be_written(text)) return {std::move(text), to_string(announced)};
    if (auto utf8 = written_utf8(octets)) return {std::move(*utf8), "utf8"};
    if (!of_octets && octets.size() % 2 == 0) {
        auto turned = decode_utf16le(without_zeros(octets, 2));
        if (can_be_written(turned)) return {std::move(turned), "ucs2 of the other order"};
    }
    return {std::move(text), to_string(announced)};
}

/// A zero inside shows as what cannot be read: in the database it would hide what stands behind it.
std::string as_utf8(std::u32string text) {
    std::ranges::replace(text, U'\0', replacement_character);
    return encode_utf8(text);
}

}  // namespace

Bytes unpack_septets(ByteView octets, std::size_t header) {
    constexpr std::size_t bits = 7;
    const std::size_t fill = (bits - header * 8 % bits) % bits;
    Bytes septets;
    septets.reserve(octets.size() * 8 / bits);
    for (std::size_t at = fill; at + bits <= octets.size() * 8; at += bits) {
        unsigned pair = octets[at / 8];
        if (at / 8 + 1 < octets.size()) pair |= static_cast<unsigned>(octets[at / 8 + 1]) << 8U;
        septets.push_back(static_cast<std::uint8_t>(pair >> at % 8 & 0x7FU));
    }
    return septets;
}

ReadText read_text(std::span<const CodedContent> parts, const TextHabits& habits) {
    ReadText out;
    std::string text;
    bool binary = false;
    for (std::size_t begin = 0; begin < parts.size();) {
        const auto announced = alphabet_of(parts[begin].data_coding, habits.default_alphabet);
        Bytes octets;
        std::size_t end = begin;
        for (; end < parts.size() && alphabet_of(parts[end].data_coding, habits.default_alphabet) == announced; ++end) {
            const bool packed = habits.packed_septets && announced == Alphabet::gsm7;
            const auto content = packed ? unpack_septets(parts[end].octets, parts[end].header) : Bytes{};
            const auto of_part = packed ? ByteView(content) : parts[end].octets;
            octets.insert(octets.end(), of_part.begin(), of_part.end());
        }
        begin = end;
        if (!out.alphabet.empty()) out.alphabet += '+';
        if (announced == Alphabet::binary) {
            binary = true;
            out.alphabet += to_string(announced);
            continue;
        }
        auto reading = read(octets, announced);
        out.alphabet += reading.as.substr(0, reading.as.find(' '));
        if (reading.as != to_string(announced)) {
            out.remark = "announced as " + std::string(to_string(announced)) + ", read as " + std::string(reading.as);
        }
        text += as_utf8(std::move(reading.text));
    }
    if (!binary) out.text = std::move(text);
    return out;
}

}  // namespace hall::codecs
