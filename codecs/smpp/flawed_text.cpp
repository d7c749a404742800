// See the header. Two steps: the mandatory part is made one that can be walked, then the TLVs are read as far as they go.
//
// Example: "102" in UCS-2 whose peer counted characters and ends each text with a zero octet,
//   ... 08 00 03 | 00 31 00 30 00 32 | 00
// sm_length 3 cuts the text in two, and what is left over is no TLV. Twice as many octets are there, the rest is zeros: it
// is read as six octets of text and one that means nothing.

#include "codecs/smpp/flawed_text.hpp"

#include "codecs/smpp/data_coding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace hall::codecs {
namespace {

// A field beside the text that is longer than this is no field any more.
constexpr std::size_t longest_beside = 64;

bool is_printable(std::uint8_t octet) {
    return octet >= 0x20 && octet < 0x7F;
}

/// Neither who writes, nor to whom, nor what.
bool is_beside(const Field& field) {
    return field.kind == FieldKind::time || std::string_view(field.name) == "service_type";
}

struct Mandatory {
    Bytes body;
    BodyWalk walk;
    std::optional<Bytes> text;  // a short_message of 255 octets, taken out
    std::string remark;
};

void note(std::string& remark, std::string what) {
    if (!remark.empty()) {
        remark += "; ";
    }
    remark += what;
}

DecodeError refusal(CommandId command, CommandStatus answer, const std::string& what) {
    return {answer, fmt::format("{}: {}", to_string(command), what)};
}

/// Cuts an overlong field beside the text at `begin`; false when its end is not to be seen.
bool cut_field(const Field& field, std::size_t begin, Mandatory& text) {
    const auto from = text.body.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto longest = std::min(text.body.size() - begin, longest_beside + 1);
    const auto nul = std::find(from, from + static_cast<std::ptrdiff_t>(longest), std::uint8_t{0});
    // Without its NUL it would swallow the fields behind it, whose first octets are no letters.
    if (nul == from + static_cast<std::ptrdiff_t>(longest) || !std::all_of(from, nul, is_printable)) {
        return false;
    }
    note(text.remark, fmt::format("{} has {} octets, cut to {}", field.name, nul - from, field.most));
    text.body.erase(from + static_cast<std::ptrdiff_t>(field.most), nul);
    return true;
}

/// Takes out a short_message of 255 octets at `begin`, which only a message_payload can hold; false when it is not there.
bool take_out_text(std::size_t begin, Mandatory& text) {
    const std::size_t length = text.body[begin];
    if (text.body.size() - begin - 1 < length) {
        return false;
    }
    const auto from = text.body.begin() + static_cast<std::ptrdiff_t>(begin) + 1;
    text.text = Bytes(from, from + static_cast<std::ptrdiff_t>(length));
    text.body.erase(from, from + static_cast<std::ptrdiff_t>(length));
    text.body[begin] = 0;
    note(text.remark, fmt::format("sm_length {}", length));
    return true;
}

result<Mandatory, DecodeError> mend_fields(CommandId command, std::span<const Field> fields, ByteView body) {
    Mandatory text;
    text.body.assign(body.begin(), body.end());
    while (true) {
        auto walk = walk_body(fields, text.body);
        if (walk) {
            text.walk = std::move(*walk);
            return text;
        }
        const BodyFault fault = walk.error();
        const bool mended = !fault.cut_off && (is_beside(*fault.field) ? cut_field(*fault.field, fault.begin, text)
                                               : fault.field->kind == FieldKind::short_message
                                                   ? take_out_text(fault.begin, text)
                                                   : false);
        if (!mended) {
            return DecodeError{fault.answer, describe(command, fault)};
        }
    }
}

std::uint8_t octet_of(std::string_view name, std::span<const Field> fields, const Mandatory& text) {
    const auto field = std::ranges::find(fields, name, [](const Field& one) { return std::string_view(one.name); });
    return text.body[text.walk.places[static_cast<std::size_t>(field - fields.begin())].begin];
}

bool is_good(ByteView tlvs) {
    return walk_tlvs(tlvs).fault.empty();
}

/// How many zero octets stand in front of a TLV area that is good without them; nothing: that is not its fault.
std::optional<std::size_t> zeros_in_front(ByteView area) {
    const auto first = std::ranges::find_if(area, [](std::uint8_t octet) { return octet != 0; });
    const auto zeros = static_cast<std::size_t>(first - area.begin());
    if (zeros == area.size()) {
        return zeros;
    }
    for (std::size_t skip = 1; skip <= std::min<std::size_t>(zeros, 3); ++skip) {
        if (is_good(area.subspan(skip))) {
            return skip;
        }
    }
    return std::nullopt;
}

/// Whether `rest`, right behind a short_message, may be more of it: an sm_length that is too small. The head of a TLV is no
/// text: its length makes a control character.
bool may_go_on(Coding coding, ByteView rest) {
    const ByteView head = rest.first(std::min<std::size_t>(rest.size(), 4));
    if (coding != Coding::ucs2) {
        return std::ranges::all_of(
            head, [coding](std::uint8_t octet) { return is_printable(octet) || (coding == Coding::gbk && octet > 0x80); });
    }
    if (head.size() < 2) {
        return false;
    }
    for (std::size_t at = 0; at + 1 < head.size(); at += 2) {
        const unsigned unit = head[at] * 256U + head[at + 1];
        if (unit < 0x20 || (unit >= 0x7F && unit < 0xA0) || unit >= 0xFFFE) {
            return false;
        }
    }
    return true;
}

bool is_filled(const Tlv* tlv) {
    return tlv != nullptr && !tlv->value.empty();
}

bool names_receipt(const TlvList& tlvs) {
    return tlvs.find(Tag::receipted_message_id) != nullptr && tlvs.find(Tag::message_state) != nullptr;
}

bool is_sar(Tag tag) {
    return tag == Tag::sar_msg_ref_num || tag == Tag::sar_total_segments || tag == Tag::sar_segment_seqnum;
}

/// Why a broken TLV takes the sense with it; empty: the text stands without it.
std::string lost_with(const TlvWalk& walk, ByteView short_message) {
    const bool broke_payload = walk.cut_off == Tag::message_payload;
    if (broke_payload && !short_message.empty()) {
        const ByteView there = walk.rest.subspan(4);
        if (!std::equal(there.begin(), there.begin() + static_cast<std::ptrdiff_t>(std::min(there.size(), short_message.size())),
                        short_message.begin())) {
            return "a message_payload that is cut off and another text than short_message";
        }
    }
    if (short_message.empty() && !is_filled(walk.tlvs.find(Tag::message_payload)) && !names_receipt(walk.tlvs)) {
        return "no text in front of it";
    }
    const auto sar = std::ranges::count_if(walk.tlvs.all(), [](const Tlv& tlv) { return is_sar(tlv.tag); });
    if ((walk.cut_off && is_sar(*walk.cut_off)) || (sar > 0 && sar < 3)) {
        return "which part of a long text it is cannot be known";
    }
    return {};
}

}  // namespace

