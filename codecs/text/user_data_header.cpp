// The information elements at the front of a short message, walked by their own lengths. Must not know
// where the octets came from: message_content decides whether there is a header at all.

#include "codecs/text/user_data_header.hpp"

#include <cassert>

namespace hall::codecs {
namespace {

constexpr std::uint8_t concatenation_8bit = 0x00;   // [TS 23.040, 9.2.3.24.1]
constexpr std::uint8_t concatenation_16bit = 0x08;  // [TS 23.040, 9.2.3.24.8]

/// The part that an information element describes; nothing for other elements, for one with the wrong
/// length, and for part numbers that cannot be.
std::optional<PartInfo> decode_part(std::uint8_t identifier, ByteView data) {
    PartInfo part;
    if (identifier == concatenation_8bit && data.size() == 3) {
        part.scheme = PartScheme::udh8;
        part.reference = data[0];
    } else if (identifier == concatenation_16bit && data.size() == 4) {
        part.scheme = PartScheme::udh16;
        part.reference = static_cast<std::uint16_t>((data[0] << 8U) | data[1]);
    } else {
        return std::nullopt;
    }
    part.total = data[data.size() - 2];
    part.sequence = data[data.size() - 1];
    if (part.sequence == 0 || part.sequence > part.total) return std::nullopt;
    return part;
}

}  // namespace

result<UserDataHeader, UdhError> decode_udh(ByteView content) {
    if (content.empty()) return UdhError{"UDH announced, but the message is empty"};
    UserDataHeader header;
    header.length = std::size_t{content[0]} + 1;
    if (header.length > content.size()) {
        return UdhError{"UDH of " + std::to_string(header.length) + " octets in a message of " +
                        std::to_string(content.size())};
    }
    ByteView elements = content.subspan(1, header.length - 1);
    while (!elements.empty()) {
        if (elements.size() < 2 || elements.size() - 2 < elements[1]) {
            return UdhError{"the last UDH element runs past the end of the UDH"};
        }
        // A later element replaces an earlier one, also of the other width. [TS 23.040, 9.2.3.24]
        if (const auto part = decode_part(elements[0], elements.subspan(2, elements[1]))) header.part = part;
        elements = elements.subspan(std::size_t{elements[1]} + 2);
    }
    return header;
}

Bytes encode_udh(const PartInfo& part) {
    assert(part.scheme != PartScheme::sar);
    const auto low = static_cast<std::uint8_t>(part.reference & 0xFFU);
    if (part.scheme == PartScheme::udh8) return {5, concatenation_8bit, 3, low, part.total, part.sequence};
    const auto high = static_cast<std::uint8_t>(part.reference >> 8U);
    return {6, concatenation_16bit, 4, high, low, part.total, part.sequence};
}

}  // namespace hall::codecs
