#pragma once
// UTF-8, UTF-16BE and grapheme boundaries. The one door to utf8proc. Inside the hall a text is always
// valid UTF-8; everything else is turned into it, or out of it, here and in gsm7.

#include "codecs/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace hall::codecs {

inline constexpr char32_t replacement_character = 0xFFFD;

/// Code points of `utf8`. Ill-formed bytes become U+FFFD, one for each maximal bad run (Unicode 15, 3.9).
std::u32string decode_utf8(std::string_view utf8);

/// UTF-8 of code points; surrogates and values above 0x10FFFF are written as U+FFFD.
std::string encode_utf8(std::u32string_view text);

/// One character of UTF-8, or one maximal run of octets that could have begun one: replacement_character then.
struct Utf8Step {
    char32_t code_point = replacement_character;
    std::size_t length = 1;  // octets
    bool well_formed = false;
};

/// Reads at `at`, which must be inside `bytes`. [Unicode 15, table 3-7]
Utf8Step step_utf8(std::string_view bytes, std::size_t at);

/// True when `bytes` is well-formed UTF-8.
bool is_valid_utf8(std::string_view bytes);

/// Octets of the wire as text that anybody can read again: well-formed UTF-8 as it is, each octet that is none as \xE9. What
/// came from a peer's string field goes through it before it is kept, or told in JSON.
std::string readable(std::string_view octets);

/// UTF-16BE, which is what data_coding 8 holds in practice. Lone surrogates and a last odd byte become
/// U+FFFD. [TS 23.038, 6.2.3; domain: "UCS-2 on paper, UTF-16BE in practice"]
std::u32string decode_utf16be(ByteView bytes);
Bytes encode_utf16be(std::u32string_view text);

/// Offsets (in code points) at which a user-perceived character begins, with text.size() as the last
/// entry: {0, ..., size}. An emoji with joiners, a flag, a letter with marks are one. [UAX #29]
std::vector<std::size_t> grapheme_boundaries(std::u32string_view text);

/// NFKC with case folded to upper-case ASCII-friendly form: full-width digits and letters become plain
/// ones, "ｋｔｌｌ" and "ktll" become "KTLL". Lossless enough to act on. A character that stands for a phrase of more than four
/// (U+FDFA) stays. Input and output are UTF-8.
std::string fold_compatibility(std::string_view utf8);
std::u32string fold_compatibility(std::u32string_view text);

/// True for characters that fold_compatibility leaves alone whatever stands beside them: plain ASCII but for small
/// letters, Chinese characters, Chinese punctuation. False may be said of others that it leaves alone, too.
bool is_settled(char32_t c);

/// Emoji and other pictures, flags and skin tones [UTS #51: Extended_Pictographic, Regional_Indicator, Emoji_Modifier].
bool is_pictograph(char32_t c);

/// Controls, separators of lines and paragraphs, formatting characters (direction marks, zero-width spaces, tags), and what is
/// no character at all. Not the two joiners, which emoji and some scripts need. [Unicode 15, categories Cc, Cf, Zl, Zp, Cs]
bool is_unseen(char32_t c);

}  // namespace hall::codecs
