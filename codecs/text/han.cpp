#include "codecs/text/han.hpp"

#include <array>
#include <cstddef>

namespace hall::codecs {

namespace {

#include "han_tables.inc"

constexpr char32_t first = 0x3400;  // as in tables/han_tables.cpp

bool is_known(char32_t c) {
    return c >= first && c - first < simplified_forms.size();
}

}  // namespace

char32_t simplified(char32_t c) {
    return is_known(c) ? simplified_forms[c - first] : c;
}

std::uint16_t syllable_of(char32_t c) {
    return is_known(c) ? syllables[c - first] : std::uint16_t{0};
}

std::string_view syllable_text(std::uint16_t syllable) {
    return syllable < syllable_texts.size() ? syllable_texts[syllable] : std::string_view();
}

}  // namespace hall::codecs
