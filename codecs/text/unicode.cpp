// UTF-8 and UTF-16BE by hand, because both must repair what peers send and count the repairs as the
// standard says; graphemes and compatibility folding from utf8proc's tables. No other file includes
// utf8proc. Must not know any SMS rule.

#include "codecs/text/unicode.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <optional>

namespace hall::codecs {
namespace {

bool is_surrogate(char32_t c) {
    return c >= 0xD800 && c <= 0xDFFF;
}
bool is_scalar(char32_t c) {
    return c <= 0x10FFFF && !is_surrogate(c);
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&out](char32_t octet) { out.push_back(static_cast<char>(static_cast<std::uint8_t>(octet))); };
    if (!is_scalar(c)) c = replacement_character;
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | (c >> 6U));
        put(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12U));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else {
        put(0xF0U | (c >> 18U));
        put(0x80U | ((c >> 12U) & 0x3FU));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    }
}

using CodePoints = std::vector<utf8proc_int32_t>;

utf8proc_propval_t combining_class(utf8proc_int32_t c) {
    return utf8proc_get_property(c)->combining_class;
}

/// utf8proc_decompose would do this too, but it orders marks by exchanging neighbours: a subscriber could
/// keep the clerk busy for seconds with one long text made of marks. A stable sort cannot be abused.
void order_marks(CodePoints& text) {
    for (auto begin = text.begin(); begin != text.end();) {
        if (combining_class(*begin) == 0) {
            ++begin;
            continue;
        }
        const auto end = std::find_if(begin, text.end(), [](auto c) { return combining_class(c) == 0; });
        std::stable_sort(begin, end, [](auto a, auto b) { return combining_class(a) < combining_class(b); });
        begin = end;
    }
}

constexpr utf8proc_ssize_t longest_expansion = 4;

/// NFKC of valid code points, but for those with more than longest_expansion characters inside. [UAX #15]
CodePoints normalise(const CodePoints& text) {
    constexpr auto decompose = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
    constexpr auto compose = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    CodePoints out;
    out.reserve(text.size());
    std::array<utf8proc_int32_t, 32> expansion{};
    for (const auto c : text) {
        const bool hangul = c >= 0xAC00 && c <= 0xD7A3;  // decomposed by rule and not by table
        if (!hangul && utf8proc_get_property(c)->decomp_seqindex == UINT16_MAX) {
            out.push_back(c);
            continue;
        }
        int boundary_class = 0;
        const auto count = utf8proc_decompose_char(c, expansion.data(), static_cast<utf8proc_ssize_t>(expansion.size()),
                                                   decompose, &boundary_class);
        // What stands for whole words (U+FDFA is 18 characters) stays as it is: a text of them would take a hundred
        // times as long as any other.
        if (count < 0 || count > longest_expansion) {
            out.push_back(c);
        } else {
            out.insert(out.end(), expansion.begin(), expansion.begin() + count);
        }
    }
    order_marks(out);
    const auto length = utf8proc_normalize_utf32(out.data(), static_cast<utf8proc_ssize_t>(out.size()), compose);
    if (length >= 0) out.resize(static_cast<std::size_t>(length));
    return out;
}

std::string upper_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

/// What most characters of a text fold to, without a look into tables; nothing for those that need one.
std::optional<char32_t> folded_alone(char32_t c) {
    if (is_settled(c)) return c;
    if (c >= U'a' && c <= U'z') return c - U'a' + U'A';
    if (c >= 0xFF01 && c <= 0xFF5E) {  // the full-width forms of ASCII
        const char32_t plain = c - 0xFF01 + U'!';
        return plain >= U'a' && plain <= U'z' ? plain - U'a' + U'A' : plain;
    }
    return c == 0x3000 ? std::optional(U' ') : std::nullopt;
}

/// Whether any character had another case.
bool raise_case(CodePoints& text) {
    bool changed = false;
    for (auto& c : text) {
        const auto upper = utf8proc_toupper(c);
        changed = changed || upper != c;
        c = upper;
    }
    return changed;
}

void fold_by_tables(CodePoints& text) {
    raise_case(text);  // first, because what is already high after normalising needs no second round
    text = normalise(text);
    // What came out of ligatures and the like; and a capital may compose with marks that its small letter did not
    // compose with (dotless i and acute).
    if (raise_case(text)) text = normalise(text);
}

}  // namespace

Utf8Step step_utf8(std::string_view bytes, std::size_t at) {
    const auto octet = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    const std::uint8_t lead = octet(at);
    if (lead < 0x80) return {lead, 1, true};
    if (lead < 0xC2 || lead > 0xF4) return {};  // a stray continuation, or an overlong or impossible lead

    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    // Only the second byte has a narrower range: it keeps out overlong forms, surrogates and what lies
    // above U+10FFFF.
    const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    char32_t c = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (at + i >= bytes.size()) return {replacement_character, i, false};
        const std::uint8_t next = octet(at + i);
        const bool fits = i == 1 ? next >= low && next <= high : next >= 0x80 && next <= 0xBF;
        if (!fits) return {replacement_character, i, false};
        c = (c << 6U) | (next & 0x3FU);
    }
    return {c, length, true};
}

