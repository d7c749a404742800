// Frame -> PDU value. Requests are held to their mandatory fields, responses are read as far as they make
// sense: a response is the only news about something we sent, so a flaw in it must not lose it.

#include "codecs/smpp/body_walk.hpp"
#include "codecs/smpp/flawed_text.hpp"
#include "codecs/smpp/library_fence.hpp"
#include "codecs/smpp/pdu_codec.hpp"
#include "codecs/smpp/pdu_fields.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace hall::codecs {
namespace {

template <class Body>
Body with_role(BindRole role) {
    Body body;
    body.role = role;
    return body;
}

/// The empty body that belongs to a command, if it is one that the hall reads.
std::optional<PduBody> empty_body(CommandId command) {
    switch (command) {
        case CommandId::bind_receiver:
            return with_role<Bind>(BindRole::receiver);
        case CommandId::bind_transmitter:
            return with_role<Bind>(BindRole::transmitter);
        case CommandId::bind_transceiver:
            return with_role<Bind>(BindRole::transceiver);
        case CommandId::bind_receiver_resp:
            return with_role<BindResp>(BindRole::receiver);
        case CommandId::bind_transmitter_resp:
            return with_role<BindResp>(BindRole::transmitter);
        case CommandId::bind_transceiver_resp:
            return with_role<BindResp>(BindRole::transceiver);
        case CommandId::submit_sm:
            return SubmitSm{};
        case CommandId::submit_sm_resp:
            return SubmitSmResp{};
        case CommandId::deliver_sm:
            return DeliverSm{};
        case CommandId::deliver_sm_resp:
            return DeliverSmResp{};
        case CommandId::data_sm:
            return DataSm{};
        case CommandId::data_sm_resp:
            return DataSmResp{};
        case CommandId::query_sm_resp:
            return QuerySmResp{};
        case CommandId::cancel_sm_resp:
            return CancelSmResp{};
        case CommandId::replace_sm_resp:
            return ReplaceSmResp{};
        case CommandId::outbind:
            return Outbind{};
        case CommandId::alert_notification:
            return AlertNotification{};
        case CommandId::unbind:
            return Unbind{};
        case CommandId::unbind_resp:
            return UnbindResp{};
        case CommandId::enquire_link:
            return EnquireLink{};
        case CommandId::enquire_link_resp:
            return EnquireLinkResp{};
        case CommandId::generic_nack:
            return GenericNack{};
        // Only an SMSC receives these, or the hall never sends what they answer. [SMPP v3.4, 2.3]
        case CommandId::query_sm:
        case CommandId::cancel_sm:
        case CommandId::replace_sm:
        case CommandId::submit_multi:
        case CommandId::submit_multi_resp:
            break;
    }
    return std::nullopt;
}

/// Moves values into the fields of a body, one after the other.
class FieldAssigner {
public:
    explicit FieldAssigner(FieldValues values) : values_(std::move(values)) {}
    void operator()(std::string& text) { text = std::move(values_[at_++].text); }
    void operator()(std::uint8_t& number) { number = values_[at_++].number; }
    void operator()(Bytes& octets) {
        const std::string& text = values_[at_++].text;
        octets.assign(text.begin(), text.end());
    }

private:
    FieldValues values_;
    std::size_t at_ = 0;
};

template <class Body>
constexpr bool has_tlvs = requires(Body body) {
    body.tlvs;
};

template <class Body>
std::optional<DecodeError> read_fence(CommandId command, ByteView bytes, const BodyWalk& walk, Body& body) {
    auto values = library_unpack(command, bytes, walk);
    if (!values) {
        return DecodeError{CommandStatus::system_error, values.error().what};
    }
    each_field(body, FieldAssigner(std::move(*values)));
    return std::nullopt;
}

/// What a subscriber's text comes in. A submit_sm is none: whoever judges what an ESME sends must see its flaws.
template <class Body>
constexpr bool is_text = std::same_as<Body, DeliverSm> || std::same_as<Body, DataSm>;

/// Two texts in one PDU: nothing says which of them was meant, unless they are one. A receipt is known by other fields.
template <class Body>
std::optional<DecodeError> check_one_text(CommandId command, const Body& body, std::string& remark) {
    constexpr std::uint8_t type_bits = 0x3C;  // of esm_class [SMPP v3.4, 5.2.12]
    const Tlv* const payload = body.tlvs.find(Tag::message_payload);
    if (body.short_message.empty() || payload == nullptr || payload->value.empty()) {
        return std::nullopt;
    }
    const std::string what = "both short_message and message_payload are filled";
    const bool tolerated = is_text<Body> && (say_the_same(body.short_message, payload->value) ||
                                             (body.esm_class & type_bits) != 0);
    if (!tolerated) {
        return DecodeError{CommandStatus::invalid_message_length, fmt::format("{}: {}", to_string(command), what)};
    }
    remark += (remark.empty() ? "" : "; ") + what;
    return std::nullopt;
}

/// A text with flaws: mended, then read like any other.
template <class Body>
std::optional<DecodeError> read_flawed(CommandId command, ByteView bytes, Body& body, std::string& remark) {
    auto mended = mend_text(command, bytes);
    if (!mended) {
        return mended.error();
    }
    const auto walk = walk_body(mandatory_fields(command), mended->fields);
    if (!walk) {
        return DecodeError{CommandStatus::system_error, "a mended text cannot be walked"};
    }
    body.tlvs = std::move(mended->tlvs);
    remark = std::move(mended->remark);
    return read_fence(command, mended->fields, *walk, body);
}

template <class Body>
std::optional<DecodeError> read_strict(CommandId command, ByteView bytes, Body& body, std::string& remark) {
    const auto walk = walk_body(mandatory_fields(command), bytes);
    if (!walk) {
        if constexpr (is_text<Body>) {
            return read_flawed(command, bytes, body, remark);
        }
        return DecodeError{walk.error().answer, describe(command, walk.error())};
    }
    if constexpr (has_tlvs<Body>) {
        auto tlvs = decode_tlvs(bytes.subspan(walk->end));
        if (!tlvs) {
            if constexpr (is_text<Body>) {
                return read_flawed(command, bytes, body, remark);
            }
            return DecodeError{CommandStatus::invalid_tlv_stream,
                               fmt::format("{}: {}", to_string(command), tlvs.error().what)};
        }
        body.tlvs = std::move(*tlvs);
    }
    return read_fence(command, bytes, *walk, body);
}

template <class Body>
std::optional<DecodeError> read_request(const Header& header, ByteView bytes, Body& body, std::string& remark) {
    if (mandatory_fields(header.command_id).empty()) {
        return std::nullopt;
    }
    if (auto error = read_strict(header.command_id, bytes, body, remark)) {
        return error;
    }
    if constexpr (std::derived_from<Body, ShortMessage>) {
        return check_one_text(header.command_id, body, remark);
    }
    return std::nullopt;
}

template <class Body>
std::optional<DecodeError> read_response(const Header& header, ByteView bytes, Body& body) {
    const std::span<const Field> fields = mandatory_fields(header.command_id);
    if (fields.empty() || bytes.empty()) {
        return std::nullopt;
    }
    if (const auto walk = walk_body(fields, bytes)) {
        if constexpr (has_tlvs<Body>) {
            auto tlvs = decode_tlvs(bytes.subspan(walk->end));
            if (!tlvs && header.command_status != CommandStatus::ok) {
                // Some SMSCs leave out message_id on an error, as the specification says, and still send TLVs.
                if (auto alone = decode_tlvs(bytes)) {
                    body.tlvs = std::move(*alone);
                    return std::nullopt;
                }
            }
            if (tlvs) {
                body.tlvs = std::move(*tlvs);
            }
        }
        return read_fence(header.command_id, bytes, *walk, body);
    }
    // Cut off in the middle: what is missing reads as zero, so that an id without its NUL is not lost.
    constexpr std::size_t longest_tail = 4;  // two NULs and two octets, in query_sm_resp
    Bytes padded(bytes.begin(), bytes.end());
    padded.insert(padded.end(), longest_tail, 0);
    if (const auto walk = walk_body(fields, padded)) {
        return read_fence(header.command_id, padded, *walk, body);
    }
    return std::nullopt;  // makes no sense: the status and the sequence number are all there is
}

}  // namespace

result<Pdu, DecodeError> decode_pdu(const Header& header, ByteView body) {
    auto value = empty_body(header.command_id);
    if (!value) {
        return DecodeError{CommandStatus::invalid_command_id,
                           fmt::format("{} is not for an ESME", to_string(header.command_id))};
    }
    std::string remark;
    auto error = std::visit(
        [&](auto& typed) {
            return is_response(header.command_id) ? read_response(header, body, typed)
                                                  : read_request(header, body, typed, remark);
        },
        *value);
    if (error) {
        return std::move(*error);
    }
    return Pdu{.status = header.command_status,
               .sequence_number = header.sequence_number,
               .body = std::move(*value),
               .remark = std::move(remark)};
}

}  // namespace hall::codecs
