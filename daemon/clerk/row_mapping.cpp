#include "daemon/clerk/row_mapping.hpp"

#include "codecs/text/message_content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace hall::daemon {

store::AddressRow to_row(const codecs::Address& address) { return {address.digits, address.ton, address.npi}; }

codecs::Address from_row(const store::AddressRow& row) {
    return {static_cast<std::uint8_t>(row.ton), static_cast<std::uint8_t>(row.npi), row.digits};
}

codecs::Address sender_address(codecs::Address source, const codecs::NumberPlan& plan) {
    constexpr std::uint8_t alphanumeric = 5;
    if (source.ton != alphanumeric) return source;
    const auto mobile = codecs::parse_msisdn(source.digits, plan);
    if (!mobile || !mobile->home) return source;
    // With its country code it is an international number, which a plus or two zeros in front may have marked.
    const bool has_code = source.digits.find(plan.country_code) <= 2 && source.digits.size() >= mobile->digits.size();
    source.ton = has_code ? 1 : 0;
    source.npi = 1;
    if (has_code) source.digits = mobile->digits;
    return source;
}

store::PartRow to_row(const codecs::PartInfo& part) {
    std::string scheme = "udh8";
    if (part.scheme == codecs::PartScheme::udh16) scheme = "udh16";
    if (part.scheme == codecs::PartScheme::sar) scheme = "sar";
    return {scheme, part.reference, part.total, part.sequence};
}

codecs::PartInfo from_row(const store::PartRow& row) {
    codecs::PartInfo part;  // udh8
    if (row.scheme == "udh16") {
        part.scheme = codecs::PartScheme::udh16;
    } else if (row.scheme == "sar") {
        part.scheme = codecs::PartScheme::sar;
    } else if (row.scheme != "udh8") {
        throw std::runtime_error("its scheme is '" + row.scheme + "'");
    }
    part.reference = static_cast<std::uint16_t>(row.reference);
    part.total = static_cast<std::uint8_t>(row.total);
    part.sequence = static_cast<std::uint8_t>(row.sequence);
    return part;
}

store::InboundRow to_row(const TextArrived& event, const std::string& subscriber, UtcTime now) {
    const auto& message = event.message;
    store::InboundRow row;
    row.smsc = event.smsc;
    row.link = event.link;
    row.received_at = to_millis(event.received_at);
    row.recorded_at = to_millis(now);
    row.waiting_since = to_millis(std::min(event.waiting_since.value_or(event.received_at), event.received_at));
    row.command = codecs::to_string(event.command);
    row.sequence_number = event.sequence_number;
    row.service_type = message.service_type;
    row.source = to_row(message.source);
    row.destination = to_row(message.destination);
    row.esm_class = message.esm_class;
    row.protocol_id = message.protocol_id;
    row.priority_flag = message.priority_flag;
    row.data_coding = message.data_coding;
    row.short_message = message.short_message;
    row.tlvs = to_blob(message.tlvs);
    row.subscriber = subscriber;
    return row;
}

store::RefusedRow to_row(const PduRefused& event) {
    return {to_millis(event.at),      event.smsc, event.link, codecs::to_string(event.command), event.sequence_number,
            static_cast<std::uint32_t>(event.status), event.why,  event.pdu};
}

store::SettledRow to_row(const SubmitSettled& event) {
    store::SettledRow row;
    row.outbound_id = event.outbound_id;
    row.status = event.how == Settlement::accepted  ? "accepted"
                 : event.how == Settlement::refused ? "refused"
                                                    : "expired";
    if (event.how == Settlement::too_old) row.reason = "too_old";
    if (event.how == Settlement::unanswered) row.reason = "unanswered";
    if (event.how == Settlement::dialogue_over) row.reason = "dialogue_over";
    if (event.how == Settlement::replaced) row.reason = "replaced";
    if (event.how == Settlement::emptied) row.reason = "emptied";
    if (event.how == Settlement::recalled) row.reason = "number_cancelled";
    row.attempts = event.attempts;
    row.maybe_repeated = event.maybe_repeated;
    if (event.submitted_at) row.submitted_at = to_millis(*event.submitted_at);
    row.answered_at = to_millis(event.answered_at);
    if (event.status) row.command_status = static_cast<std::uint32_t>(*event.status);
    row.message_id = event.message_id;
    return row;
}

std::string settlement_text(const SubmitSettled& event) {
    const auto row = to_row(event);
    return fmt::format("{} {} {} {} {} {} {} {}", row.status, row.reason.value_or("-"), row.attempts,
                       row.maybe_repeated ? 1 : 0, row.submitted_at.value_or(-1), row.answered_at,
                       row.command_status ? static_cast<std::int64_t>(*row.command_status) : -1, row.message_id);
}

store::SettledRow settled_from_text(std::int64_t outbound_id, const std::string& text) {
    std::istringstream in(text);
    store::SettledRow row;
    std::string reason;
    std::int64_t submitted = -1;
    std::int64_t status = -1;
    row.outbound_id = outbound_id;
    in >> row.status >> reason >> row.attempts >> row.maybe_repeated >> submitted >> row.answered_at >> status;
    if (!in) throw std::runtime_error("what became of it cannot be read");
    std::getline(in >> std::ws, row.message_id);
    if (reason != "-") row.reason = reason;
    if (submitted >= 0) row.submitted_at = submitted;
    if (status >= 0) row.command_status = static_cast<std::uint32_t>(status);
    return row;
}

store::Blob to_blob(const codecs::TlvList& tlvs) {
    store::Blob blob;
    codecs::encode_tlvs(tlvs, blob);
    return blob;
}

codecs::TlvList tlvs_from_blob(const store::Blob& blob) {
    auto tlvs = codecs::decode_tlvs(blob);
    if (!tlvs) throw std::runtime_error("its TLVs cannot be read");
    return std::move(*tlvs);
}

OutboundPart from_row(const store::WaitingOutboundRow& row) {
    if (row.destination.digits.empty()) throw std::runtime_error("it goes to nobody");
    OutboundPart part;
    part.id = row.part.id;
    part.reply_id = row.part.reply_id;
    part.smsc = row.smsc;
    part.subscriber = row.subscriber;
    part.kind = row.notice ? ReplyKind::notice : row.replaceable ? ReplyKind::replaceable : ReplyKind::told;
    part.created_at = from_millis(row.created_at);
    if (row.useful_until) part.useful_until = from_millis(*row.useful_until);
    part.maybe_repeated = row.maybe_repeated;
    part.announced = row.announced;
    part.pdu.source = from_row(row.source);
    part.pdu.destination = from_row(row.destination);
    part.pdu.esm_class = static_cast<std::uint8_t>(row.part.esm_class);
    part.pdu.data_coding = static_cast<std::uint8_t>(row.data_coding);
    part.pdu.registered_delivery = static_cast<std::uint8_t>(row.registered_delivery);
    part.pdu.short_message = row.part.short_message;
    part.pdu.tlvs = tlvs_from_blob(row.part.tlvs);
    return part;
}

codecs::WaitingPart waiting_part(const store::WaitingPartRow& row) {
    codecs::ShortMessage message;
    message.data_coding = static_cast<std::uint8_t>(row.data_coding);
    message.esm_class = static_cast<std::uint8_t>(row.esm_class);
    message.short_message = row.short_message;
    message.tlvs = tlvs_from_blob(row.tlvs);
    auto content = codecs::take_content(message);
    return {row.id, std::move(content.content), {message.data_coding, content.header, 0}};
}

}  // namespace hall::daemon
