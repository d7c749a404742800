#pragma once
// Optional parameters (TLVs), walked by their own length field. Unknown ones are kept, order is kept,
// repeats are kept: what we do not understand today may identify a redelivery tomorrow.
// [SMPP v3.4, 3.2.4, 5.3]

#include "codecs/result.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace hall::codecs {

/// Tags the hall itself reads or writes. Any other value is legal. [SMPP v3.4, 5.3.2]
enum class Tag : std::uint16_t {
    receipted_message_id = 0x001E,
    user_message_reference = 0x0204,
    sar_msg_ref_num = 0x020C,
    sar_total_segments = 0x020E,
    sar_segment_seqnum = 0x020F,
    sc_interface_version = 0x0210,
    network_error_code = 0x0423,
    message_payload = 0x0424,
    message_state = 0x0427,
    congestion_state = 0x0428,
};

struct Tlv {
    Tag tag{};
    Bytes value;
    bool operator==(const Tlv&) const = default;
};

/// The TLVs of one PDU, in the order in which they stood on the wire.
class TlvList {
public:
    void add(Tag tag, Bytes value);
    void add_u8(Tag tag, std::uint8_t value);
    void add_u16(Tag tag, std::uint16_t value);

    /// The first TLV with this tag, or nullptr.
    const Tlv* find(Tag tag) const;

    /// The value as a big-endian number, if the tag is there with 1 to 4 bytes (peers do send a
    /// message_state of length 2).
    std::optional<std::uint32_t> number(Tag tag) const;

    const std::vector<Tlv>& all() const { return all_; }
    bool empty() const { return all_.empty(); }
    bool operator==(const TlvList&) const = default;

private:
    std::vector<Tlv> all_;
};

/// What is wrong with a TLV area, for the log.
struct TlvError {
    std::string what;
};

/// A TLV area read as far as it makes sense.
struct TlvWalk {
    TlvList tlvs;           // the good ones, in front of the first that is broken
    std::string fault;      // why it is not good to its end; empty: it is
    ByteView rest;          // what could not be read, from the head of the broken TLV on
    std::optional<Tag> cut_off;  // the tag of that TLV, when `rest` has room for its head
};
TlvWalk walk_tlvs(ByteView bytes);

/// Walks `bytes` to its end. A length that runs past the end, or 1 to 3 bytes left over, is an error
/// (answer: ESME_RINVOPTPARSTREAM).
result<TlvList, TlvError> decode_tlvs(ByteView bytes);

/// Appends the TLVs to `out`. A value must not be longer than 65535 bytes.
void encode_tlvs(const TlvList& tlvs, Bytes& out);

}  // namespace hall::codecs
