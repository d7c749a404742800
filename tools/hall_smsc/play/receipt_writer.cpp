#include "tools/hall_smsc/play/receipt_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace hall::tools {

namespace {

constexpr std::uint8_t esm_class_receipt = 0x04;
constexpr std::uint8_t esm_class_intermediate = 0x20;
// Far enough from 0 that ids have the ten digits of appendix B, and hexadecimal ones a letter in them.
constexpr std::uint64_t first_id = 1'000'000'000;

/// YYMMDDhhmm, UTC.
std::string date_of(UtcTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return fmt::format("{:02}{:02}{:02}{:02}{:02}", static_cast<int>(date.year()) % 100,
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count());
}

/// The beginning of the message as far as it is printable ASCII; other text would need another data_coding.
std::string excerpt_of(std::string_view text) {
    const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
    const std::string_view begin = text.substr(0, 20);
    return {begin.begin(), std::find_if_not(begin.begin(), begin.end(), printable)};
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

std::string text_of(const ReceiptFacts& facts, ReceiptVariant variant, MessageState state) {
    const bool delivered = state == MessageState::delivered;
    std::vector<std::string> fields{
        "id:" + facts.id,
        "sub:001",
        delivered ? "dlvrd:001" : "dlvrd:000",
        "submit date:" + date_of(facts.submitted),
        "done date:" + date_of(facts.done),
        fmt::format("stat:{}", to_string(state)),
        state == MessageState::undeliverable ? "err:011" : "err:000",
    };
    const std::string excerpt = excerpt_of(facts.text);
    if (variant == ReceiptVariant::text_shuffled) {
        // A permutation named by a number; the free text stays last, because nothing says where it ends.
        std::size_t order = facts.shuffle;
        for (std::size_t i = fields.size(); i > 1; order /= i, --i) std::swap(fields[i - 1], fields[order % i]);
    }
    fields.push_back("Text:" + excerpt);
    std::string text = fmt::format("{}", fmt::join(fields, " "));
    return variant == ReceiptVariant::lower_case ? lower(std::move(text)) : text;
}

void add_tlvs(codecs::DeliverSm& receipt, const ReceiptFacts& facts, MessageState state) {
    codecs::TlvList& tlvs = receipt.tlvs;
    Bytes id(facts.id.begin(), facts.id.end());
    id.push_back(0);
    tlvs.add(codecs::Tag::receipted_message_id, std::move(id));
    tlvs.add_u8(codecs::Tag::message_state, static_cast<std::uint8_t>(state));
    if (state == MessageState::undeliverable) {
        tlvs.add(codecs::Tag::network_error_code, Bytes{3, 0, 11});  // GSM, error 11
    }
}

}  // namespace

MessageIds message_ids(std::uint32_t serial, ReceiptVariant variant) {
    const std::uint64_t id = first_id + serial;
    const std::string decimal = fmt::format("{}", id);
    const std::string hex = fmt::format("{:x}", id);
    switch (variant) {
        case ReceiptVariant::hex_id:
            return {decimal, hex};
        case ReceiptVariant::decimal_id:
            return {hex, decimal};
        case ReceiptVariant::zero_padded:
            return {decimal, fmt::format("{:016}", id)};
        default:
            return {decimal, decimal};
    }
}

std::string_view to_string(MessageState state) {
    switch (state) {
        case MessageState::enroute:
            return "ENROUTE";
        case MessageState::delivered:
            return "DELIVRD";
        case MessageState::undeliverable:
            break;
    }
    return "UNDELIV";
}

std::vector<PlannedReceipt> plan_receipts(ReceiptVariant variant, MessageState final_state, Millis delay) {
    const PlannedReceipt usual{final_state, false, ReceiptLink::any, false, delay};
    PlannedReceipt on_its_way = usual;
    on_its_way.state = MessageState::enroute;
    PlannedReceipt changed = usual;
    switch (variant) {
        case ReceiptVariant::early:
            changed.before_answer = true;
            changed.link = ReceiptLink::same;  // another link would be no race that one can rely on
            changed.delay = Millis{0};
            return {changed};
        case ReceiptVariant::other_link:
            changed.link = ReceiptLink::other;
            return {changed};
        case ReceiptVariant::twice:
            changed.delay *= 2;
            return {usual, changed};
        case ReceiptVariant::backwards:
            on_its_way.delay *= 2;
            return {usual, on_its_way};
        case ReceiptVariant::intermediate:
            on_its_way.intermediate = true;
            changed.delay *= 2;
            return {on_its_way, changed};
        default:
            return {usual};
    }
}

codecs::DeliverSm write_receipt(const ReceiptFacts& facts, ReceiptVariant variant, const PlannedReceipt& planned) {
    codecs::DeliverSm receipt;
    receipt.source = facts.subscriber;
    receipt.destination = facts.hall;
    receipt.esm_class = planned.intermediate ? esm_class_intermediate : esm_class_receipt;
    if (variant == ReceiptVariant::plain) receipt.esm_class = 0;
    const bool text_alone = variant == ReceiptVariant::no_tlv || variant == ReceiptVariant::plain || variant == ReceiptVariant::text_shuffled ||
                            variant == ReceiptVariant::lower_case;
    if (variant != ReceiptVariant::tlv) {
        const std::string text = text_of(facts, variant, planned.state);
        receipt.short_message.assign(text.begin(), text.end());
    }
    if (!text_alone) add_tlvs(receipt, facts, planned.state);
    return receipt;
}

bool receipt_wanted(std::uint8_t registered_delivery, MessageState final_state) {
    switch (registered_delivery & 0x03) {
        case 1:
            return true;
        case 2:
            return final_state == MessageState::undeliverable;
        default:
            return false;
    }
}

}  // namespace hall::tools
