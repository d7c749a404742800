#include "daemon/clerk/text_desk.hpp"

#include "codecs/text/message_content.hpp"
#include "codecs/text/receipt.hpp"
#include "daemon/clerk/row_mapping.hpp"
#include "daemon/observe/log.hpp"
#include "daemon/store/owners.hpp"

#include <algorithm>
#include <stdexcept>

namespace hall::daemon {

namespace {

TextAnswer answer_to(const TextArrived& event, std::int64_t inbound_id) {
    return {event.session, event.command, event.sequence_number, codecs::CommandStatus::ok, inbound_id};
}

codecs::LongMessageKey key_of(const std::string& subscriber, std::string own_number, const codecs::PartInfo& part) {
    return {subscriber, std::move(own_number), part.scheme, part.reference, part.total};
}

}  // namespace

/// A text that is complete: its content, and the rows that its parts came in (none: it stands alone).
struct TextDesk::WholeText {
    std::string subscriber;
    Bytes content;
    std::vector<std::int64_t> inbound_ids;
    std::vector<codecs::PartCoding> codings;  // of the parts, or of the one PDU
};

TextDesk::TextDesk(store::Store& store, const ClerkSettings& settings, Redelivery& redelivery, ReceiptDesk& receipts,
                   BusinessFloor& business, ReplyWriter& writer, RowGuard& rows, LoopBrake& brake)
    : store_(store), settings_(settings), redelivery_(redelivery), receipts_(receipts), business_(business),
      writer_(writer), rows_(rows), brake_(brake), answers_(store_, settings_, business_),
      repeats_(store_, settings_, business_, answers_, writer_), parts_(settings.long_text_limit, settings.long_texts_most) {}

void TextDesk::restore() {
    parts_.clear();
    for (const auto& row : store_.texts.waiting_parts()) {
        const auto wait = [&] {
            if (row.part.total < 2 || row.part.sequence < 1 || row.part.sequence > row.part.total || row.part.total > 255)
                throw std::runtime_error("it says that it is part " + std::to_string(row.part.sequence) + " of " +
                                         std::to_string(row.part.total));
            const auto part = from_row(row.part);
            const auto key = key_of(row.subscriber, settings_.own_number(row.destination), part);
            const auto present = [this](std::int64_t at) { return from_millis(store_.leaps.present(at)); };
            parts_.add(key, part.sequence, waiting_part(row), present(row.received_at));
            if (row.repeated_at) parts_.renew(key, present(*row.repeated_at));
        };
        const store::AsideRow what{0, "part", row.id, row.subscriber};
        if (const auto why = rows_.try_alone(RowGuard::key_of(what), wait); !why.empty()) rows_.set_aside(what, why);
    }
}

store::InboundRow TextDesk::row_of(const TextArrived& event, const std::string& subscriber, UtcTime now) const {
    auto row = to_row(event, subscriber, now);
    row.session = redelivery_.session_key(event.session);
    // A receipt that comes again says nothing new; only texts have effects.
    if (is_text(event.message))
        row.fingerprint = fingerprint_of(event.message);
    return row;
}

// Whoever calls himself "8613800138000~1" is not the earlier owner of that number.
codecs::Sender TextDesk::sender_of(const TextArrived& event) const {
    auto sender = settings_.sender(event.message.source, event.smsc);
    if (store::is_earlier_owner(sender.number)) sender.number.insert(0, "~");
    return sender;
}

void TextDesk::take(const TextArrived& event, UtcTime now, BatchResult& out) {
    const auto& message = event.message;
    const auto sender = sender_of(event);
    WholeText whole;
    whole.subscriber = sender.number;
    auto row = row_of(event, whole.subscriber, now);

    if (!is_text(message)) {
        row.kind = "receipt";
        row.status = "receipt";
        const auto inbound_id = store_.texts.record_inbound(row);
        out.answers.push_back(answer_to(event, inbound_id));
        if (codecs::message_type(message) != codecs::MessageType::acknowledgement) receipts_.take(event, inbound_id);
        return;
    }

    auto content = codecs::take_content(message);
    if (!content.remark.empty())
        log(LogLevel::warn, "odd_text", {{"link", event.link}, {"why", content.remark}});
    row.kind = content.part ? "part" : "text";

    if (const auto first = redelivery_.recognise(row, now))
        if (take_repeat(event, row, *first, content.part, now, out)) return;

    // Answering itself, or a robot, would never end, and nobody reads what is sent to a name: written down, and left.
    if (!sender.answered()) {
        row.status = "ignored";
        ++out.never_answered;
        out.answers.push_back(answer_to(event, store_.texts.record_inbound(row)));
        return;
    }

    if (sender.read_abroad)
        if (const auto senders = abroad_.add(event.smsc, sender.number, now))
            log(LogLevel::warn, "read_as_announced",
                {{"smsc", event.smsc}, {"senders", *senders}, {"from", codecs::mask_number(sender.number)},
                 {"what", "announced as another country's number; read nationally it would be a subscriber's: source_numbers: as_announced"}});

    whole.content = std::move(content.content);
    whole.codings = {{message.data_coding, content.header, whole.content.size()}};
    if (content.part) {
        join_part(event, std::move(whole), std::move(row), *content.part, now, out);
        return;
    }
    row.status = "read";
    row.text_id = answer_text(event, whole, now, out);
    out.answers.push_back(answer_to(event, store_.texts.record_inbound(row)));
}

bool TextDesk::take_repeat(const TextArrived& event, store::InboundRow& row, const store::InDoubtRow& first,
                           const std::optional<codecs::PartInfo>& part, UtcTime now, BatchResult& out) {
    row.repeat_of = first.repeat_of.value_or(first.id);
    // The part waited in vain and had no effect: perhaps its fellows come again, too, and then it is needed.
    if (first.status == "given_up") return false;
    const auto said = first.text_id ? store_.texts.said(*first.text_id) : std::nullopt;
    // What was put off while the clock was in doubt has not happened; once it is believed again the same words ask for it.
    if (said && said->outcome == "try_later" && !business_.stands_still()) return false;
    row.status = "repeated";
    row.text_id = first.text_id;
    const auto inbound_id = store_.texts.record_inbound(row);
    out.answers.push_back(answer_to(event, inbound_id));
    if (part && first.status == "waiting") {
        ++changes_;
        parts_.renew(key_of(row.subscriber, settings_.own_number(row.destination.digits), *part),
                     from_millis(store_.leaps.present(row.received_at)));
    }
    log(LogLevel::debug, "text_repeated", {{"link", event.link}, {"inbound_id", *row.repeat_of}});
    const bool may_repeat = settings_.smscs.find(event.smsc)->second.unanswered == Unanswered::resend;
    // What an earlier owner of the number wrote the next one neither repeats nor hears of.
    if (!said || store::is_earlier_owner(said->subscriber)) return true;
    // Who waits for the answer still waits for it if the SMSC never took it.
    if (may_repeat)
        for (const auto& revived : store_.replies.revive_unanswered(*row.text_id)) writer_.revive(from_row(revived), out);
    repeats_.answer(event, *row.text_id, inbound_id, now, out);
    return true;
}

void TextDesk::join_part(const TextArrived& event, WholeText whole, store::InboundRow row,
                         const codecs::PartInfo& part, UtcTime now, BatchResult& out) {
    row.part = to_row(part);
    row.status = "waiting";
    const auto inbound_id = store_.texts.record_inbound(row);
    out.answers.push_back(answer_to(event, inbound_id));
    ++changes_;
    const auto key = key_of(row.subscriber, settings_.own_number(row.destination.digits), part);
    auto outcome = parts_.add(key, part.sequence, {inbound_id, std::move(whole.content), whole.codings.front()},
                              from_millis(store_.leaps.present(row.received_at)));
    if (const auto* repeated = std::get_if<codecs::PartRepeated>(&outcome)) {
        store_.texts.record_repeated(inbound_id, repeated->first);
    } else if (auto* complete = std::get_if<codecs::PartsComplete>(&outcome)) {
        whole.content = std::move(complete->content);
        whole.inbound_ids = std::move(complete->ids);
        whole.codings = std::move(complete->codings);
        if (codecs::is_plain_receipt(whole.content)) {
            for (const auto id : whole.inbound_ids) store_.texts.record_receipt(id);
            auto joined = event;
            joined.message.esm_class = 0;
            joined.message.tlvs = {};
            joined.message.short_message = std::move(whole.content);
            receipts_.take(joined, inbound_id);
            give_up_expired(now);
            return;
        }
        const auto text_id = answer_text(event, whole, now, out);
        for (const auto id : whole.inbound_ids) store_.texts.record_read(id, text_id);
    }
    give_up_expired(now);
}

codecs::ReadText TextDesk::read_by_parts(const WholeText& text, const ReplyStyle& style) {
    std::vector<codecs::CodedContent> parts;
    ByteView rest = text.content;
    for (const auto& coding : text.codings) {
        parts.push_back({rest.first(coding.octets), coding.data_coding, coding.header});
        rest = rest.subspan(coding.octets);
    }
    return codecs::read_text(parts, {style.default_alphabet, style.packed_septets});
}

std::int64_t TextDesk::answer_text(const TextArrived& event, const WholeText& text, UtcTime now,
                                   BatchResult& out) {
    const auto read = read_by_parts(text, settings_.smscs.find(event.smsc)->second);
    if (!read.remark.empty()) log(LogLevel::warn, "odd_text", {{"link", event.link}, {"why", read.remark}});
    const auto& body = read.text;

    store::TextRow row;
    row.smsc = event.smsc;
    row.subscriber = text.subscriber;
    row.hall_number = settings_.own_number(event.message.destination.digits);
    row.received_at = to_millis(event.received_at);
    row.decided_at = to_millis(now);
    row.parts = std::max<std::size_t>(1, text.inbound_ids.size());
    row.alphabet = read.alphabet;
    row.body = body;
    row.version = settings_.version;

    if (body && !brake_.may_text(text.subscriber, *body, now)) {
        row.meaning = "silenced";
        const auto text_id = store_.texts.record_text(row);
        silence(text_id, text.subscriber, "equal_texts", now);
        return text_id;
    }

    Reply reply;
    if (body) {
        reply = answers_.answer(*body, std::move(row), now, out);
    } else {
        row.meaning = "unreadable";
        reply = {business_.text(text.subscriber, {"unreadable", {}, ""}), {}, store_.texts.record_text(row), true};
    }
    const auto text_id = reply.text_id;
    send(event, text.subscriber, std::move(reply), now, out);
    return text_id;
}

// What the business did for him he is told whatever it looks like.
bool TextDesk::may_be_silent(const Reply& reply) {
    if (reply.replaceable) return true;
    const auto said = store_.texts.said(reply.text_id);
    return said && !acted(*said);
}

void TextDesk::silence(std::int64_t text_id, const std::string& subscriber, const char* why, UtcTime now) {
    store_.texts.record_silenced(text_id, why);
    if (brake_.silenced(subscriber, now)) return;
    log(LogLevel::warn, "number_silenced", {{"from", codecs::mask_number(subscriber)}, {"why", why}, {"text_id", text_id}});
}

void TextDesk::send(const TextArrived& event, const std::string& subscriber, Reply reply, UtcTime now, BatchResult& out) {
    if (!brake_.may_reply(subscriber, reply.body, now) && may_be_silent(reply)) {
        silence(reply.text_id, subscriber, "equal_replies", now);
        return;
    }
    OutgoingText text;
    text.text_id = reply.text_id;
    text.smsc = event.smsc;
    text.subscriber = subscriber;
    // The subscriber is answered from the number he texted to, extension included.
    text.hall_number = event.message.destination.digits;
    text.destination = sender_address(event.message.source, settings_.number_plan);
    text.body = std::move(reply.body);
    text.useful_until = reply.useful_until;
    text.replaceable = reply.replaceable;
    writer_.write(text, now, out);
}

void TextDesk::take_as_failed(const TextArrived& event, UtcTime now, BatchResult& out) {
    const auto sender = sender_of(event);
    const auto& subscriber = sender.number;
    auto row = row_of(event, subscriber, now);
    row.kind = is_text(event.message) ? "text" : "receipt";
    row.status = "failed";
    if (!is_text(event.message) || !sender.answered()) {
        out.answers.push_back(answer_to(event, store_.texts.record_inbound(row)));
        return;
    }
    store::TextRow text;
    text.smsc = event.smsc;
    text.subscriber = subscriber;
    text.hall_number = settings_.own_number(event.message.destination.digits);
    text.received_at = to_millis(event.received_at);
    text.decided_at = to_millis(now);
    text.alphabet = "unknown";
    text.meaning = "failed";
    text.version = settings_.version;
    row.text_id = store_.texts.record_text(text);
    send(event, subscriber, {business_.text(subscriber, {"fault", {}, ""}), {}, *row.text_id}, now, out);
    out.answers.push_back(answer_to(event, store_.texts.record_inbound(row)));
}

void TextDesk::give_up_expired(UtcTime now) {
    ++changes_;
    for (const auto& expired : parts_.take_expired(now)) {
        for (const auto id : expired.ids)
            rows_.attempt({0, "part", id, expired.key.source}, [&] { store_.texts.record_given_up(id); });
        log(LogLevel::info, "long_text_given_up",
            {{"from", codecs::mask_number(expired.key.source)},
             {"parts", expired.ids.size()},
             {"of", expired.key.total}});
    }
}

}  // namespace hall::daemon