std::u32string decode_utf8(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const Utf8Step step = step_utf8(utf8, at);
        out.push_back(step.code_point);
        at += step.length;
    }
    return out;
}

std::string encode_utf8(std::u32string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

bool is_valid_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const Utf8Step step = step_utf8(bytes, at);
        if (!step.well_formed) return false;
        at += step.length;
    }
    return true;
}

std::string readable(std::string_view octets) {
    if (is_valid_utf8(octets)) return std::string(octets);
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (std::size_t at = 0; at < octets.size();) {
        const Utf8Step step = step_utf8(octets, at);
        for (const char c : octets.substr(at, step.length)) {
            const auto octet = static_cast<unsigned char>(c);
            if (step.well_formed) {
                out += c;
            } else {
                out += {'\\', 'x', digits[octet >> 4U], digits[octet & 15U]};
            }
        }
        at += step.length;
    }
    return out;
}

std::u32string decode_utf16be(ByteView bytes) {
    const auto unit = [&](std::size_t at) {
        return (static_cast<char32_t>(bytes[at]) << 8U) | static_cast<char32_t>(bytes[at + 1]);
    };
    std::u32string out;
    out.reserve(bytes.size() / 2 + 1);
    std::size_t at = 0;
    while (at + 1 < bytes.size()) {
        const char32_t first = unit(at);
        at += 2;
        if (!is_surrogate(first)) {
            out.push_back(first);
            continue;
        }
        const char32_t second = at + 1 < bytes.size() ? unit(at) : 0;
        if (first <= 0xDBFF && second >= 0xDC00 && second <= 0xDFFF) {
            out.push_back(0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00));
            at += 2;
        } else {
            out.push_back(replacement_character);
        }
    }
    if (at < bytes.size()) out.push_back(replacement_character);
    return out;
}

Bytes encode_utf16be(std::u32string_view text) {
    Bytes out;
    out.reserve(text.size() * 2);
    const auto put = [&out](char32_t unit) {
        out.push_back(static_cast<std::uint8_t>(unit >> 8U));
        out.push_back(static_cast<std::uint8_t>(unit & 0xFFU));
    };
    for (char32_t c : text) {
        if (!is_scalar(c)) c = replacement_character;
        if (c < 0x10000) {
            put(c);
        } else {
            put(0xD800 + ((c - 0x10000) >> 10U));
            put(0xDC00 + ((c - 0x10000) & 0x3FFU));
        }
    }
    return out;
}

std::vector<std::size_t> grapheme_boundaries(std::u32string_view text) {
    // Not a surrogate or beyond Unicode: utf8proc is asked about real characters only.
    const auto at = [&](std::size_t i) {
        return static_cast<utf8proc_int32_t>(is_scalar(text[i]) ? text[i] : replacement_character);
    };
    std::vector<std::size_t> out{0};
    utf8proc_int32_t state = 0;  // what came before the pair decides about flags and joined emoji
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (utf8proc_grapheme_break_stateful(at(i - 1), at(i), &state)) out.push_back(i);
    }
    if (!text.empty()) out.push_back(text.size());
    return out;
}

std::string fold_compatibility(std::string_view utf8) {
    const bool ascii =
        std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
    if (ascii) return upper_ascii(utf8);
    return encode_utf8(fold_compatibility(decode_utf8(utf8)));
}

std::u32string fold_compatibility(std::u32string_view text) {
    std::u32string out;
    out.reserve(text.size());
    CodePoints strange;
    for (std::size_t at = 0; at < text.size();) {
        const auto alone = folded_alone(text[at]);
        if (alone && (at + 1 == text.size() || folded_alone(text[at + 1]))) {
            out.push_back(*alone);
            ++at;
            continue;
        }
        // A run of others, together with the character before it, which their first may be a mark on. Nothing
        // composes across the end of such a run.
        strange.clear();
        do {
            strange.push_back(static_cast<utf8proc_int32_t>(text[at++]));
        } while (at < text.size() && !folded_alone(text[at]));
        fold_by_tables(strange);
        for (const auto c : strange) out.push_back(static_cast<char32_t>(c));
    }
    return out;
}

bool is_settled(char32_t c) {
    return (c < 0x80 && (c < U'a' || c > U'z')) || (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3001 || c == 0x3002 ||
           (c >= 0x3008 && c <= 0x3011) || (c >= 0x2018 && c <= 0x201D);
}

bool is_pictograph(char32_t c) {
    if (c < 0xA9 || (c >= 0x3300 && c < 0x1F000) || c > 0x10FFFF) return false;
    const bool flag = c >= 0x1F1E6 && c <= 0x1F1FF;
    const bool skin = c >= 0x1F3FB && c <= 0x1F3FF;
    return flag || skin ||
           utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->boundclass ==
               UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool is_unseen(char32_t c) {
    if (c < 0x80) return c < 0x20 || c == 0x7F;
    if (!is_scalar(c)) return true;
    if (c == 0x200C || c == 0x200D) return false;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP: return true;
        default: return c >= 0xE0000 && c < 0xE1000;  // ignorable, whether anybody has given it a meaning yet or not
    }
}

}  // namespace hall::codecs
