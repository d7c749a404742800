#pragma once
// Chinese numerals in texts: 四十二, 幺零二, 壹佰. Internal to menus.

#include <optional>
#include <string>
#include <string_view>

namespace hall::menus {

/// The digits that `text`, which must be Chinese numerals throughout, stands for; nothing when it is none or may be
/// read in two ways:
/// - digit by digit when it holds no 十, 百, 千, 万: 四二 -> "42", 幺零二 -> "102", 〇〇 -> "00";
/// - else its value, up to 99999999, written in full: 四十二 -> "42", 一百零二 -> "102". 一百二, which some mean
///   as 120 and others as 102, is nothing.
/// The forms of cheques (壹贰叁) count from two characters on: 陆 or 伍 alone is a name.
std::optional<std::string> digits_of_numerals(std::u32string_view text);

/// Whether `c` may be part of such a numeral.
bool is_numeral(char32_t c);

}  // namespace hall::menus
