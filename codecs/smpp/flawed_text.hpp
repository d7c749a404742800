#pragma once
// A deliver_sm or data_sm that is not as it should be, read as it was meant where that is sure: what a peer gets wrong behind
// or beside a readable text must not cost the text. What is not sure stays refused, since a text may order something.
// Part of pdu_decode; must not know libsmpp34, nor what a text says.

#include "codecs/smpp/body_walk.hpp"
#include "codecs/smpp/pdu_codec.hpp"

namespace hall::codecs {

/// The same PDU as its sender should have written it.
struct MendedText {
    Bytes fields;        // the mandatory part, which walk_body() takes
    TlvList tlvs;
    std::string remark;  // what was mended, for the log; holds nothing of the text
};

/// `body` is one that walk_body() or walk_tlvs() found fault with. DecodeError when it loses sense: the header of
/// decode_pdu() says when.
result<MendedText, DecodeError> mend_text(CommandId command, ByteView body);

/// Whether short_message and message_payload, both filled, say the same: octet for octet but for zeros at the end.
bool say_the_same(ByteView short_message, ByteView payload);

/// What is said of a fault in the mandatory part.
std::string describe(CommandId command, const BodyFault& fault);

}  // namespace hall::codecs
