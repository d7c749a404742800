#pragma once
// Delivery receipts in all the forms that SMSCs write them, and when each leaves. [SMPP v3.4, 5.2.12, appendix B;
// what real SMSCs make of it]
// Must not know links or clocks.

#include "codecs/smpp/pdu.hpp"
#include "codecs/time.hpp"
#include "tools/hall_smsc/play/scenario.hpp"

namespace hall::tools {

/// The id of a message as the submit answer gives it and as its receipt names it.
struct MessageIds {
    std::string answer;
    std::string receipt;
};

/// `serial` counts the messages from 1. Ids of one play are never equal, in no variant and neither notation.
MessageIds message_ids(std::uint32_t serial, ReceiptVariant variant);

/// [SMPP v3.4, 5.2.28]
enum class MessageState : std::uint8_t { enroute = 1, delivered = 2, undeliverable = 5 };

/// "ENROUTE", "DELIVRD", "UNDELIV"
std::string_view to_string(MessageState state);

enum class ReceiptLink : std::uint8_t { any, same, other };

/// One of the receipts of a message.
struct PlannedReceipt {
    MessageState state = MessageState::delivered;
    bool intermediate = false;
    ReceiptLink link = ReceiptLink::any;
    bool before_answer = false;  // leaves before the submit answer does
    Millis delay{0};             // otherwise: after the answer was to leave
};

/// In the order in which they leave.
std::vector<PlannedReceipt> plan_receipts(ReceiptVariant variant, MessageState final_state, Millis delay);

struct ReceiptFacts {
    std::string id;  // as the receipt names it
    codecs::Address hall;
    codecs::Address subscriber;
    UtcTime submitted;
    UtcTime done;
    std::string text;         // of the message; its first 20 characters are shown where they are ASCII
    std::size_t shuffle = 0;  // which order of fields, for text_shuffled
};

codecs::DeliverSm write_receipt(const ReceiptFacts& facts, ReceiptVariant variant, const PlannedReceipt& planned);

/// Whether a submit with this registered_delivery wants a receipt for this final state. [SMPP v3.4, 5.2.17]
bool receipt_wanted(std::uint8_t registered_delivery, MessageState final_state);

}  // namespace hall::tools
