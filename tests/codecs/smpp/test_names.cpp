// Commands and statuses by name, as logs and reports show them.

#include "codecs/smpp/command.hpp"
#include "codecs/smpp/status.hpp"

#include <catch2/catch.hpp>

using namespace hall::codecs;

TEST_CASE("commands print as the specification spells them", "[smpp]") {
    CHECK(to_string(CommandId::deliver_sm) == "deliver_sm");
    CHECK(to_string(CommandId::generic_nack) == "generic_nack");
    CHECK(to_string(CommandId::data_sm_resp) == "data_sm_resp");
    CHECK(to_string(static_cast<CommandId>(0xFF)) == "command 0x000000ff");
    CHECK(to_string(static_cast<CommandId>(0x80000999)) == "command 0x80000999");
}

TEST_CASE("the top bit makes a response", "[smpp]") {
    CHECK(is_response(CommandId::submit_sm_resp));
    CHECK(is_response(CommandId::generic_nack));
    CHECK(is_response(static_cast<CommandId>(0xFFFFFFFF)));
    CHECK_FALSE(is_response(CommandId::submit_sm));
    CHECK_FALSE(is_response(static_cast<CommandId>(0x7FFFFFFF)));
}

TEST_CASE("statuses of 3.4 and 5.0 have names, all others a number", "[smpp]") {
    CHECK(to_string(CommandStatus::ok) == "ESME_ROK (0x0)");
    CHECK(to_string(CommandStatus::throttled) == "ESME_RTHROTTLED (0x58)");
    CHECK(to_string(CommandStatus::invalid_tlv_stream) == "ESME_RINVOPTPARSTREAM (0xc0)");
    CHECK(to_string(CommandStatus::unknown_error) == "ESME_RUNKNOWNERR (0xff)");
    CHECK(to_string(static_cast<CommandStatus>(0x100)) == "ESME_RSERTYPUNAUTH (0x100)");
    CHECK(to_string(static_cast<CommandStatus>(0x112)) == "ESME_RINVBCASTCHANIND (0x112)");
    CHECK(to_string(static_cast<CommandStatus>(0x113)) == "status 0x113");
    CHECK(to_string(static_cast<CommandStatus>(0x400)) == "vendor status 0x400");
    CHECK(to_string(static_cast<CommandStatus>(0x4FF)) == "vendor status 0x4ff");
    CHECK(to_string(static_cast<CommandStatus>(0x500)) == "status 0x500");
    CHECK(to_string(static_cast<CommandStatus>(0x09)) == "status 0x9");
}

TEST_CASE("each enumerator of CommandStatus has the value that its name has in the specification", "[smpp]") {
    const auto name = [](CommandStatus status) { return to_string(status); };
    CHECK(name(CommandStatus::invalid_message_length) == "ESME_RINVMSGLEN (0x1)");
    CHECK(name(CommandStatus::invalid_command_length) == "ESME_RINVCMDLEN (0x2)");
    CHECK(name(CommandStatus::invalid_command_id) == "ESME_RINVCMDID (0x3)");
    CHECK(name(CommandStatus::invalid_bind_status) == "ESME_RINVBNDSTS (0x4)");
    CHECK(name(CommandStatus::already_bound) == "ESME_RALYBND (0x5)");
    CHECK(name(CommandStatus::system_error) == "ESME_RSYSERR (0x8)");
    CHECK(name(CommandStatus::invalid_source_address) == "ESME_RINVSRCADR (0xa)");
    CHECK(name(CommandStatus::invalid_destination_address) == "ESME_RINVDSTADR (0xb)");
    CHECK(name(CommandStatus::invalid_message_id) == "ESME_RINVMSGID (0xc)");
    CHECK(name(CommandStatus::bind_failed) == "ESME_RBINDFAIL (0xd)");
    CHECK(name(CommandStatus::invalid_password) == "ESME_RINVPASWD (0xe)");
    CHECK(name(CommandStatus::invalid_system_id) == "ESME_RINVSYSID (0xf)");
    CHECK(name(CommandStatus::message_queue_full) == "ESME_RMSGQFUL (0x14)");
    CHECK(name(CommandStatus::invalid_service_type) == "ESME_RINVSERTYP (0x15)");
    CHECK(name(CommandStatus::submit_failed) == "ESME_RSUBMITFAIL (0x45)");
    CHECK(name(CommandStatus::invalid_system_type) == "ESME_RINVSYSTYP (0x53)");
    CHECK(name(CommandStatus::invalid_schedule) == "ESME_RINVSCHED (0x61)");
    CHECK(name(CommandStatus::invalid_expiry) == "ESME_RINVEXPIRY (0x62)");
    CHECK(name(CommandStatus::try_again_later) == "ESME_RX_T_APPN (0x64)");
    CHECK(name(CommandStatus::refuse_permanently) == "ESME_RX_P_APPN (0x65)");
    CHECK(name(CommandStatus::reject_message) == "ESME_RX_R_APPN (0x66)");
    CHECK(name(CommandStatus::invalid_parameter_length) == "ESME_RINVPARLEN (0xc2)");
    CHECK(name(CommandStatus::missing_tlv) == "ESME_RMISSINGOPTPARAM (0xc3)");
}
