#pragma once
// A delivery receipt out of a deliver_sm or data_sm: which message it speaks of, and how that one got on. The
// text form is the SMSC's own affair by the specification, so it is read with every tolerance that is known to
// be needed, and what cannot be read never spoils the PDU. [SMPP v3.4, 5.2.12, appendix B]

#include "codecs/smpp/pdu.hpp"
#include "codecs/text/alphabet.hpp"
#include "codecs/text/receipt_state.hpp"

#include <optional>
#include <string>

namespace hall::codecs {

/// What a deliver_sm or data_sm is.
enum class MessageType {
    text,             // a subscriber's, or a part of one
    receipt,          // the SMSC's, final or intermediate, of a message of ours
    acknowledgement,  // of another SME or its user, or of a kind nobody has defined: neither
};

/// Whether a PDU that message_type() calls a text is wholly in the text form of a receipt (is_receipt_text), in ASCII or UCS-2
/// whatever is announced: some SMSCs send receipts so, with esm_class 0, 2 or 3 and no TLVs. A part of a longer text is none.
/// Whoever can send a text can write one, so that it proves nothing of what was sent to others.
bool is_plain_receipt(const ShortMessage& message);
/// The same of what parts came to.
bool is_plain_receipt(ByteView content);

/// By bits 5-2 of esm_class: 0x04 and 0x20 are receipts, whatever stands beside them. A PDU with both
/// receipted_message_id and message_state is one too, whatever esm_class says. [SMPP v3.4, 5.2.12, 5.3.2.12]
MessageType message_type(const ShortMessage& message);

struct Receipt {
    std::string message_id;  // as the SMSC wrote it
    ReceiptState state = ReceiptState::unknown;
    std::string error;          // "027" as the text has it, or "gsm 27" of network_error_code; empty: none given
    bool intermediate = false;  // an attempt was made, others follow
    bool operator==(const Receipt&) const = default;
};

/// Reads a receipt. Each field is taken from its TLV if that is there and can be read, otherwise from the text
/// (short_message or message_payload, in the announced alphabet or whatever else makes sense of it). A state
/// that cannot be read is ReceiptState::unknown; a failure in an intermediate notification is a failed attempt
/// and read as enroute. Nothing when the PDU is no receipt, or names no message id of 1 to 64 printable
/// characters.
std::optional<Receipt> read_receipt(const ShortMessage& message, DefaultAlphabet default_alphabet);

/// The same of a PDU of which it is known that it is one: by message_type() or by is_plain_receipt().
std::optional<Receipt> read_known_receipt(const ShortMessage& message, DefaultAlphabet default_alphabet);

}  // namespace hall::codecs
