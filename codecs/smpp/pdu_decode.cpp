// Frame -> PDU value. Requests are held to their mandatory fields, responses are read as far as they make
// sense: a response is the only news about something we sent, so a flaw in it must not lose it.

#include "codecs/smpp/body_walk.hpp"
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

std::string describe(CommandId command, const BodyFault& fault) {
    return fmt::format("{}: {} {}", to_string(command), fault.field->name,
                       fault.cut_off ? "is cut off by the end of the PDU" : "is longer than its field allows");
}

template <class Body>
std::optional<DecodeError> read_request(const Header& header, ByteView bytes, Body& body) {
    const std::span<const Field> fields = mandatory_fields(header.command_id);
    if (fields.empty()) {
        return std::nullopt;
    }
    const auto walk = walk_body(fields, bytes);
    if (!walk) {
        return DecodeError{walk.error().answer, describe(header.command_id, walk.error())};
    }
    if constexpr (has_tlvs<Body>) {
        auto tlvs = decode_tlvs(bytes.subspan(walk->end));
        if (!tlvs) {
            return DecodeError{CommandStatus::invalid_tlv_stream,
                               fmt::format("{}: {}", to_string(header.command_id), tlvs.error().what)};
        }
        body.tlvs = std::move(*tlvs);
    }
    if (auto error = read_fence(header.command_id, bytes, *walk, body)) {
        return error;
    }
    if constexpr (std::derived_from<Body, ShortMessage>) {
        const Tlv* const payload = body.tlvs.find(Tag::message_payload);
        if (!body.short_message.empty() && payload != nullptr && !payload->value.empty()) {
            return DecodeError{
                CommandStatus::invalid_message_length,
                fmt::format("{}: both short_message and message_payload are filled", to_string(header.command_id))};
        }
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
    auto error = std::visit(
        [&](auto& typed) {
            return is_response(header.command_id) ? read_response(header, body, typed)
                                                  : read_request(header, body, typed);
        },
        *value);
    if (error) {
        return std::move(*error);
    }
    return Pdu{.status = header.command_status, .sequence_number = header.sequence_number, .body = std::move(*value)};
}

}  // namespace hall::codecs
