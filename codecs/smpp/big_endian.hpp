#pragma once
// Numbers as SMPP writes them: most significant octet first. [SMPP v3.4, 3.1]

#include "codecs/result.hpp"

#include <cstddef>

namespace hall::codecs {

/// The 32-bit number at `offset`; the caller has checked that four octets are there.
inline std::uint32_t read_u32(ByteView bytes, std::size_t offset) {
    return (std::uint32_t{bytes[offset]} << 24U) | (std::uint32_t{bytes[offset + 1]} << 16U) |
           (std::uint32_t{bytes[offset + 2]} << 8U) | std::uint32_t{bytes[offset + 3]};
}

/// Overwrites the four octets at `offset`, which must be there.
inline void write_u32(Bytes& bytes, std::size_t offset, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) {
        bytes[offset + i] = static_cast<std::uint8_t>(value >> (24U - 8U * i));
    }
}

inline void append_u16(Bytes& bytes, std::uint16_t value) {
    bytes.push_back(static_cast<std::uint8_t>(value >> 8U));
    bytes.push_back(static_cast<std::uint8_t>(value & 0xFFU));
}

}  // namespace hall::codecs
