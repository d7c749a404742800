#pragma once
// data_coding octets in their groups: SMPP's own list up to 15, and above it the coding groups of GSM, where class bits and
// the mark for deletion stand beside the alphabet and change nothing of it. [SMPP v3.4, 5.2.19; TS 23.038, 4]
// Must not know texts.

#include <cstdint>

namespace hall::codecs {

/// How the octets behind a data_coding are to be taken.
enum class Coding : std::uint8_t {
    smsc_default,  // whatever this SMSC means by 0
    ascii,         // 1
    latin1,        // 3
    gbk,           // 15, which SMPP leaves free: CMPP, SGIP and SMGP mean GBK by it, and bridges pass it on
    gsm7,
    ucs2,
    octets,  // no text: 8-bit data, or compressed
};

/// 0x10 to 0x7F say the alphabet in bits 3 and 2, whatever the class (bits 4, 1, 0) and the mark for deletion (0x40) are; 0x20
/// means compressed. Values that nobody has defined (5 to 7, 9 to 14, a reserved alphabet) are read as 0.
constexpr Coding coding_of(std::uint8_t data_coding) {
    switch (data_coding) {
        case 0x01: return Coding::ascii;
        case 0x02:
        case 0x04: return Coding::octets;
        case 0x03: return Coding::latin1;
        case 0x08: return Coding::ucs2;
        case 0x0F: return Coding::gbk;
        default: break;
    }
    if (data_coding < 0x10) return Coding::smsc_default;
    const auto alphabet = data_coding & 0x0CU;
    if (data_coding < 0x80) {
        if ((data_coding & 0x20U) != 0) return Coding::octets;
        return alphabet == 0x04 ? Coding::octets : alphabet == 0x08 ? Coding::ucs2 : Coding::smsc_default;
    }
    // From here on "default alphabet" is GSM's, whatever the SMSC means by 0: no aggregator writes these by chance.
    if (data_coding >= 0xF4 && data_coding <= 0xF7) return Coding::octets;
    if (data_coding >= 0xF0) return Coding::gsm7;
    if (data_coding >= 0xE0) return Coding::ucs2;
    return data_coding >= 0xC0 ? Coding::gsm7 : Coding::smsc_default;
}

}  // namespace hall::codecs
