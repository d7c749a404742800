// PDU value -> frame. Everything is checked before libsmpp34 sees it, because the library cuts a string
// that is too long without a word.

#include "codecs/smpp/big_endian.hpp"
#include "codecs/smpp/body_walk.hpp"
#include "codecs/smpp/library_fence.hpp"
#include "codecs/smpp/pdu_codec.hpp"
#include "codecs/smpp/pdu_fields.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace hall::codecs {
namespace {

constexpr std::size_t time_length = 16;  // [SMPP v3.4, 7.1.1]

class FieldCollector {
public:
    explicit FieldCollector(FieldValues& values) : values_(values) {}
    void operator()(const std::string& text) { values_.push_back({.number = 0, .text = text}); }
    void operator()(std::uint8_t number) { values_.push_back({.number = number, .text = {}}); }
    void operator()(const Bytes& octets) {
        values_.push_back({.number = 0, .text = std::string(octets.begin(), octets.end())});
    }

private:
    FieldValues& values_;
};

std::optional<EncodeError> check(const Field& field, const FieldValue& value) {
    if (value.text.size() > field.most) {
        return EncodeError{fmt::format("{} has {} octets, at most {} fit", field.name, value.text.size(), field.most)};
    }
    if (field.kind == FieldKind::time && !value.text.empty() && value.text.size() != time_length) {
        return EncodeError{fmt::format("{} must be empty or have {} octets", field.name, time_length)};
    }
    if (field.kind != FieldKind::short_message && value.text.find('\0') != std::string::npos) {
        return EncodeError{fmt::format("{} holds a NUL", field.name)};
    }
    return std::nullopt;
}

Bytes header_only(CommandId command) {
    Bytes frame(header_size);
    write_u32(frame, 4, static_cast<std::uint32_t>(command));
    return frame;
}

/// Fills in what the library was not told: the length with the TLVs, the status and the sequence number.
Bytes finish(Bytes frame, CommandStatus status, std::uint32_t sequence_number) {
    write_u32(frame, 0, static_cast<std::uint32_t>(frame.size()));
    write_u32(frame, 8, static_cast<std::uint32_t>(status));
    write_u32(frame, 12, sequence_number);
    return frame;
}

/// These two have no body at all when they report an error. [SMPP v3.4, 4.1.2, 4.4.2]
template <class Body>
bool leaves_body_out(const Body& body, CommandStatus status) {
    if constexpr (std::same_as<Body, BindResp>) {
        return status != CommandStatus::ok && body.system_id.empty() && body.tlvs.empty();
    } else if constexpr (std::same_as<Body, SubmitSmResp>) {
        return status != CommandStatus::ok && body.message_id.empty() && body.tlvs.empty();
    } else {
        return false;
    }
}

template <class Body>
result<Bytes, EncodeError> encode_body(const Body& body, CommandId command, CommandStatus status) {
    const std::span<const Field> fields = mandatory_fields(command);
    if (fields.empty() || leaves_body_out(body, status)) {
        return header_only(command);
    }
    FieldValues values;
    values.reserve(fields.size());
    each_field(body, FieldCollector(values));
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (auto error = check(fields[i], values[i])) {
            return std::move(*error);
        }
    }
    if constexpr (requires { body.tlvs; }) {
        for (const Tlv& tlv : body.tlvs.all()) {
            if (tlv.value.size() > 0xFFFF) {
                return EncodeError{fmt::format("TLV 0x{:04x} has {} octets, at most 65535 fit",
                                               static_cast<std::uint16_t>(tlv.tag), tlv.value.size())};
            }
        }
    }
    auto packed = library_pack(command, std::move(values));
    if (!packed) {
        return EncodeError{std::move(packed.error().what)};
    }
    if constexpr (requires { body.tlvs; }) {
        encode_tlvs(body.tlvs, *packed);
    }
    return std::move(*packed);
}

bool is_known_request(CommandId command) {
    switch (command) {
        case CommandId::bind_receiver:
        case CommandId::bind_transmitter:
        case CommandId::bind_transceiver:
        case CommandId::query_sm:
        case CommandId::submit_sm:
        case CommandId::deliver_sm:
        case CommandId::unbind:
        case CommandId::replace_sm:
        case CommandId::cancel_sm:
        case CommandId::enquire_link:
        case CommandId::submit_multi:
        case CommandId::data_sm:
            return true;
        default:
            return false;
    }
}

/// How many zero octets make up the empty body of a response that, unlike bind_*_resp and submit_sm_resp,
/// keeps its body on an error. [SMPP v3.4, 4.5.2, 4.6.2, 4.7.2, 4.8.2]
std::size_t empty_body_size(CommandId request) {
    switch (request) {
        case CommandId::deliver_sm:
        case CommandId::data_sm:
            return 1;  // message_id
        case CommandId::submit_multi:
            return 2;  // message_id, no_unsuccess
        case CommandId::query_sm:
            return 4;  // message_id, final_date, message_state, error_code
        default:
            return 0;
    }
}

}  // namespace

result<Bytes, EncodeError> encode_pdu(const Pdu& pdu) {
    const CommandId command = command_id_of(pdu.body);
    auto frame = std::visit([&](const auto& body) { return encode_body(body, command, pdu.status); }, pdu.body);
    if (!frame) {
        return EncodeError{fmt::format("{}: {}", to_string(command), frame.error().what)};
    }
    return finish(std::move(*frame), pdu.status, pdu.sequence_number);
}

Bytes encode_refusal(const Header& request, CommandStatus answer) {
    const CommandId command = request.command_id;
    if (is_response(command) || command == CommandId::outbind || command == CommandId::alert_notification) {
        return {};
    }
    if (!is_known_request(command)) {
        return finish(header_only(CommandId::generic_nack), answer, request.sequence_number);
    }
    Bytes frame = header_only(static_cast<CommandId>(static_cast<std::uint32_t>(command) | 0x80000000U));
    frame.resize(header_size + empty_body_size(command));
    return finish(std::move(frame), answer, request.sequence_number);
}

}  // namespace hall::codecs
