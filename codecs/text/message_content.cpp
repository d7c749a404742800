// Content into PDUs and out of them. Knows where octets and headers stand, not what the text means and
// not which parts belong together (reassembly).

#include "codecs/text/message_content.hpp"

#include "codecs/smpp/data_coding.hpp"

#include <array>
#include <utility>

namespace hall::codecs {
namespace {

constexpr std::array<Tag, 3> sar_tags{Tag::sar_msg_ref_num, Tag::sar_total_segments, Tag::sar_segment_seqnum};

/// What the sar_* TLVs say, if they say something that can be. [SMPP v3.4, 5.3.2.22-25]
std::optional<PartInfo> sar_part(const TlvList& tlvs, std::string& remark) {
    std::size_t present = 0;
    for (const Tag tag : sar_tags) present += tlvs.find(tag) != nullptr ? 1 : 0;
    if (present == 0) return std::nullopt;
    const auto reference = tlvs.number(Tag::sar_msg_ref_num);
    const auto total = tlvs.number(Tag::sar_total_segments);
    const auto sequence = tlvs.number(Tag::sar_segment_seqnum);
    if (!reference || !total || !sequence) {
        remark = "incomplete sar_* TLVs ignored";
        return std::nullopt;
    }
    if (*reference > 0xFFFF || *total > 0xFF || *sequence == 0 || *sequence > *total) {
        remark = "sar_* TLVs ignored: part " + std::to_string(*sequence) + " of " + std::to_string(*total);
        return std::nullopt;
    }
    return PartInfo{PartScheme::sar, static_cast<std::uint16_t>(*reference), static_cast<std::uint8_t>(*total),
                    static_cast<std::uint8_t>(*sequence)};
}

MessageContent take(ByteView content, std::uint8_t esm_class, std::uint8_t data_coding, const TlvList& tlvs) {
    MessageContent out;
    std::optional<PartInfo> udh_part;
    const bool announced = (esm_class & esm_class_udhi) != 0;
    // A header of no elements is none: in UCS-2 it is the upper half of a letter.
    const bool is_text = !content.empty() && content.front() == 0 && coding_of(data_coding) == Coding::ucs2 &&
                         content.size() % 2 == 0;
    if (announced && is_text) {
        out.remark = "a UDH is announced, the text begins at once";
    } else if (announced) {
        if (const auto header = decode_udh(content)) {
            content = content.subspan(header->length);
            out.header = header->length;
            udh_part = header->part;
        } else {
            out.remark = header.error().what;
        }
    }
    out.content.assign(content.begin(), content.end());

    std::string sar_remark;
    out.part = sar_part(tlvs, sar_remark);
    if (udh_part) {
        // Both at once is against 5.2.12; where they agree there is nothing to tell.
        if (out.part && (out.part->total != udh_part->total || out.part->sequence != udh_part->sequence)) {
            out.remark = "sar_* TLVs ignored: the UDH says otherwise";
        }
        out.part = udh_part;
    } else if (!sar_remark.empty()) {
        out.remark += (out.remark.empty() ? "" : "; ") + sar_remark;
    }
    return out;
}

/// A SubmitSm may be used for one part after another: what an earlier part left must not stay.
void drop_content_tlvs(TlvList& tlvs) {
    TlvList kept;
    for (const Tlv& tlv : tlvs.all()) {
        const bool ours = tlv.tag == Tag::message_payload || tlv.tag == sar_tags[0] || tlv.tag == sar_tags[1] ||
                          tlv.tag == sar_tags[2];
        if (!ours) kept.add(tlv.tag, tlv.value);
    }
    tlvs = std::move(kept);
}

}  // namespace

MessageContent take_content(const ShortMessage& message) {
    const Tlv* payload = message.tlvs.find(Tag::message_payload);
    const bool from_payload = message.short_message.empty() && payload != nullptr;
    return take(from_payload ? payload->value : message.short_message, message.esm_class, message.data_coding,
                message.tlvs);
}

MessageContent take_content(const DataSm& message) {
    const Tlv* payload = message.tlvs.find(Tag::message_payload);
    return take(payload != nullptr ? ByteView(payload->value) : ByteView(), message.esm_class, message.data_coding,
                message.tlvs);
}

void put_content(SubmitSm& out, const SplitText& text, std::size_t index, LongMessages method,
                 std::uint16_t reference) {
    const Bytes& content = text.parts.at(index);
    drop_content_tlvs(out.tlvs);
    out.data_coding = text.data_coding;
    out.esm_class = static_cast<std::uint8_t>(out.esm_class & ~esm_class_udhi);
    out.short_message.clear();

    if (text.parts.size() == 1) {
        // A text that is no longer than one SMS needs no special way, whatever the link does with long ones.
        if (method == LongMessages::payload &&
            content.size() > part_capacity(text.alphabet, LongMessages::udh8, false)) {
            out.tlvs.add(Tag::message_payload, content);
        } else {
            out.short_message = content;
        }
        return;
    }

    PartInfo part{PartScheme::udh16, reference, static_cast<std::uint8_t>(text.parts.size()),
                  static_cast<std::uint8_t>(index + 1)};
    if (method == LongMessages::sar) {
        out.tlvs.add_u16(Tag::sar_msg_ref_num, reference);
        out.tlvs.add_u8(Tag::sar_total_segments, part.total);
        out.tlvs.add_u8(Tag::sar_segment_seqnum, part.sequence);
    } else {
        if (method == LongMessages::udh8) part.scheme = PartScheme::udh8;
        out.short_message = encode_udh(part);
        out.esm_class = static_cast<std::uint8_t>(out.esm_class | esm_class_udhi);
    }
    out.short_message.insert(out.short_message.end(), content.begin(), content.end());
}

}  // namespace hall::codecs
