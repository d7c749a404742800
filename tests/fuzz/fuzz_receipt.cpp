// Delivery receipts. The first octet is esm_class, the second data_coding, the third chooses what data_coding 0
// means and (if odd) message_payload, the fourth says how many octets of TLVs follow; the rest is the text.

#include "codecs/text/message_id.hpp"
#include "codecs/text/receipt.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace hall;
using namespace hall::codecs;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

bool is_printable(char c) {
    return c > 0x20 && c < 0x7F;
}

/// What was read once, written as TLVs, must be read again.
void read_again(const Receipt& receipt) {
    DeliverSm message;
    message.esm_class = receipt.intermediate ? 0x20 : 0x04;
    message.tlvs.add(Tag::receipted_message_id, Bytes(receipt.message_id.begin(), receipt.message_id.end()));
    message.tlvs.add_u8(Tag::message_state, static_cast<std::uint8_t>(receipt.state));
    const auto again = read_receipt(message, DefaultAlphabet::gsm);
    check(again.has_value() && again->message_id == receipt.message_id && again->state == receipt.state);
    check(again->intermediate == receipt.intermediate && again->error.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) return 0;
    const ByteView rest(data + 4, size - 4);
    const ByteView area = rest.first(std::min<std::size_t>(data[3], rest.size()));
    const ByteView text = rest.subspan(area.size());

    DeliverSm message;
    message.esm_class = data[0];
    message.data_coding = data[1];
    if (auto tlvs = decode_tlvs(area)) message.tlvs = std::move(*tlvs);
    if ((data[2] & 1U) != 0) {
        message.tlvs.add(Tag::message_payload, Bytes(text.begin(), text.end()));
    } else {
        message.short_message.assign(text.begin(), text.end());
    }
    const auto link = static_cast<DefaultAlphabet>(data[2] / 2U % 4U);

    const auto receipt = read_receipt(message, link);
    if (!receipt) return 0;
    check(message_type(message) == MessageType::receipt);
    const auto& id = receipt->message_id;
    check(!id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), is_printable));
    check(receipt->state <= ReceiptState::skipped && receipt->error.size() <= 64);
    check(!(receipt->intermediate && is_failure(receipt->state)));
    check(match_message_ids(id, id) == IdMatch::exact);
    read_again(*receipt);
    return 0;
}
