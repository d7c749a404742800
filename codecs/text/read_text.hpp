#pragma once
// What a subscriber wrote, from the octets of his PDUs: by the announced data_coding where what it yields can have been
// written, otherwise by what the octets cannot but be. Peers announce UCS-2 and send UTF-8, count a C string's zero, pack
// septets, mark the order of octets.
// Must not know PDUs, nor which parts belong together.

#include "codecs/text/alphabet.hpp"

#include <span>

namespace hall::codecs {

/// How the texts of an SMSC are written (settings).
struct TextHabits {
    DefaultAlphabet default_alphabet = DefaultAlphabet::gsm;
    bool packed_septets = false;  // eight characters of GSM 7-bit in seven octets, as on the radio
};

/// The content of one PDU without its header.
struct CodedContent {
    ByteView octets;
    std::uint8_t data_coding = 0;
    std::size_t header = 0;  // octets of the header that stood in front: packed septets begin behind it at a whole septet
};

struct ReadText {
    std::optional<std::string> text;  // nothing: binary, or one of the parts is
    std::string alphabet;             // "ucs2"; of parts that differ "gsm7+ucs2"
    std::string remark;               // why something else than announced was read, for the log; normally empty
};

/// The parts in their order, each read by its own data_coding; neighbours of one coding are joined before, because a
/// character may be cut in two. Zeros at the end are no text.
///
/// Something else than announced is read where a byte order mark says so, or where the announced reading cannot have been
/// written (unassigned and control characters, characters that no handset offers) and another one can: UTF-8, or for
/// UCS-2 the other order of octets; and where 7-bit or 8-bit text has a zero in front of each character, which is UCS-2.
ReadText read_text(std::span<const CodedContent> parts, const TextHabits& habits);

/// Septets out of octets, one an octet. `header`: as in CodedContent. [TS 23.038, 6.1.2.1]
Bytes unpack_septets(ByteView octets, std::size_t header);

}  // namespace hall::codecs
