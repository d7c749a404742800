// Receipts read from TLVs and text. Knows what the fields mean, not which message of ours they belong to.

#include "codecs/text/receipt.hpp"

#include "codecs/text/message_content.hpp"
#include "codecs/text/receipt_text.hpp"
#include "codecs/text/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace hall::codecs {
namespace {

constexpr std::size_t longest_id = 64;  // of a message_id, without its NUL [SMPP v3.4, 5.2.23]

// Bits 5-2 of esm_class and two of their values. [SMPP v3.4, 5.2.12]
constexpr std::uint8_t type_bits = 0x3C;
constexpr std::uint8_t type_receipt = 0x04;
constexpr std::uint8_t type_intermediate = 0x20;

bool is_id(std::string_view id) {
    const auto printable = [](char c) { return c > 0x20 && c < 0x7F; };
    return !id.empty() && id.size() <= longest_id && std::all_of(id.begin(), id.end(), printable);
}

/// The id up to its NUL, if it has one, without the blanks that fixed fields are filled up with.
std::string id_of(const Tlv* tlv) {
    if (tlv == nullptr) return {};
    const auto nul = std::find(tlv->value.begin(), tlv->value.end(), 0);
    std::string id(tlv->value.begin(), nul);
    id.erase(id.find_last_not_of(' ') + 1);
    id.erase(0, id.find_first_not_of(' '));
    return is_id(id) ? id : std::string();
}

/// Peers send more than the one octet that is allowed, the state in front or at the end and zeros around it.
std::optional<ReceiptState> state_of(const Tlv* tlv) {
    if (tlv == nullptr || tlv->value.empty()) return std::nullopt;
    std::uint8_t state = 0;
    for (const auto octet : tlv->value) {
        if (octet == 0) continue;
        if (state != 0) return std::nullopt;
        state = octet;
    }
    if (state > static_cast<std::uint8_t>(ReceiptState::skipped)) return std::nullopt;
    return static_cast<ReceiptState>(state);
}

/// Network type and code as words; three ASCII digits, which some SMSCs put there instead, as they are. A code
/// of 0 says nothing. [SMPP v3.4, 5.3.2.31; types from 4 on: SMPP v5.0]
std::string error_of(const Tlv* tlv) {
    constexpr std::array<std::string_view, 8> networks{"ansi-136",    "is-95",   "gsm",  "ansi-136 cause",
                                                       "is-95 cause", "ansi-41", "smpp", "smsc"};
    if (tlv == nullptr || tlv->value.size() != 3) return {};
    const auto& value = tlv->value;
    if (std::all_of(value.begin(), value.end(), [](std::uint8_t c) { return c >= '0' && c <= '9'; }))
        return {value.begin(), value.end()};
    const unsigned code = value[1] * 256U + value[2];
    if (code == 0) return {};
    const bool named = value[0] >= 1 && value[0] <= networks.size();
    const std::string network = named ? std::string(networks.at(value[0] - 1U)) : "network " + std::to_string(value[0]);
    return network + " " + std::to_string(code);
}

/// The octets as ASCII, one character each.
std::string as_ascii(ByteView content) {
    return {content.begin(), content.end()};
}

/// Nearly all texts are ruled out by their first character, in ASCII or UCS-2.
bool may_be_label(ByteView content) {
    if (content.size() < 2) return false;
    const auto first = static_cast<char>(content[0] != 0 ? content[0] : content[1]);
    return std::string_view("iIsSdDeEtT \t\r\n").find(first) != std::string_view::npos;
}

/// What the text says. The announced alphabet goes first, but the labels and the id are ASCII on every SMSC;
/// where the announced one makes something else of them, it was the wrong one.
ReceiptText text_of(const ShortMessage& message, DefaultAlphabet default_alphabet, bool id_is_known) {
    const auto content = take_content(message).content;
    const auto announced = alphabet_of(message.data_coding, default_alphabet);
    const auto makes_sense = [id_is_known](const ReceiptText& text) {
        return is_id(text.id) || (id_is_known && state_of_stat_word(text.stat));
    };
    ReceiptText first;
    if (const auto decoded = decode_text(content, announced)) first = read_receipt_text(*decoded);
    if (makes_sense(first)) return first;
    if (auto ascii = read_receipt_text(as_ascii(content)); makes_sense(ascii)) return ascii;
    if (auto ucs2 = read_receipt_text(encode_utf8(decode_utf16be(content))); makes_sense(ucs2)) return ucs2;
    return first;
}

}  // namespace

MessageType message_type(const ShortMessage& message) {
    const auto type = message.esm_class & type_bits;
    if (type == type_receipt || type == type_intermediate) return MessageType::receipt;
    if (message.tlvs.find(Tag::receipted_message_id) != nullptr && message.tlvs.find(Tag::message_state) != nullptr)
        return MessageType::receipt;
    return type == 0 ? MessageType::text : MessageType::acknowledgement;
}

bool is_plain_receipt(ByteView content) {
    if (!may_be_label(content)) return false;
    if (content[0] != 0) return is_receipt_text(as_ascii(content));
    return is_receipt_text(encode_utf8(decode_utf16be(content)));
}

bool is_plain_receipt(const ShortMessage& message) {
    if (message_type(message) != MessageType::text) return false;
    const bool has_header = (message.esm_class & esm_class_udhi) != 0;
    if (!has_header && !message.short_message.empty() && !may_be_label(message.short_message)) return false;
    const auto content = take_content(message);
    return !content.part && is_plain_receipt(content.content);
}

std::optional<Receipt> read_receipt(const ShortMessage& message, DefaultAlphabet default_alphabet) {
    if (message_type(message) != MessageType::receipt) return std::nullopt;
    return read_known_receipt(message, default_alphabet);
}

std::optional<Receipt> read_known_receipt(const ShortMessage& message, DefaultAlphabet default_alphabet) {
    Receipt receipt;
    receipt.message_id = id_of(message.tlvs.find(Tag::receipted_message_id));
    auto state = state_of(message.tlvs.find(Tag::message_state));
    receipt.error = error_of(message.tlvs.find(Tag::network_error_code));
    receipt.intermediate = (message.esm_class & type_bits) == type_intermediate;

    const auto text = text_of(message, default_alphabet, !receipt.message_id.empty());
    if (receipt.message_id.empty() && is_id(text.id)) receipt.message_id = text.id;
    if (!state) state = state_of_stat_word(text.stat);
    if (receipt.error.empty()) receipt.error = text.err;

    if (receipt.message_id.empty()) return std::nullopt;
    receipt.state = state.value_or(ReceiptState::unknown);
    // Some SMSCs report an attempt that failed with the word of a message that did.
    if (receipt.intermediate && is_failure(receipt.state)) receipt.state = ReceiptState::enroute;
    return receipt;
}

}  // namespace hall::codecs
