#pragma once
// The door before every TEXT column: what is no UTF-8 does not pass as it is. Whoever writes rows should have made it readable
// before; a peer's octet that slipped through must not spoil a column that other programs read.

#include <cstdint>
#include <string>
#include <string_view>

namespace hall::store {

/// Octets of the well-formed UTF-8 character at `at`; 0: none begins there. [Unicode 15, table 3-7]
inline std::size_t character_at(std::string_view text, std::size_t at) {
    const auto octet = [&](std::size_t i) { return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : 0U; };
    const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) { return octet(i) >= low && octet(i) <= high; };
    const auto lead = octet(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF)
        return follows(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
    if (lead >= 0xF0 && lead <= 0xF4)
        return follows(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
    return 0;
}

inline bool is_well_formed(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto size = character_at(text, at);
        if (size == 0) return false;
        at += size;
    }
    return true;
}

/// Each octet that belongs to no character as \xE9.
inline std::string well_formed(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto size = character_at(text, at);
        if (size > 0) {
            out += text.substr(at, size);
            at += size;
        } else {
            const auto octet = static_cast<std::uint8_t>(text[at++]);
            out += {'\\', 'x', digits[octet >> 4U], digits[octet & 15U]};
        }
    }
    return out;
}

}  // namespace hall::store
