#include "tools/hall_smsc/play/submit_side.hpp"

#include "codecs/smpp/pdu_codec.hpp"
#include "tools/hall_smsc/connection.hpp"

#include <fmt/format.h>

#include <charconv>

namespace hall::tools {

using codecs::CommandStatus;
using namespace std::chrono_literals;

namespace {

constexpr auto part_patience = 24h;  // the hall may resume a reply after any pause
constexpr std::size_t most_messages = 100'000;
constexpr std::string_view number_prefix = "138";
constexpr std::size_t number_digits = 11;

UtcTime now_utc() {
    return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
}

}  // namespace

std::string subscriber_number(std::uint32_t index) {
    return fmt::format("{}{:08}", number_prefix, index + 1);
}

std::optional<std::uint32_t> subscriber_of_number(std::string_view digits, std::size_t subscribers) {
    if (digits.size() < number_digits) return std::nullopt;
    digits.remove_prefix(digits.size() - number_digits);
    if (!digits.starts_with(number_prefix)) return std::nullopt;
    std::uint32_t count = 0;
    const char* last = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data() + number_prefix.size(), last, count);
    if (error != std::errc{} || end != last || count == 0 || count > subscribers) return std::nullopt;
    return count - 1;
}

SubmitSide::SubmitSide(const Parts& parts, SubmitUser& user)
    : parts_(parts),
      user_(user),
      desk_(parts.scenario.submit, parts.plan),
      waiting_parts_(part_patience, most_messages) {}

SubmitSide::Submitted SubmitSide::fields_of(const codecs::Pdu& pdu, const PostSettings& post) {
    if (const auto* data = std::get_if<codecs::DataSm>(&pdu.body)) {
        return {data->source, data->destination, data->registered_delivery,
                codecs::alphabet_of(data->data_coding, post.alphabet), codecs::take_content(*data)};
    }
    const auto& submit = std::get<codecs::SubmitSm>(pdu.body);
    return {submit.source, submit.destination, submit.registered_delivery,
            codecs::alphabet_of(submit.data_coding, post.alphabet), codecs::take_content(submit)};
}

std::optional<CommandStatus> SubmitSide::submitted(LinkId link, const codecs::Frame& frame, Instant now) {
    const auto pdu = codecs::decode_pdu(frame.header, frame.body);
    if (!pdu) {
        user_.remark_submit("the hall submitted what cannot be read: " + pdu.error().what);
        return pdu.error().answer;
    }
    const Submitted submitted = fields_of(*pdu, parts_.post);
    const auto subscriber = subscriber_of_number(submitted.destination.digits, parts_.scenario.texts.subscribers);
    const SubmitVerdict verdict = desk_.judge(link, subscriber, now);
    if (verdict.ill_fated && subscriber) user_.submit_ill_fated(*subscriber);
    const bool asks = receipt_wanted(submitted.registered_delivery, MessageState::undeliverable);
    const ReceiptFate fate = asks ? parts_.plan.receipt() : ReceiptFate{};
    const MessageIds ids = message_ids(++serial_, fate.variant);

    const auto part = submitted.content.part.value_or(codecs::PartInfo{});
    parts_.recorder.submit({ids.answer, link, frame.header.sequence_number, submitted.source.digits,
                            subscriber ? subscriber_number(*subscriber) : submitted.destination.digits, verdict.status,
                            verdict.kept, part,
                            codecs::decode_text(submitted.content.content, submitted.alphabet).value_or("")});
    count(verdict, now);
    if (verdict.kept) {
        take_content(submitted, subscriber);
        if (fate.sent) plan_receipts_of(submitted, fate, ids, link, verdict.delay, now);
    }
    PendingAnswer answer{link, frame.header, verdict.status, ids.answer, verdict.late};
    if (!verdict.answered) {
        ++parts_.report.submit_answers_lost;
        parts_.recorder.submit_answer(ids.answer, link, frame.header.sequence_number, verdict.status, true);
    } else {
        desk_.answer_later(std::move(answer), verdict.delay, now);
        look(now);
    }
    return std::nullopt;
}

