// See the header. What the library cannot take, with the version that was measured (1.14.1-3+deb12u1):
// statuses outside its list, sequence 0, interface_version other than 0x34, unknown TON and NPI, filled
// times or a message_id in deliver_sm and its response, data_sm sources over 20 octets, and, when it packs, a
// short_message of 254. It logs without a bound into a global, so TLVs and submit_multi never reach it.

#include "codecs/smpp/library_fence.hpp"

#include "codecs/smpp/big_endian.hpp"
#include "codecs/smpp/frame.hpp"
#include "codecs/smpp/library_members.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <utility>

// The headers lack both extern "C" and <stdint.h>, and their order matters.
extern "C" {
#include <smpp34.h>

#include <smpp34_structs.h>

#include <smpp34_params.h>
}
#undef Reserved
#undef UUU
#undef UU2
#undef PUTLOG
#undef SMALL_BUFF
#undef SMPP_VERSION

namespace hall::codecs {
namespace {

// The library's own sizes where they are below those of the specification.
constexpr std::size_t most_data_sm_source = ADDRESS_LENGTH - 1;
constexpr std::size_t most_packed_message = 253;

// Every call of the library writes its globals. The hall calls it from one thread; a program with several (the
// tests' SMSC beside a hall) must not pay for that with a PDU.
std::mutex& library_lock() {
    static std::mutex lock;
    return lock;
}

/// A field that was made harmless, and what it really held.
struct Kept {
    std::size_t index;
    FieldValue value;
};

bool knows_npi(std::uint8_t npi) {
    constexpr std::array<std::uint8_t, 10> known{NPI_Unknown,          NPI_ISDN_E163_E164, NPI_Data_X121, NPI_Telex_F69,
                                                 NPI_Land_Mobile_E212, NPI_National,       NPI_Private,   NPI_ERMES,
                                                 NPI_Internet_IP,      NPI_WAP_Client_Id};
    return std::ranges::find(known, npi) != known.end();
}

/// True if the library takes this value in this field as it is.
bool takes(CommandId command, const Field& field, const FieldValue& value) {
    switch (field.kind) {
        case FieldKind::ton:
            return value.number <= TON_Abbreviated;
        case FieldKind::npi:
            return knows_npi(value.number);
        case FieldKind::interface_version:
            return value.number == 0x34;
        case FieldKind::time:
            return command != CommandId::deliver_sm || value.text.empty();
        case FieldKind::short_message:
            return value.text.size() <= most_packed_message;
        case FieldKind::text:
            return (command != CommandId::deliver_sm_resp || value.text.empty()) &&
                   (command != CommandId::data_sm || std::strcmp(field.name, "source_addr") != 0 ||
                    value.text.size() <= most_data_sm_source);
        case FieldKind::octet:
            return true;
    }
    return true;
}

/// Replaces what the library would refuse by zero, an empty string or version 3.4.
std::vector<Kept> make_harmless(CommandId command, std::span<const Field> fields, FieldValues& values) {
    std::vector<Kept> kept;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!takes(command, fields[i], values[i])) {
            const bool is_version = fields[i].kind == FieldKind::interface_version;
            kept.push_back(
                {i, std::exchange(values[i], FieldValue{.number = is_version ? std::uint8_t{0x34} : std::uint8_t{0},
                                                        .text = {}})});
        }
    }
    return kept;
}

/// Calls `use` with a zeroed struct of the command; false if the library is not to be asked about it.
template <class Use>
bool with_struct(CommandId command, Use&& use) {
    const auto zeroed = [&](auto pdu) { return use(pdu); };
    switch (command) {
        case CommandId::bind_receiver:
            return zeroed(bind_receiver_t{});
        case CommandId::bind_receiver_resp:
            return zeroed(bind_receiver_resp_t{});
        case CommandId::bind_transmitter:
            return zeroed(bind_transmitter_t{});
        case CommandId::bind_transmitter_resp:
            return zeroed(bind_transmitter_resp_t{});
        case CommandId::bind_transceiver:
            return zeroed(bind_transceiver_t{});
        case CommandId::bind_transceiver_resp:
            return zeroed(bind_transceiver_resp_t{});
        case CommandId::outbind:
            return zeroed(outbind_t{});
        case CommandId::submit_sm:
            return zeroed(submit_sm_t{});
        case CommandId::submit_sm_resp:
            return zeroed(submit_sm_resp_t{});
        case CommandId::deliver_sm:
            return zeroed(deliver_sm_t{});
        case CommandId::deliver_sm_resp:
            return zeroed(deliver_sm_resp_t{});
        case CommandId::data_sm:
            return zeroed(data_sm_t{});
        case CommandId::data_sm_resp:
            return zeroed(data_sm_resp_t{});
        case CommandId::query_sm_resp:
            return zeroed(query_sm_resp_t{});
        case CommandId::alert_notification:
            return zeroed(alert_notification_t{});
        default:
            return false;
    }
}

