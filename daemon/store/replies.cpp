#include "daemon/store/replies.hpp"

namespace hall::store {

Replies::Replies(Database& database)
    : database_(database),
      insert_reply_(database, R"(
INSERT INTO replies (text_id, smsc, subscriber, source, source_ton, source_npi, destination, destination_ton,
  destination_npi, body, alphabet, data_coding, parts, open_parts, registered_delivery, created_at)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?))"),
      insert_part_(database,
                   "INSERT INTO outbound (reply_id, part, esm_class, short_message, tlvs) VALUES (?,?,?,?,?)"),
      update_part_(database, R"(
UPDATE outbound SET status = ?, attempts = ?, maybe_repeated = max(maybe_repeated, ?), submitted_at = ?,
  answered_at = ?, command_status = ?, message_id = ?
WHERE id = ? AND status = 'waiting' RETURNING reply_id)"),
      update_reply_(database, R"(
UPDATE replies SET open_parts = open_parts - 1, failed_parts = failed_parts + ?1,
  status = CASE WHEN open_parts > 1 THEN 'waiting' WHEN failed_parts + ?1 > 0 THEN 'failed' ELSE 'accepted' END,
  settled_at = CASE WHEN open_parts > 1 THEN NULL ELSE ?2 END
WHERE id = ?3)"),
      select_waiting_(database, R"(
SELECT o.id, o.reply_id, o.part, o.esm_class, o.short_message, o.tlvs, r.smsc, r.source, r.source_ton, r.source_npi,
  r.destination, r.destination_ton, r.destination_npi, r.data_coding, r.registered_delivery, r.created_at
FROM outbound o JOIN replies r ON r.id = o.reply_id WHERE o.status = 'waiting' ORDER BY o.id)") {}

std::int64_t Replies::record_reply(const ReplyRow& row) {
    insert_reply_.run(row.text_id, row.smsc, row.subscriber, row.source.digits, row.source.ton, row.source.npi,
                      row.destination.digits, row.destination.ton, row.destination.npi, row.body, row.alphabet,
                      row.data_coding, row.parts, row.parts, row.registered_delivery, row.created_at);
    return database_.last_insert_id();
}

std::int64_t Replies::record_part(const OutboundRow& row) {
    insert_part_.run(row.reply_id, row.part, row.esm_class, std::span(row.short_message), std::span(row.tlvs));
    return database_.last_insert_id();
}

void Replies::record_settled(const SettledRow& row) {
    update_part_.begin(row.status, row.attempts, row.maybe_repeated ? 1 : 0,
                       row.submitted_at, row.answered_at, row.command_status, row.message_id, row.outbound_id);
    if (!update_part_.step()) return;  // settled before: a response that came twice
    const auto reply_id = update_part_.integer(0);
    update_part_.step();  // RETURNING gives its row first; the statement is done at the second step
    update_part_.reset();
    update_reply_.run(row.status == "accepted" ? 0 : 1, row.answered_at, reply_id);
}

std::vector<WaitingOutboundRow> Replies::waiting() {
    std::vector<WaitingOutboundRow> rows;
    select_waiting_.begin();
    while (select_waiting_.step()) {
        auto& s = select_waiting_;
        const auto number = [&s](int column) { return static_cast<int>(s.integer(column)); };
        WaitingOutboundRow row;
        row.part.id = s.integer(0);
        row.part.reply_id = s.integer(1);
        row.part.part = number(2);
        row.part.esm_class = number(3);
        const auto message = s.blob(4);
        row.part.short_message.assign(message.begin(), message.end());
        const auto tlvs = s.blob(5);
        row.part.tlvs.assign(tlvs.begin(), tlvs.end());
        row.smsc = s.text(6);
        row.source = {s.text(7), number(8), number(9)};
        row.destination = {s.text(10), number(11), number(12)};
        row.data_coding = number(13);
        row.registered_delivery = number(14);
        row.created_at = s.integer(15);
        rows.push_back(std::move(row));
    }
    select_waiting_.reset();
    return rows;
}

}  // namespace hall::store
