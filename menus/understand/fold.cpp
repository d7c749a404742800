#include "menus/understand/fold.hpp"

#include "codecs/text/han.hpp"
#include "codecs/text/unicode.hpp"
#include "menus/understand/text_ends.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace hall::menus {

namespace {

using Range = std::pair<char32_t, char32_t>;

enum class Blanks { dropped, kept };

/// Characters that take no part in what a text says: controls, zero-width and format characters, variation
/// selectors, fillers, and the box that an emoji keyboard puts around a digit.
/// [Unicode 15: general categories Cc, Cf, and property Default_Ignorable_Code_Point]
constexpr std::array<Range, 31> unseen = {{
    {0x0000, 0x001F},     {0x007F, 0x009F},   {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x0600, 0x0605},
    {0x061C, 0x061C},     {0x06DD, 0x06DD},   {0x070F, 0x070F},   {0x0890, 0x0891},   {0x08E2, 0x08E2},
    {0x115F, 0x1160},     {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},   {0x202A, 0x202E},
    {0x2060, 0x206F},     {0x20E3, 0x20E3},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},     {0xFFF0, 0xFFFB},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F},
    {0x1BCA0, 0x1BCA3},   {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0xFFFE, 0xFFFF},   {0x1FFFE, 0x1FFFF},
    {0x10FFFE, 0x10FFFF},
}};

/// Blanks of all widths. [Unicode 15: general categories Zs, Zl, Zp; the controls that begin a line; blank Braille]
bool is_blank(char32_t c) {
    return c == 0x20 || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2800 ||
           c == 0x3000;
}

bool is_unseen(char32_t c) {
    if (c < 0x20) {
        return true;
    }
    if (codecs::is_settled(c)) {
        return c == 0x7F;
    }
    const auto behind = std::upper_bound(unseen.begin(), unseen.end(), c,
                                         [](char32_t wanted, const Range& range) { return wanted < range.first; });
    return behind != unseen.begin() && c <= std::prev(behind)->second;
}

/// Emoji that say no: whoever sends "KTCL❌" does not ask for it, so these are not taken away.
constexpr std::u32string_view refusing = U"❌❎✖✗✘⛔🚫🙅👎🛑📵🚷🚳🆖";

/// Digits in circles that are no compatibility forms of digits: from, to, the digit of the first.
constexpr std::array<std::array<char32_t, 3>, 5> circled = {{
    {0x2776, 0x277E, 1},
    {0x2780, 0x2788, 1},
    {0x278A, 0x2792, 1},
    {0x24F5, 0x24FD, 1},
    {0x24FF, 0x24FF, 0},
}};

/// What a character that is no longer composed of others folds to; nothing when it is taken away.
std::optional<char32_t> folded_character(char32_t c) {
    if (codecs::is_settled(c)) {
        return codecs::simplified(c);
    }
    for (const auto& [from, to, digit] : circled) {
        if (c >= from && c <= to && c - from + digit <= 9) {
            return U'0' + digit + (c - from);
        }
    }
    if (c == U'❓' || c == U'❔') {
        return U'?';
    }
    if (codecs::is_pictograph(c) && refusing.find(c) == std::u32string_view::npos) {
        return std::nullopt;
    }
    return codecs::simplified(c);
}

/// What is left of a text that is too long for a code: enough to know it by in a log.
constexpr std::size_t kept_of_long_text = 20;

/// `utf8`, or when it is longer than `most` characters its beginning and the sign that there is more.
std::u32string beginning_of(std::string_view utf8, std::size_t most, std::size_t kept) {
    constexpr std::string_view blanks = " \t\r\n";
    utf8.remove_prefix(std::min(utf8.find_first_not_of(blanks), utf8.size()));
    utf8 = utf8.substr(0, utf8.find_last_not_of(blanks) + 1);
    // A character has four bytes at most; what the cut leaves of one is cut off below.
    std::u32string text = codecs::decode_utf8(utf8.substr(0, most * 4 + 4));
    if (text.size() > most) {
        text.resize(kept);
        text.push_back(codecs::replacement_character);
    }
    return text;
}

/// Everything but the ends. Taking a character away can bring two together that compose, so this goes on until nothing
/// is taken away. The limit only guards against a surprise in the tables.
std::u32string folded_inside(std::string_view utf8, Blanks blanks, std::size_t most) {
    std::u32string text = beginning_of(utf8, most, blanks == Blanks::kept ? most : kept_of_long_text);
    for (int round = 0; round < 8; ++round) {
        std::u32string out;
        out.reserve(text.size());
        bool shortened = false;
        bool settled = true;
        for (const char32_t c : codecs::fold_compatibility(text)) {
            std::optional<char32_t> folded;
            if (is_blank(c)) {
                const bool first = out.empty() || out.back() == U' ';
                folded = blanks == Blanks::kept && !first ? std::optional(U' ') : std::nullopt;
            } else if (!is_unseen(c)) {
                folded = folded_character(c);
            }
            shortened = shortened || !folded;  // what a character folds to composes with nothing
            if (folded) {
                settled = settled && codecs::is_settled(*folded);
                out.push_back(*folded);
            }
        }
        text = std::move(out);
        if (settled || !shortened) {
            break;
        }
    }
    if (text.size() > most + 1) {
        text.resize(most);
        text.push_back(codecs::replacement_character);
    }
    return text;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Plain ASCII, which most texts are, needs no way through Unicode unless something beside letters and digits stands
/// at its ends. Nothing when it does.
std::optional<std::string> folded_plainly(std::string_view text) {
    const auto is_plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '+' || c == '#';
    };
    std::string out;
    for (const char c : text) {
        if (c > ' ' && c != 0x7F) {
            out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
        }
    }
    const bool ready = out.empty() || (is_plain(out.front()) && is_plain(out.back()));
    return ready ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

std::string fold_text(std::string_view utf8) {
    if (is_ascii(utf8)) {
        if (std::optional<std::string> plain = folded_plainly(utf8)) {
            return *std::move(plain);
        }
    }
    return codecs::encode_utf8(without_ends(folded_inside(utf8, Blanks::dropped, longest_code_text)));
}

std::string fold_sentence(std::string_view utf8) {
    std::u32string text = folded_inside(utf8, Blanks::kept, longest_sentence);
    if (!text.empty() && text.back() == U' ') {
        text.pop_back();
    }
    return codecs::encode_utf8(text);
}

}  // namespace hall::menus
