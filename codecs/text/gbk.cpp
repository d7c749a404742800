#include "codecs/text/gbk.hpp"

#include "codecs/text/unicode.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>

namespace hall::codecs {

namespace {

#include "gbk_tables.inc"

constexpr unsigned first_lead = 0x81;
constexpr unsigned first_trail = 0x40;
constexpr unsigned trails = 191;
constexpr char32_t first_han = 0x4E00;
constexpr std::size_t hans = 0x9FFF - 0x4E00 + 1;

bool is_lead(std::uint8_t octet) { return octet >= first_lead && octet <= 0xFE; }
bool is_digit(std::uint8_t octet) { return octet >= 0x30 && octet <= 0x39; }

char32_t character_of(std::uint8_t lead, std::uint8_t trail) {
    if (trail < first_trail || trail > 0xFE) return 0;
    return of_two[(lead - first_lead) * trails + (trail - first_trail)];
}

/// Of the number that four octets make, from 0x81308130 on.
char32_t character_of(unsigned number) {
    constexpr unsigned first_beyond = 189000;  // 0x90308130 is U+10000
    if (number >= first_beyond) return number - first_beyond <= 0xFFFFF ? 0x10000 + number - first_beyond : 0;
    if (number > 39419) return 0;
    const auto run = std::prev(std::ranges::upper_bound(of_four, number, {}, &Run::number));
    return run->character == 0 ? 0 : run->character + (number - run->number);
}

}  // namespace

std::u32string decode_gbk(ByteView octets) {
    std::u32string out;
    out.reserve(octets.size());
    for (std::size_t at = 0; at < octets.size(); ++at) {
        const auto octet = octets[at];
        const auto left = octets.size() - at - 1;
        if (octet < 0x80) {
            out.push_back(octet);
        } else if (octet == 0x80) {
            out.push_back(U'€');
        } else if (left >= 3 && is_lead(octet) && is_digit(octets[at + 1]) && is_lead(octets[at + 2]) &&
                   is_digit(octets[at + 3])) {
            const unsigned number = ((octet - 0x81U) * 10 + (octets[at + 1] - 0x30U)) * 1260 + (octets[at + 2] - 0x81U) * 10 +
                                    (octets[at + 3] - 0x30U);
            const auto c = character_of(number);
            out.push_back(c == 0 ? replacement_character : c);
            at += 3;
        } else {
            const auto c = left >= 1 && is_lead(octet) ? character_of(octet, octets[at + 1]) : 0;
            out.push_back(c == 0 ? replacement_character : c);
            // What cannot be a trail is a character of its own.
            if (c != 0 || (left >= 1 && octets[at + 1] >= 0x80)) ++at;
        }
    }
    return out;
}

bool is_common_han(char32_t c) {
    static const auto common = [] {
        std::bitset<hans> set;
        for (unsigned lead = 0xB0; lead <= 0xF7; ++lead) {
            for (unsigned trail = 0xA1; trail <= 0xFE; ++trail) {
                const auto han = character_of(static_cast<std::uint8_t>(lead), static_cast<std::uint8_t>(trail));
                if (han >= first_han && han - first_han < hans) set.set(han - first_han);
            }
        }
        return set;
    }();
    return c >= first_han && c - first_han < hans && common.test(c - first_han);
}

}  // namespace hall::codecs
