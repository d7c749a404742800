#pragma once
// How far a message got by what the SMSC says of it, and what one more receipt changes about that. Must not
// know where the words came from (receipt) nor whose message it is.

#include <cstdint>
#include <optional>
#include <string_view>

namespace hall::codecs {

/// The values are those of the message_state TLV. [SMPP v3.4, 5.2.28; scheduled and skipped: SMPP v5.0]
enum class ReceiptState : std::uint8_t {
    scheduled = 0,
    enroute = 1,
    delivered = 2,
    expired = 3,
    deleted = 4,
    undeliverable = 5,
    accepted = 6,
    unknown = 7,
    rejected = 8,
    skipped = 9,
};

/// "delivered", "undeliverable" ...; parse_receipt_state is its inverse (nothing for other words).
std::string_view to_string(ReceiptState state);
std::optional<ReceiptState> parse_receipt_state(std::string_view word);

/// The state behind the word a receipt's text has for it ("DELIVRD", "buffred"), in any case; nothing for a
/// word that nobody is known to use. [SMPP v3.4, appendix B]
std::optional<ReceiptState> state_of_stat_word(std::string_view word);

/// True when the SMSC has nothing more to say of the message: delivered, or failed in one of five ways. An
/// unknown state is not: a real end may still come.
bool is_final(ReceiptState state);

/// True for the five final states that are no delivery.
bool is_failure(ReceiptState state);

/// What a receipt does to a message: it brings news, says the same again, or comes too late.
enum class ReceiptStep { apply, repeated, stale };

/// `current`: nothing while no receipt has come. A final state never changes any more; unknown gives way to a
/// final state alone; before that only scheduled is earlier than the others.
ReceiptStep merge(std::optional<ReceiptState> current, ReceiptState incoming);

}  // namespace hall::codecs
