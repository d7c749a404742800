// The TLV walker: what it takes it can write again, octet for octet.

#include "codecs/smpp/tlv.hpp"

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const hall::ByteView bytes(data, size);
    if (const auto tlvs = hall::codecs::decode_tlvs(bytes)) {
        hall::Bytes again;
        encode_tlvs(*tlvs, again);
        if (!std::ranges::equal(again, bytes)) {
            std::abort();
        }
        tlvs->number(hall::codecs::Tag::message_state);
    }
    return 0;
}
