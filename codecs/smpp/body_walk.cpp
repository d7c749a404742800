// The table is SMPP v3.4 section 4, one row a field. Sizes there count the closing NUL; here they do not.

#include "codecs/smpp/body_walk.hpp"

#include <algorithm>
#include <array>

namespace hall::codecs {
namespace {

using enum CommandStatus;

constexpr Field text(const char* name, std::size_t most, CommandStatus too_long) {
    return {name, FieldKind::text, most, too_long};
}
constexpr Field octet(const char* name) {
    return {name, FieldKind::octet, 1, invalid_command_length};
}
constexpr Field ton(const char* name) {
    return {name, FieldKind::ton, 1, invalid_command_length};
}
constexpr Field npi(const char* name) {
    return {name, FieldKind::npi, 1, invalid_command_length};
}

// [4.1.1, 4.1.3, 4.1.5]
constexpr std::array bind_fields{
    text("system_id", 15, invalid_system_id),
    text("password", 8, invalid_password),
    text("system_type", 12, invalid_system_type),
    Field{"interface_version", FieldKind::interface_version, 1, invalid_command_length},
    ton("addr_ton"),
    npi("addr_npi"),
    text("address_range", 40, invalid_command_length),
};

constexpr std::array bind_resp_fields{text("system_id", 15, invalid_system_id)};  // [4.1.2]

constexpr std::array outbind_fields{// [4.1.7]
                                    text("system_id", 15, invalid_system_id), text("password", 8, invalid_password)};

// [4.4.1, 4.6.1]. The times of a deliver_sm should be empty; SMSCs that fill them in are read all the same.
constexpr std::array short_message_fields{
    text("service_type", 5, invalid_service_type),
    ton("source_addr_ton"),
    npi("source_addr_npi"),
    text("source_addr", 20, invalid_source_address),
    ton("dest_addr_ton"),
    npi("dest_addr_npi"),
    text("destination_addr", 20, invalid_destination_address),
    octet("esm_class"),
    octet("protocol_id"),
    octet("priority_flag"),
    Field{"schedule_delivery_time", FieldKind::time, 16, invalid_schedule},
    Field{"validity_period", FieldKind::time, 16, invalid_expiry},
    octet("registered_delivery"),
    octet("replace_if_present_flag"),
    octet("data_coding"),
    octet("sm_default_msg_id"),
    Field{"short_message", FieldKind::short_message, 254, invalid_message_length},
};

// [4.7.1]
constexpr std::array data_sm_fields{
    text("service_type", 5, invalid_service_type),
    ton("source_addr_ton"),
    npi("source_addr_npi"),
    text("source_addr", 64, invalid_source_address),
    ton("dest_addr_ton"),
    npi("dest_addr_npi"),
    text("destination_addr", 64, invalid_destination_address),
    octet("esm_class"),
    octet("registered_delivery"),
    octet("data_coding"),
};

// [4.4.2, 4.6.2, 4.7.2]. The one of deliver_sm_resp is unused; SMPP v5.0 gives it 64 octets too.
constexpr std::array message_id_fields{text("message_id", 64, invalid_message_id)};

// [4.8.2]
constexpr std::array query_sm_resp_fields{
    text("message_id", 64, invalid_message_id),
    Field{"final_date", FieldKind::time, 16, invalid_command_length},
    octet("message_state"),
    octet("error_code"),
};

// [4.12.1]
constexpr std::array alert_notification_fields{
    ton("source_addr_ton"), npi("source_addr_npi"), text("source_addr", 64, invalid_source_address),
    ton("esme_addr_ton"),   npi("esme_addr_npi"),   text("esme_addr", 64, invalid_destination_address),
};

bool is_string(FieldKind kind) {
    return kind == FieldKind::text || kind == FieldKind::time;
}

}  // namespace

std::span<const Field> mandatory_fields(CommandId command) {
    switch (command) {
        case CommandId::bind_receiver:
        case CommandId::bind_transmitter:
        case CommandId::bind_transceiver:
            return bind_fields;
        case CommandId::bind_receiver_resp:
        case CommandId::bind_transmitter_resp:
        case CommandId::bind_transceiver_resp:
            return bind_resp_fields;
        case CommandId::outbind:
            return outbind_fields;
        case CommandId::submit_sm:
        case CommandId::deliver_sm:
            return short_message_fields;
        case CommandId::data_sm:
            return data_sm_fields;
        case CommandId::submit_sm_resp:
        case CommandId::deliver_sm_resp:
        case CommandId::data_sm_resp:
            return message_id_fields;
        case CommandId::query_sm_resp:
            return query_sm_resp_fields;
        case CommandId::alert_notification:
            return alert_notification_fields;
        default:
            return {};
    }
}

result<BodyWalk, BodyFault> walk_body(std::span<const Field> fields, ByteView body) {
    BodyWalk walk;
    walk.places.reserve(fields.size());
    for (const Field& field : fields) {
        const ByteView rest = body.subspan(walk.end);
        const auto cut_off = [&] { return BodyFault{&field, invalid_command_length, true, walk.end}; };
        std::size_t size = 1;
        if (is_string(field.kind)) {
            const ByteView window = rest.first(std::min(rest.size(), field.most + 1));
            const auto nul = std::ranges::find(window, std::uint8_t{0});
            if (nul == window.end()) {
                return window.size() > field.most ? BodyFault{&field, field.too_long, false, walk.end} : cut_off();
            }
            size = static_cast<std::size_t>(nul - window.begin()) + 1;
        } else if (rest.empty()) {
            return cut_off();
        } else if (field.kind == FieldKind::short_message) {
            const std::size_t length = rest.front();
            if (length > field.most) {
                return BodyFault{&field, field.too_long, false, walk.end};
            }
            // The length is what is wrong here, so this end of the body is not ESME_RINVCMDLEN.
            if (length > rest.size() - 1) {
                return BodyFault{&field, field.too_long, true, walk.end};
            }
            size += length;
        }
        walk.places.push_back({walk.end, walk.end + size});
        walk.end += size;
    }
    return walk;
}

FieldValues read_fields(std::span<const Field> fields, ByteView body, const BodyWalk& walk) {
    FieldValues values(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const FieldPlace place = walk.places[i];
        ByteView bytes = body.subspan(place.begin, place.end - place.begin);
        if (is_string(fields[i].kind)) {
            bytes = bytes.first(bytes.size() - 1);
        } else if (fields[i].kind == FieldKind::short_message) {
            bytes = bytes.subspan(1);
        } else {
            values[i].number = bytes.front();
            continue;
        }
        values[i].text.assign(bytes.begin(), bytes.end());
    }
    return values;
}

void append_field(const Field& field, const FieldValue& value, Bytes& out) {
    if (field.kind == FieldKind::short_message) {
        out.push_back(static_cast<std::uint8_t>(value.text.size()));
    } else if (!is_string(field.kind)) {
        out.push_back(value.number);
        return;
    }
    out.insert(out.end(), value.text.begin(), value.text.end());
    if (is_string(field.kind)) {
        out.push_back(0);
    }
}

}  // namespace hall::codecs
