// The two tables of TS 23.038 6.2.1 and the way through them in both directions. Only characters that
// stand in the tables are encoded: a Greek capital that looks like a Latin letter is not replaced by it,
// since the text must come back as it was.

#include "codecs/text/gsm7.hpp"

#include "codecs/text/unicode.hpp"

#include <array>

namespace hall::codecs {
namespace {

/// TS 23.038, 6.2.1. Position 0x1B is the escape; it never comes out of here.
constexpr std::u32string_view default_table =
    U"@£$¥èéùìòÇ\nØø\rÅå"
    U"Δ_ΦΓΛΩΠΨΣΘΞ\x1BÆæßÉ"
    U" !\"#¤%&'()*+,-./"
    U"0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNO"
    U"PQRSTUVWXYZÄÖÑÜ§"
    U"¿abcdefghijklmno"
    U"pqrstuvwxyzäöñüà";
static_assert(default_table.size() == 128);

struct Extension {
    std::uint8_t septet;
    char32_t character;
};

/// TS 23.038, 6.2.1.1.
constexpr std::array<Extension, 10> extension_table{{
    {0x0A, U'\f'},
    {0x14, U'^'},
    {0x28, U'{'},
    {0x29, U'}'},
    {0x2F, U'\\'},
    {0x3C, U'['},
    {0x3D, U'~'},
    {0x3E, U']'},
    {0x40, U'|'},
    {0x65, U'€'},
}};

/// What a character becomes: septets == 0 means "not in the alphabet".
struct Code {
    std::uint8_t septets = 0;
    std::uint8_t last = 0;
};

/// All characters of both tables except the euro sign lie below U+0400.
constexpr auto codes_below_0400 = [] {
    std::array<Code, 0x400> codes{};
    for (std::size_t septet = 0; septet < default_table.size(); ++septet) {
        if (septet != gsm7_escape) codes[default_table[septet]] = {1, static_cast<std::uint8_t>(septet)};
    }
    for (const Extension& extension : extension_table) {
        if (extension.character < codes.size()) codes[extension.character] = {2, extension.septet};
    }
    return codes;
}();

constexpr Code code_of(char32_t c) {
    if (c < codes_below_0400.size()) return codes_below_0400[c];
    return c == U'€' ? Code{2, 0x65} : Code{};
}

char32_t plain(std::uint8_t septet) {
    if (septet > 0x7F) return replacement_character;
    return septet == gsm7_escape ? U' ' : default_table[septet];
}

/// Note 1 of the extension table: a second escape announces a table that is not defined yet and shows as
/// one space, which plain() gives.
char32_t extended(std::uint8_t septet) {
    for (const Extension& extension : extension_table) {
        if (extension.septet == septet) return extension.character;
    }
    return plain(septet);
}

}  // namespace

int gsm7_septets(char32_t c) {
    return code_of(c).septets;
}

std::optional<Bytes> encode_gsm7(std::u32string_view text) {
    Bytes out;
    out.reserve(text.size());
    for (const char32_t c : text) {
        const Code code = code_of(c);
        if (code.septets == 0) return std::nullopt;
        if (code.septets == 2) out.push_back(gsm7_escape);
        out.push_back(code.last);
    }
    return out;
}

std::u32string decode_gsm7(ByteView septets) {
    std::u32string out;
    out.reserve(septets.size());
    for (std::size_t i = 0; i < septets.size(); ++i) {
        if (septets[i] == gsm7_escape && i + 1 < septets.size()) {
            out.push_back(extended(septets[++i]));
        } else {
            out.push_back(plain(septets[i]));
        }
    }
    return out;
}

}  // namespace hall::codecs