/// A header that the library likes: the right length and command, status 0, sequence 1.
Bytes plain_header(CommandId command) {
    Bytes bytes(header_size);
    write_u32(bytes, 4, static_cast<std::uint32_t>(command));
    write_u32(bytes, 12, 1);
    return bytes;
}

LibraryRefusal refusal(CommandId command, const char* doing) {
    return {"libsmpp34 refused to " + std::string(doing) + " " + to_string(command)};
}

}  // namespace

result<FieldValues, LibraryRefusal> library_unpack(CommandId command, ByteView body, const BodyWalk& walk) {
    const std::span<const Field> fields = mandatory_fields(command);
    FieldValues values = read_fields(fields, body, walk);
    std::vector<Kept> kept = make_harmless(command, fields, values);

    Bytes copy = plain_header(command);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        append_field(fields[i], values[i], copy);
    }
    const std::size_t length = copy.size();
    write_u32(copy, 0, static_cast<std::uint32_t>(length));
    // The library looks for the end of a string before it looks for the end of the buffer.
    copy.push_back(0);

    const std::lock_guard lock(library_lock());
    const bool unpacked = with_struct(command, [&](auto& pdu) {
        if (smpp34_unpack(static_cast<std::uint32_t>(command), &pdu, copy.data(), static_cast<int>(length)) != 0) {
            return false;
        }
        each_member(pdu, MemberReader(values));
        return true;
    });
    if (!unpacked || library_log_length() > library_log_limit) {
        return refusal(command, "unpack");
    }
    for (Kept& original : kept) {
        values[original.index] = std::move(original.value);
    }
    return values;
}

result<Bytes, LibraryRefusal> library_pack(CommandId command, FieldValues values) {
    const std::span<const Field> fields = mandatory_fields(command);
    const std::vector<Kept> kept = make_harmless(command, fields, values);

    std::array<std::uint8_t, 1024> packed{};  // the largest mandatory part is below 450 octets
    std::size_t length = 0;
    const std::lock_guard lock(library_lock());
    const bool done = with_struct(command, [&](auto& pdu) {
        pdu.command_id = static_cast<std::uint32_t>(command);
        pdu.sequence_number = 1;
        MemberWriter writer(values);
        each_member(pdu, writer);
        int packed_length = 0;
        // Not the whole array: it wants at least one octet more than it writes, and room costs nothing.
        if (!writer.ok() || smpp34_pack(pdu.command_id, packed.data(), static_cast<int>(packed.size() - 1),
                                        &packed_length, &pdu) != 0) {
            return false;
        }
        length = static_cast<std::size_t>(packed_length);
        return true;
    });
    if (!done || library_log_length() > library_log_limit) {
        return refusal(command, "pack");
    }
    const ByteView frame = ByteView(packed).first(length);
    Bytes out(frame.begin(), frame.end());
    if (kept.empty()) {
        return out;
    }
    // Put back what was replaced, and leave every other field as the library wrote it.
    const ByteView body = frame.subspan(header_size);
    const auto walk = walk_body(fields, body);
    if (!walk) {
        return refusal(command, "pack correctly");
    }
    out.resize(header_size);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto original = std::ranges::find(kept, i, &Kept::index);
        if (original != kept.end()) {
            append_field(fields[i], original->value, out);
        } else {
            const ByteView written = body.subspan(walk->places[i].begin, walk->places[i].end - walk->places[i].begin);
            out.insert(out.end(), written.begin(), written.end());
        }
    }
    write_u32(out, 0, static_cast<std::uint32_t>(out.size()));
    return out;
}

std::size_t library_log_length() {
    return strnlen(smpp34_strerror, sizeof(smpp34_strerror));
}

}  // namespace hall::codecs
