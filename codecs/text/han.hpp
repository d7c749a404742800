#pragma once
// What the hall knows of single Chinese characters: the simplified form of a traditional one, and how it is read in
// Mandarin. The tables are made from ICU's when the hall is built (tables/han_tables.cpp).

#include <cstdint>
#include <string_view>

namespace hall::codecs {

/// 鈴 -> 铃. A character that is no traditional form is itself. Character by character, so that what is written
/// alike in simplified Chinese (发 for 發 and 髮) becomes one.
char32_t simplified(char32_t c);

/// A number for the toneless Mandarin reading; characters with the same number sound alike. 0: no Chinese character, or
/// none whose reading is known. Of a character with several readings (行: xing, hang) it is one of them: good
/// enough to offer what sounds alike, not to act on it. The numbers are good for one build of the hall only.
std::uint16_t syllable_of(char32_t c);

/// How that reading is typed: "cai", "lv". Empty for 0.
std::string_view syllable_text(std::uint16_t syllable);

}  // namespace hall::codecs
