#pragma once
// Frames <-> PDU values. Tolerant in what it reads (domain facts: SMSCs send error responses without a
// body, spare bytes, unknown TON, vendor statuses), exact in what it writes.
// Any thread: libsmpp34 behind it keeps globals, which the fence guards with a lock.

#include "codecs/result.hpp"
#include "codecs/smpp/frame.hpp"
#include "codecs/smpp/pdu.hpp"

namespace hall::codecs {

/// Why a frame is no PDU that we take, and what to answer.
struct DecodeError {
    /// For encode_refusal(), which knows what form the answer takes: the matching response when the command
    /// is known and is a request, generic_nack when it is unknown. A bad *response* gets no answer at all.
    CommandStatus answer = CommandStatus::system_error;
    std::string what;  // for the log; holds no text of a subscriber
};

/// Decodes one frame.
///
/// A response is never refused. Its status and sequence number always count; its body is read as far as it
/// makes sense: missing, cut off or overlong fields are empty, spare octets that are no TLVs are ignored.
/// Any bind response is a BindResp, because peers answer bind_receiver with bind_transmitter_resp. The one
/// exception is a response whose command is unknown or answers nothing that the hall sends: DecodeError.
///
/// A request is held to its mandatory fields. What is refused, and with which status [SMPP v3.4, 5.1.3]:
///
///   command_id unknown [3.3], or only for an SMSC (query_sm,     ESME_RINVCMDID
///     cancel_sm, replace_sm, submit_multi)
///   the body ends before its mandatory fields do                 ESME_RINVCMDLEN
///   sm_length past the end of the PDU [5.2.21]                   ESME_RINVMSGLEN
///   no NUL within the size of source_addr, destination_addr      ESME_RINVSRCADR, ESME_RINVDSTADR
///     system_id, password, system_type                           ESME_RINVSYSID, _RINVPASWD, _RINVSYSTYP
///     service_type, schedule_delivery_time, validity_period      ESME_RINVSERTYP, _RINVSCHED, _RINVEXPIRY
///     address_range, which has no status of its own              ESME_RINVCMDLEN
///   a TLV runs past the end, or 1 to 3 octets are left over      ESME_RINVOPTPARSTREAM
///   short_message and message_payload both hold octets [3.2.3]   ESME_RINVMSGLEN
///
/// The last one costs a text, on purpose: nothing says which of the two the subscriber wrote, the text may
/// order something that is charged, and a peer that hears a status can be repaired.
///
/// A deliver_sm or data_sm is what a subscriber wrote, and a flaw behind or beside his text does not lose it: it is read as
/// it was meant where that is sure, and Pdu::remark says what was wrong. Of the list above it may have, one at a time:
///
///   zero octets behind short_message, also in front of good TLVs
///   a broken last TLV, or octets left over: those before it count. Not so when it was the text (a message_payload), when it
///     says which part of a long text this is (sar_*), or when the octets right behind a short_message may be more of
///     it (an sm_length that is too small)
///   an sm_length that counts the characters of a UCS-2 text, whose octets are all there
///   short_message and message_payload that hold the same; in a receipt, which other fields tell of, short_message counts
///   a printable service_type, schedule_delivery_time or validity_period of up to 64 octets, which is cut to its size
///   a short_message of 255 octets, which becomes a message_payload
///
/// What is taken although it is odd: any status, sequence number (0 too), interface_version, TON, NPI,
/// esm_class and data_coding; times of any length up to 16 octets, filled in deliver_sm too; unknown and
/// repeated TLVs of any length, a data_sm without message_payload; spare octets after a body that has no
/// TLVs (bind, outbind, unbind, enquire_link).
result<Pdu, DecodeError> decode_pdu(const Header& header, ByteView body);

/// A value that cannot go on the wire, and which field is to blame.
struct EncodeError {
    std::string what;
};

/// The whole frame, header included. Fails when a field is longer than SMPP v3.4 allows; never truncates.
result<Bytes, EncodeError> encode_pdu(const Pdu& pdu);

/// The response that refuses a request which could not be decoded: the request's own response command with
/// `answer`, or generic_nack if the command has none. Empty when `request` is itself a response, or is a
/// command that is never answered (outbind, alert_notification).
Bytes encode_refusal(const Header& request, CommandStatus answer);

}  // namespace hall::codecs
