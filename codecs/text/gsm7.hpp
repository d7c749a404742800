#pragma once
// The GSM 7-bit default alphabet with its extension table, one septet in one octet as SMPP carries it.
// [TS 23.038, 6.2.1]

#include "codecs/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace hall::codecs {

/// Introduces a character of the extension table.
inline constexpr std::uint8_t gsm7_escape = 0x1B;

/// Septets that `c` takes: 1, 2 (extension table), or 0 when the alphabet does not hold it.
int gsm7_septets(char32_t c);

/// One septet an octet; nothing when a character is outside the alphabet.
std::optional<Bytes> encode_gsm7(std::u32string_view text);

/// Never fails: an octet above 0x7F becomes U+FFFD; an escape followed by a septet outside the extension
/// table shows the plain character, a lone escape a space, as TS 23.038 tells handsets to do.
std::u32string decode_gsm7(ByteView septets);

}  // namespace hall::codecs
