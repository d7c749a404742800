// The TLV walker, which trusts the length octets and nothing else. See the header.

#include "codecs/smpp/tlv.hpp"

#include "codecs/smpp/big_endian.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace hall::codecs {

void TlvList::add(Tag tag, Bytes value) {
    all_.push_back({tag, std::move(value)});
}

void TlvList::add_u8(Tag tag, std::uint8_t value) {
    add(tag, Bytes{value});
}

void TlvList::add_u16(Tag tag, std::uint16_t value) {
    Bytes bytes;
    append_u16(bytes, value);
    add(tag, std::move(bytes));
}

const Tlv* TlvList::find(Tag tag) const {
    const auto found = std::ranges::find(all_, tag, &Tlv::tag);
    return found == all_.end() ? nullptr : &*found;
}

std::optional<std::uint32_t> TlvList::number(Tag tag) const {
    const Tlv* const tlv = find(tag);
    if (tlv == nullptr || tlv->value.empty() || tlv->value.size() > 4) {
        return std::nullopt;
    }
    std::uint32_t value = 0;
    for (const std::uint8_t octet : tlv->value) {
        value = (value << 8U) | octet;
    }
    return value;
}

TlvWalk walk_tlvs(ByteView bytes) {
    constexpr std::size_t head = 4;  // two octets of tag, two of length [SMPP v3.4, 3.2.4.1]
    TlvWalk walk;
    std::size_t at = 0;
    while (at < bytes.size()) {
        walk.rest = bytes.subspan(at);
        if (walk.rest.size() < head) {
            walk.fault = fmt::format("{} octets left over after the last TLV", walk.rest.size());
            return walk;
        }
        const auto tag = static_cast<std::uint16_t>(bytes[at] << 8U | bytes[at + 1]);
        const auto length = static_cast<std::size_t>(bytes[at + 2] << 8U | bytes[at + 3]);
        at += head;
        if (length > bytes.size() - at) {
            walk.fault = fmt::format("TLV 0x{:04x} says {} octets, only {} are there", tag, length, bytes.size() - at);
            walk.cut_off = static_cast<Tag>(tag);
            return walk;
        }
        const ByteView value = bytes.subspan(at, length);
        walk.tlvs.add(static_cast<Tag>(tag), Bytes(value.begin(), value.end()));
        at += length;
    }
    walk.rest = {};
    return walk;
}

result<TlvList, TlvError> decode_tlvs(ByteView bytes) {
    auto walk = walk_tlvs(bytes);
    if (!walk.fault.empty()) {
        return TlvError{std::move(walk.fault)};
    }
    return std::move(walk.tlvs);
}

void encode_tlvs(const TlvList& tlvs, Bytes& out) {
    for (const Tlv& tlv : tlvs.all()) {
        assert(tlv.value.size() <= 0xFFFF);
        append_u16(out, static_cast<std::uint16_t>(tlv.tag));
        append_u16(out, static_cast<std::uint16_t>(tlv.value.size()));
        out.insert(out.end(), tlv.value.begin(), tlv.value.end());
    }
}

}  // namespace hall::codecs
