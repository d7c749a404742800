#pragma once
// command_status of a response. Any 32-bit value is legal here: vendors use 0x400-0x4FF, SMPP 5.0 adds
// 0x100-0x112, and a value we have no name for must never cost the link. [SMPP v3.4, 5.1.3; v5.0, 4.7.6]

#include <cstdint>
#include <string>

namespace hall::codecs {

enum class CommandStatus : std::uint32_t {
    ok = 0x00000000,
    invalid_message_length = 0x00000001,       // ESME_RINVMSGLEN
    invalid_command_length = 0x00000002,       // ESME_RINVCMDLEN
    invalid_command_id = 0x00000003,           // ESME_RINVCMDID
    invalid_bind_status = 0x00000004,          // ESME_RINVBNDSTS
    already_bound = 0x00000005,                // ESME_RALYBND
    system_error = 0x00000008,                 // ESME_RSYSERR
    invalid_source_address = 0x0000000A,       // ESME_RINVSRCADR
    invalid_destination_address = 0x0000000B,  // ESME_RINVDSTADR
    invalid_message_id = 0x0000000C,           // ESME_RINVMSGID
    bind_failed = 0x0000000D,                  // ESME_RBINDFAIL
    invalid_password = 0x0000000E,             // ESME_RINVPASWD
    invalid_system_id = 0x0000000F,            // ESME_RINVSYSID
    message_queue_full = 0x00000014,           // ESME_RMSGQFUL
    invalid_service_type = 0x00000015,         // ESME_RINVSERTYP
    submit_failed = 0x00000045,                // ESME_RSUBMITFAIL
    invalid_system_type = 0x00000053,          // ESME_RINVSYSTYP
    throttled = 0x00000058,                    // ESME_RTHROTTLED
    invalid_schedule = 0x00000061,             // ESME_RINVSCHED
    invalid_expiry = 0x00000062,               // ESME_RINVEXPIRY
    try_again_later = 0x00000064,              // ESME_RX_T_APPN
    refuse_permanently = 0x00000065,           // ESME_RX_P_APPN
    reject_message = 0x00000066,               // ESME_RX_R_APPN
    invalid_tlv_stream = 0x000000C0,           // ESME_RINVOPTPARSTREAM
    invalid_parameter_length = 0x000000C2,     // ESME_RINVPARLEN
    missing_tlv = 0x000000C3,                  // ESME_RMISSINGOPTPARAM
    unknown_error = 0x000000FF,                // ESME_RUNKNOWNERR
};

/// "ESME_RTHROTTLED (0x58)" for the 3.4 and 5.0 lists, "vendor status 0x410" or "status 0x1234" otherwise.
std::string to_string(CommandStatus status);

}  // namespace hall::codecs
