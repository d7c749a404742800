#pragma once
// Between a ShortMessage (or data_sm) and its content: where the octets stand (short_message or
// message_payload), what the UDH or sar_* TLVs say about parts, and the way back for what we send.

#include "codecs/smpp/pdu.hpp"
#include "codecs/text/split.hpp"

namespace hall::codecs {

/// What a received PDU carries once headers are taken off.
struct MessageContent {
    Bytes content;                 // without UDH
    std::size_t header = 0;        // octets of the UDH that stood in front
    std::optional<PartInfo> part;  // empty: the message stands alone
    std::string remark;            // why a header was ignored, for the log; normally empty
};

/// Takes the content out of a received PDU. If a UDH is announced but broken, the content is everything
/// and `remark` says so. UDH wins over sar_* TLVs; incomplete or contradictory sar_* TLVs are ignored.
MessageContent take_content(const ShortMessage& message);
MessageContent take_content(const DataSm& message);

/// Puts part number `index` (from 0) of `text` into `out`: short_message or message_payload, esm_class UDH
/// bit, data_coding, sar_* TLVs as `method` says. `reference` ties the parts of one message together
/// (udh8 uses its low byte). Other fields of `out` are left alone.
void put_content(SubmitSm& out, const SplitText& text, std::size_t index, LongMessages method, std::uint16_t reference);

}  // namespace hall::codecs
