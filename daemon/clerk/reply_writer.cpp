#include "daemon/clerk/reply_writer.hpp"

#include "codecs/text/message_content.hpp"
#include "daemon/clerk/row_mapping.hpp"

#include <stdexcept>

namespace hall::daemon {

std::int64_t ReplyWriter::write(const OutgoingText& text, UtcTime now, BatchResult& out) {
    const auto& style = settings_.smscs.find(text.smsc)->second;
    const auto split = codecs::split_text(text.body, style.default_alphabet, style.long_messages);
    if (!split) throw std::runtime_error("the reply cannot be sent: " + split.error().what);

    const codecs::Address source{style.source_ton, style.source_npi, text.hall_number};
    store::ReplyRow reply;
    reply.text_id = text.text_id;
    reply.smsc = text.smsc;
    reply.subscriber = text.subscriber;
    reply.source = to_row(source);
    reply.destination = to_row(text.destination);
    reply.body = text.body;
    if (text.useful_until) reply.useful_until = to_millis(*text.useful_until);
    reply.notice = text.notice;
    reply.answers_repeat = text.answers_repeat;
    reply.replaceable = text.replaceable;
    reply.alphabet = codecs::to_string(split->alphabet);
    reply.data_coding = split->data_coding;
    reply.parts = split->parts.size();
    reply.registered_delivery = style.registered_delivery;
    reply.created_at = to_millis(now);
    const auto reply_id = store_.replies.record_reply(reply);

    for (std::size_t i = 0; i < split->parts.size(); ++i) {
        OutboundPart part;
        part.reply_id = reply_id;
        part.smsc = text.smsc;
        part.subscriber = text.subscriber;
        part.kind = text.notice ? ReplyKind::notice : text.replaceable ? ReplyKind::replaceable : ReplyKind::told;
        part.created_at = now;
        part.useful_until = text.useful_until;
        part.pdu.source = source;
        part.pdu.destination = text.destination;
        part.pdu.registered_delivery = style.registered_delivery;
        codecs::put_content(part.pdu, *split, i, style.long_messages, static_cast<std::uint16_t>(reply_id));
        store::OutboundRow row{0, reply_id, static_cast<int>(i) + 1, part.pdu.esm_class, part.pdu.short_message,
                               to_blob(part.pdu.tlvs), {}};
        // Where repeats are allowed it may leave at any moment from now on, without a further record.
        if (style.unanswered == Unanswered::resend) row.announced_at = to_millis(now);
        part.id = store_.replies.record_part(row);
        open_.add(part);
        out.outbox.push_back(std::move(part));
    }
    return reply_id;
}

void ReplyWriter::revive(OutboundPart part, BatchResult& out) {
    open_.add(part);
    out.outbox.push_back(std::move(part));
}

}  // namespace hall::daemon
