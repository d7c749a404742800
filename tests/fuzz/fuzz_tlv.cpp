// The TLV walker: what it takes it can write again, octet for octet.

#include "codecs/smpp/tlv.hpp"

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const hall::ByteView bytes(data, size);
    // As far as they go, and nothing twice: what was read and what was not make up the whole.
    const auto walk = hall::codecs::walk_tlvs(bytes);
    hall::Bytes whole;
    encode_tlvs(walk.tlvs, whole);
    whole.insert(whole.end(), walk.rest.begin(), walk.rest.end());
    if (!std::ranges::equal(whole, bytes) || walk.fault.empty() != walk.rest.empty()) {
        std::abort();
    }
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
