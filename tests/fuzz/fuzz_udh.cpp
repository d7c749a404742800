// User data headers and sar_* TLVs as a hostile SMSC might send them. The first octet is esm_class; if the
// second is odd, the three octets behind it become sar_* TLVs; the rest is short_message.

#include "codecs/text/message_content.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace hall;
using namespace hall::codecs;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

bool is_possible(const PartInfo& part) {
    return part.sequence >= 1 && part.sequence <= part.total;
}

void read_header(ByteView content) {
    const auto header = decode_udh(content);
    if (!header) {
        check(!header.error().what.empty());
        return;
    }
    check(header->length >= 1 && header->length <= content.size());
    if (!header->part) return;
    check(is_possible(*header->part));
    const auto again = decode_udh(encode_udh(*header->part));
    check(again.has_value() && again->part == header->part);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 5) return 0;
    DeliverSm message;
    message.esm_class = data[0];
    if ((data[1] & 1U) != 0) {
        message.tlvs.add_u16(Tag::sar_msg_ref_num, data[2]);
        message.tlvs.add_u8(Tag::sar_total_segments, data[3]);
        message.tlvs.add_u8(Tag::sar_segment_seqnum, data[4]);
    }
    message.short_message.assign(data + 5, data + size);
    read_header(message.short_message);

    const MessageContent taken = take_content(message);
    check(!taken.part || is_possible(*taken.part));
    const Bytes& whole = message.short_message;
    check(taken.content.size() <= whole.size());
    check(std::equal(taken.content.rbegin(), taken.content.rend(), whole.rbegin()));
    return 0;
}