bool say_the_same(ByteView short_message, ByteView payload) {
    const auto ended = [](ByteView octets) {
        while (!octets.empty() && octets.back() == 0) {
            octets = octets.first(octets.size() - 1);
        }
        return octets;
    };
    return std::ranges::equal(ended(short_message), ended(payload));
}

std::string describe(CommandId command, const BodyFault& fault) {
    return fmt::format("{}: {} {}", to_string(command), fault.field->name,
                       fault.cut_off ? "is cut off by the end of the PDU" : "is longer than its field allows");
}

result<MendedText, DecodeError> mend_text(CommandId command, ByteView body) {
    const std::span<const Field> fields = mandatory_fields(command);
    auto text = mend_fields(command, fields, body);
    if (!text) {
        return text.error();
    }
    MendedText out;
    std::string remark = std::move(text->remark);
    ByteView area = ByteView(text->body).subspan(text->walk.end);
    TlvWalk tlvs = walk_tlvs(area);
    if (!tlvs.fault.empty() && !remark.empty() && !text->text) {
        // Two flaws at once: where the fields end is not sure any more.
        return refusal(command, CommandStatus::invalid_tlv_stream, remark + "; " + tlvs.fault);
    }

    const bool has_short_message = fields.back().kind == FieldKind::short_message;
    const std::size_t message = has_short_message ? text->walk.places.back().begin + 1 : text->walk.end;
    ByteView short_message = text->text ? ByteView(*text->text)
                                        : ByteView(text->body).subspan(message, text->walk.end - message);
    std::size_t fields_end = text->walk.end;
    if (!tlvs.fault.empty()) {
        const Coding coding = coding_of(octet_of("data_coding", fields, *text));
        const auto zeros = zeros_in_front(area);
        const std::size_t length = short_message.size();
        const bool counts_characters = !zeros && coding == Coding::ucs2 && !text->text && length > 0 &&
                                       area.size() >= length && 2 * length <= fields.back().most &&
                                       (is_good(area.subspan(length)) || zeros_in_front(area.subspan(length)));
        if (zeros) {
            note(remark, fmt::format("{} zero octets behind the text", *zeros));
            tlvs = walk_tlvs(area.subspan(*zeros));
        } else if (counts_characters) {
            note(remark, "sm_length counts characters");
            text->body[message - 1] = static_cast<std::uint8_t>(2 * length);
            fields_end += length;
            area = area.subspan(length);
            tlvs = walk_tlvs(area.subspan(zeros_in_front(area).value_or(0)));
        } else if (!short_message.empty() && tlvs.tlvs.empty() && may_go_on(coding, tlvs.rest)) {
            return refusal(command, CommandStatus::invalid_tlv_stream, "sm_length may be too small: " + tlvs.fault);
        } else if (const auto lost = lost_with(tlvs, short_message); !lost.empty()) {
            return refusal(command, CommandStatus::invalid_tlv_stream, tlvs.fault + "; " + lost);
        } else {
            note(remark, tlvs.fault);
        }
    }
    if (text->text) {
        if (const Tlv* payload = tlvs.tlvs.find(Tag::message_payload); is_filled(payload)) {
            if (!say_the_same(*text->text, payload->value)) {
                return refusal(command, CommandStatus::invalid_message_length,
                               "both short_message and message_payload are filled");
            }
        } else {
            tlvs.tlvs.add(Tag::message_payload, std::move(*text->text));
        }
    }
    out.fields.assign(text->body.begin(), text->body.begin() + static_cast<std::ptrdiff_t>(fields_end));
    out.tlvs = std::move(tlvs.tlvs);
    out.remark = std::move(remark);
    return out;
}

}  // namespace hall::codecs
