#pragma once
// The user data header (UDH) at the front of a short_message, as far as a hall needs it: which part of
// which long message this is. Other information elements (ports, national shift tables) are skipped.
// [TS 23.040, 9.2.3.24]

#include "codecs/result.hpp"

#include <optional>

namespace hall::codecs {

/// esm_class bit that says "short_message begins with a UDH". [SMPP v3.4, 5.2.12]
inline constexpr std::uint8_t esm_class_udhi = 0x40;

/// How the parts of a long message are tied together.
enum class PartScheme : std::uint8_t { udh8, udh16, sar };

/// "part 2 of 3, reference 0x1234"
struct PartInfo {
    PartScheme scheme = PartScheme::udh8;
    std::uint16_t reference = 0;
    std::uint8_t total = 1;     // 2 to 255 in a real split; 1 is tolerated
    std::uint8_t sequence = 1;  // from 1 to total
    bool operator==(const PartInfo&) const = default;
};

struct UserDataHeader {
    std::size_t length = 0;        // octets to skip, the length octet included
    std::optional<PartInfo> part;  // the last valid concatenation element, if any
};

/// What is wrong with the header, for the log.
struct UdhError {
    std::string what;
};

/// Reads the header at the front of `content`. A part number of 0, or above its total, is ignored as
/// TS 23.040 9.2.3.24.1 prescribes (part stays empty). Fails only when lengths run past the end.
result<UserDataHeader, UdhError> decode_udh(ByteView content);

/// The 6-octet (udh8) or 7-octet (udh16) header. `part.scheme` must not be sar.
Bytes encode_udh(const PartInfo& part);

}  // namespace hall::codecs
