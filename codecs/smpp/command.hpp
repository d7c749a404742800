#pragma once
// The command_id of every PDU an ESME sends or may receive. [SMPP v3.4, 5.1.2]

#include <cstdint>
#include <string>

namespace hall::codecs {

enum class CommandId : std::uint32_t {
    generic_nack = 0x80000000,
    bind_receiver = 0x00000001,
    bind_receiver_resp = 0x80000001,
    bind_transmitter = 0x00000002,
    bind_transmitter_resp = 0x80000002,
    query_sm = 0x00000003,
    query_sm_resp = 0x80000003,
    submit_sm = 0x00000004,
    submit_sm_resp = 0x80000004,
    deliver_sm = 0x00000005,
    deliver_sm_resp = 0x80000005,
    unbind = 0x00000006,
    unbind_resp = 0x80000006,
    replace_sm = 0x00000007,
    replace_sm_resp = 0x80000007,
    cancel_sm = 0x00000008,
    cancel_sm_resp = 0x80000008,
    bind_transceiver = 0x00000009,
    bind_transceiver_resp = 0x80000009,
    outbind = 0x0000000B,
    enquire_link = 0x00000015,
    enquire_link_resp = 0x80000015,
    submit_multi = 0x00000021,
    submit_multi_resp = 0x80000021,
    alert_notification = 0x00000102,
    data_sm = 0x00000103,
    data_sm_resp = 0x80000103,
};

/// The top bit marks a response (generic_nack counts as one).
constexpr bool is_response(CommandId id) {
    return (static_cast<std::uint32_t>(id) & 0x80000000U) != 0;
}

/// "deliver_sm" and so on; an id outside the list prints as "command 0x000000ff".
std::string to_string(CommandId id);

}  // namespace hall::codecs
