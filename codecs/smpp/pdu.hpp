#pragma once
// PDUs as plain values: what was said, without how it was coded. Strings are the raw octets of the field
// without the closing NUL. Field sizes are the ones of SMPP v3.4 section 4; encode_pdu() checks them.

#include "codecs/smpp/command.hpp"
#include "codecs/smpp/status.hpp"
#include "codecs/smpp/tlv.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace hall::codecs {

/// An SME address with its type of number and numbering plan. Unknown TON/NPI values are kept as they
/// came: mobile-originated traffic carries some. [SMPP v3.4, 5.2.5, 5.2.6]
struct Address {
    std::uint8_t ton = 0;
    std::uint8_t npi = 0;
    std::string digits;
    bool operator==(const Address&) const = default;
};

enum class BindRole : std::uint8_t { transmitter, receiver, transceiver };

/// bind_transmitter, bind_receiver, bind_transceiver. [4.1]
struct Bind {
    BindRole role = BindRole::transceiver;
    std::string system_id;    // at most 15 octets
    std::string password;     // at most 8
    std::string system_type;  // at most 12
    std::uint8_t interface_version = 0x34;
    Address address_range;  // digits: at most 40
    bool operator==(const Bind&) const = default;
};

/// Any of the three bind responses. On an error status the body may be missing altogether.
struct BindResp {
    BindRole role = BindRole::transceiver;
    std::string system_id;
    TlvList tlvs;  // sc_interface_version
    bool operator==(const BindResp&) const = default;
};

/// The body that submit_sm and deliver_sm share. [4.4.1, 4.6.1]
struct ShortMessage {
    std::string service_type;  // at most 5 octets
    Address source;            // digits: at most 20
    Address destination;
    std::uint8_t esm_class = 0;
    std::uint8_t protocol_id = 0;
    std::uint8_t priority_flag = 0;
    std::string schedule_delivery_time;  // empty or 16 octets
    std::string validity_period;         // empty or 16 octets
    std::uint8_t registered_delivery = 0;
    std::uint8_t replace_if_present_flag = 0;
    std::uint8_t data_coding = 0;
    std::uint8_t sm_default_msg_id = 0;
    Bytes short_message;  // 0 to 254 octets; empty when the text is in message_payload
    TlvList tlvs;
    bool operator==(const ShortMessage&) const = default;
};

struct SubmitSm : ShortMessage {
    bool operator==(const SubmitSm&) const = default;
};
struct DeliverSm : ShortMessage {
    bool operator==(const DeliverSm&) const = default;
};

/// data_sm: the content travels in message_payload alone, addresses may have 64 octets. [4.7.1]
struct DataSm {
    std::string service_type;
    Address source;
    Address destination;
    std::uint8_t esm_class = 0;
    std::uint8_t registered_delivery = 0;
    std::uint8_t data_coding = 0;
    TlvList tlvs;
    bool operator==(const DataSm&) const = default;
};

struct SubmitSmResp {
    std::string message_id;  // at most 64 octets; empty on an error status
    TlvList tlvs;
    bool operator==(const SubmitSmResp&) const = default;
};
struct DeliverSmResp {
    std::string message_id;  // unused by the specification, normally empty
    TlvList tlvs;
    bool operator==(const DeliverSmResp&) const = default;
};
struct DataSmResp {
    std::string message_id;
    TlvList tlvs;
    bool operator==(const DataSmResp&) const = default;
};

/// [4.8.2]
struct QuerySmResp {
    std::string message_id;
    std::string final_date;  // empty or 16 octets
    std::uint8_t message_state = 0;
    std::uint8_t error_code = 0;
    bool operator==(const QuerySmResp&) const = default;
};

struct Outbind {
    std::string system_id;
    std::string password;
    bool operator==(const Outbind&) const = default;
};

/// The SMSC says that a subscriber is reachable again; it expects no answer. [4.12.1]
struct AlertNotification {
    Address source;  // digits: at most 64 octets
    Address esme;
    TlvList tlvs;
    bool operator==(const AlertNotification&) const = default;
};

struct CancelSmResp {
    bool operator==(const CancelSmResp&) const = default;
};
struct ReplaceSmResp {
    bool operator==(const ReplaceSmResp&) const = default;
};
struct Unbind {
    bool operator==(const Unbind&) const = default;
};
struct UnbindResp {
    bool operator==(const UnbindResp&) const = default;
};
struct EnquireLink {
    bool operator==(const EnquireLink&) const = default;
};
struct EnquireLinkResp {
    bool operator==(const EnquireLinkResp&) const = default;
};
struct GenericNack {
    bool operator==(const GenericNack&) const = default;
};

using PduBody = std::variant<Bind, BindResp, SubmitSm, SubmitSmResp, DeliverSm, DeliverSmResp, DataSm, DataSmResp,
                             QuerySmResp, CancelSmResp, ReplaceSmResp, Outbind, AlertNotification, Unbind, UnbindResp,
                             EnquireLink, EnquireLinkResp, GenericNack>;

struct Pdu {
    CommandStatus status = CommandStatus::ok;
    std::uint32_t sequence_number = 0;
    PduBody body;
    /// Of a text that was read: what was wrong beside it, for the log. Holds nothing of the text.
    std::string remark = {};
    bool operator==(const Pdu&) const = default;
};

/// The command_id that this body travels under.
CommandId command_id_of(const PduBody& body);

}  // namespace hall::codecs