void SubmitSide::count(const SubmitVerdict& verdict, Instant now) {
    PlayReport& report = parts_.report;
    if (!first_) first_ = now;
    const bool later = now - *first_ >= 5s;
    ++report.submits;
    if (later) ++report.submits_later;
    if (verdict.kept) ++report.kept;
    if (verdict.status != CommandStatus::throttled) return;
    ++report.throttled;
    if (later) ++report.throttled_later;
}

void SubmitSide::take_content(const Submitted& submitted, std::optional<std::uint32_t> subscriber) {
    const auto& content = submitted.content;
    const auto read = [&](const Bytes& octets) { return codecs::decode_text(octets, submitted.alphabet).value_or(""); };
    if (!content.part || content.part->total < 2) return user_.message_taken(subscriber, read(content.content));
    const codecs::LongMessageKey key{submitted.destination.digits, submitted.source.digits, content.part->scheme,
                                     content.part->reference, content.part->total};
    const auto outcome = waiting_parts_.add(key, content.part->sequence, {++last_part_, content.content}, now_utc());
    if (const auto* whole = std::get_if<codecs::PartsComplete>(&outcome)) {
        user_.message_taken(subscriber, read(whole->content));
    }
}

void SubmitSide::plan_receipts_of(const Submitted& submitted, const ReceiptFate& fate, const MessageIds& ids,
                                  LinkId link, Millis after, Instant now) {
    const MessageState state = fate.delivered ? MessageState::delivered : MessageState::undeliverable;
    if (!receipt_wanted(submitted.registered_delivery, state)) return;
    ReceiptFacts facts{ids.receipt, submitted.source, submitted.destination, now_utc(), {}, "", fate.shuffle};
    facts.text = codecs::decode_text(submitted.content.content, submitted.alphabet).value_or("");
    bool at_once = false;
    for (const PlannedReceipt& planned : plan_receipts(fate.variant, state, fate.delay)) {
        const Millis wait = planned.before_answer ? Millis{0} : after + planned.delay;
        facts.done = facts.submitted + wait;
        const auto frame = codecs::encode_pdu({CommandStatus::ok, 1, write_receipt(facts, fate.variant, planned)});
        if (!frame) return user_.remark_submit("a receipt could not be written: " + frame.error().what);
        Parcel parcel;
        parcel.frame = *frame;
        parcel.body = submitted.destination.digits;
        parcel.id = ids.answer;
        parcel.state = to_string(planned.state);
        parcel.variant = fate.variant;
        if (planned.link == ReceiptLink::same) parcel.only = link;
        if (planned.link == ReceiptLink::other) parcel.avoid = link;
        parts_.deliveries.add(std::move(parcel), now + wait);
        at_once = at_once || planned.before_answer;
    }
    if (at_once) user_.hand_now();
}

void SubmitSide::send_answer(const PendingAnswer& answer, Instant now) {
    Bytes frame;
    if (answer.status == CommandStatus::ok) {
        codecs::TlvList tlvs;
        if (const auto state = parts_.troubles.congestion(now)) tlvs.add_u8(codecs::Tag::congestion_state, *state);
        codecs::PduBody body = codecs::SubmitSmResp{answer.id, tlvs};
        if (answer.request.command_id == codecs::CommandId::data_sm) body = codecs::DataSmResp{answer.id, tlvs};
        // An id of twenty digits at most always fits.
        frame = *codecs::encode_pdu({answer.status, answer.request.sequence_number, std::move(body)});
    } else {
        frame = codecs::encode_refusal(answer.request, answer.status);
    }
    Connection* connection = parts_.smsc.find(answer.link);
    const bool sent = connection != nullptr && connection->send(frame);
    if (!sent) ++parts_.report.submit_answers_lost;
    if (sent && answer.late) ++parts_.report.late_answers;
    parts_.recorder.submit_answer(answer.id, answer.link, answer.request.sequence_number, answer.status, !sent);
}

void SubmitSide::look(Instant now) {
    while (const auto answer = desk_.next_due(now)) send_answer(*answer, now);
}

void SubmitSide::link_lost(LinkId link) {
    for (const PendingAnswer& answer : desk_.link_lost(link)) {
        ++parts_.report.submit_answers_lost;
        parts_.recorder.submit_answer(answer.id, link, answer.request.sequence_number, answer.status, true);
    }
}

}  // namespace hall::tools
