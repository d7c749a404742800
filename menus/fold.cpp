#include "menus/fold.hpp"

#include "codecs/text/unicode.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace hall::menus {

namespace {

using Range = std::pair<char32_t, char32_t>;

/// Characters that take no part in what a text says: blanks of all widths, controls, zero-width and format
/// characters, variation selectors, fillers, and the box that an emoji keyboard puts around a digit.
/// [Unicode 15: general categories Cc, Cf, Zs, Zl, Zp, and property Default_Ignorable_Code_Point]
constexpr std::array<Range, 34> unseen = {{
    {0x0000, 0x0020},   {0x007F, 0x00A0},   {0x00AD, 0x00AD},   {0x034F, 0x034F},     {0x0600, 0x0605},
    {0x061C, 0x061C},   {0x06DD, 0x06DD},   {0x070F, 0x070F},   {0x0890, 0x0891},     {0x08E2, 0x08E2},
    {0x115F, 0x1160},   {0x1680, 0x1680},   {0x17B4, 0x17B5},   {0x180B, 0x180F},     {0x2000, 0x200F},
    {0x2028, 0x202F},   {0x205F, 0x206F},   {0x20E3, 0x20E3},   {0x2800, 0x2800},     {0x3000, 0x3000},
    {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},     {0xFFF0, 0xFFFB},
    {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3},   {0x1D173, 0x1D17A},
    {0xE0000, 0xE0FFF}, {0xFFFE, 0xFFFF},   {0x1FFFE, 0x1FFFF}, {0x10FFFE, 0x10FFFF},
}};

bool is_unseen(char32_t c) {
    return std::any_of(unseen.begin(), unseen.end(), [c](const Range& r) { return c >= r.first && c <= r.second; });
}

/// What people put at the end of a text without meaning it.
constexpr std::u32string_view closing = U"。．.!！?？,，;；、~～〜｡";

std::string folded_once(std::string_view utf8) {
    std::u32string text = codecs::decode_utf8(codecs::fold_compatibility(utf8));
    std::erase_if(text, is_unseen);
    while (!text.empty() && closing.find(text.back()) != std::u32string_view::npos) {
        text.pop_back();
    }
    return codecs::encode_utf8(text);
}

/// The same for plain ASCII, which most texts are, without a way through Unicode.
std::string folded_ascii(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c > ' ' && c != 0x7F) {
            out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
        }
    }
    out.erase(out.find_last_not_of(".!?,;~") + 1);
    return out;
}

}  // namespace

std::string fold_text(std::string_view utf8) {
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        return folded_ascii(utf8);
    }
    // Taking a character away can bring two together that compose, so this goes on until nothing changes.
    // Each round but the last shortens or composes; the limit only guards against a surprise in the tables.
    std::string folded = folded_once(utf8);
    for (int round = 0; round < 8; ++round) {
        std::string again = folded_once(folded);
        if (again == folded) {
            break;
        }
        folded = std::move(again);
    }
    return folded;
}

}  // namespace hall::menus
