#pragma once
// Sums of money as text: "12.5" yuan is 1250 fen. All money in the hall is a whole number of fen.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hall::codecs {

/// The sum in fen of digits with at most one point and two digits behind it; nothing for all else (signs, exponents,
/// blanks, full-width digits) and for sums of 10^12 yuan and more, so that no sum of a hall's amounts overflows.
std::optional<std::int64_t> parse_yuan(std::string_view text);

/// "12.50", "-3.00".
std::string format_yuan(std::int64_t fen);

}  // namespace hall::codecs
