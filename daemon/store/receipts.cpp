#include "daemon/store/receipts.hpp"

namespace hall::store {

namespace {

std::vector<SentPartRow> take_parts(Statement& s) {
    std::vector<SentPartRow> rows;
    while (s.step()) rows.push_back({s.integer(0), s.text(1), s.text(2), s.text(3), s.text(4)});
    s.reset();
    return rows;
}

std::vector<ParkedReceiptRow> take_parked(Statement& s) {
    std::vector<ParkedReceiptRow> rows;
    while (s.step()) {
        rows.push_back({s.integer(0),
                        {s.integer(1), s.text(2), s.text(3), s.text(4), s.text(5), s.optional_text(6), s.integer(7),
                         std::nullopt, "parked", s.integer(8) != 0}});
    }
    s.reset();
    return rows;
}

}  // namespace

// INDEXED BY: without statistics the planner may prefer to read a whole table, which grows for years; a schema
// without the index shall be noticed at the start.
Receipts::Receipts(Database& database)
    : database_(database),
      update_awaited_(database, R"(
UPDATE outbound SET receipt_state = 'awaited'
WHERE id = ? AND status = 'accepted' AND receipt_state IS NULL
  AND EXISTS (SELECT 1 FROM replies r WHERE r.id = reply_id AND r.registered_delivery & 3 <> 0)
RETURNING reply_id)"),
      select_part_(database, R"(
SELECT o.id, r.smsc, r.subscriber, o.message_id, o.receipt_state
FROM outbound o JOIN replies r ON r.id = o.reply_id WHERE o.id = ?)"),
      insert_receipt_(database, R"(
INSERT INTO receipts (inbound_id, smsc, subscriber, message_id, state, error, received_at, outbound_id, status, plain)
VALUES (?,?,?,?,?,?,?,?,?,?))"),
      select_with_id_(database, R"(
SELECT o.id, r.smsc, r.subscriber, o.message_id, o.receipt_state
FROM outbound o INDEXED BY outbound_message_id JOIN replies r ON r.id = o.reply_id
WHERE o.message_id = ?2 AND o.receipt_state IS NOT NULL AND o.answered_at >= ?3 AND r.smsc = ?1
ORDER BY o.id DESC LIMIT 20)"),
      select_sent_to_(database, R"(
SELECT o.id, r.smsc, r.subscriber, o.message_id, o.receipt_state
FROM (SELECT id FROM texts WHERE subscriber = ?1 ORDER BY id DESC LIMIT 1000) t
  JOIN replies r ON r.text_id = t.id JOIN outbound o ON o.reply_id = r.id
WHERE o.receipt_state IS NOT NULL AND o.answered_at >= ?2 ORDER BY o.id DESC)"),
      update_state_(database, "UPDATE outbound SET receipt_state = ?, receipt_error = ?, receipt_at = ? WHERE id = ?"),
      select_parked_of_(database, R"(
SELECT id, inbound_id, smsc, subscriber, message_id, state, error, received_at, plain
FROM receipts INDEXED BY receipts_parked WHERE status = 'parked' AND subscriber = ? ORDER BY id LIMIT 200)"),
      select_parked_until_(database, R"(
SELECT id, inbound_id, smsc, subscriber, message_id, state, error, received_at, plain
FROM receipts INDEXED BY receipts_parked WHERE status = 'parked' AND received_at <= ?
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'receipt' AND a.row_id = receipts.id) ORDER BY id LIMIT ?)"),
      select_oldest_parked_(database,
                            R"(
SELECT min(received_at) FROM receipts INDEXED BY receipts_parked WHERE status = 'parked'
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'receipt' AND a.row_id = receipts.id))"),
      update_receipt_(database, "UPDATE receipts SET status = ?, outbound_id = ? WHERE id = ?"),
      select_count_(database, "SELECT count(*) FROM receipts WHERE status = ?") {}

std::optional<SentPartRow> Receipts::await_receipt(std::int64_t outbound_id) {
    update_awaited_.begin(outbound_id);
    const bool asked_for = update_awaited_.step();
    if (asked_for) update_awaited_.step();  // RETURNING gives its row first; the statement is done at the second step
    update_awaited_.reset();
    if (!asked_for) return std::nullopt;
    select_part_.begin(outbound_id);
    auto parts = take_parts(select_part_);
    if (parts.empty()) return std::nullopt;
    return std::move(parts.front());
}

std::int64_t Receipts::record_receipt(const ReceiptRow& row) {
    insert_receipt_.run(row.inbound_id, row.smsc, row.subscriber, row.message_id, row.state, row.error, row.received_at,
                        row.outbound_id, row.status, row.plain ? 1 : 0);
    return database_.last_insert_id();
}

std::vector<SentPartRow> Receipts::parts_with_id(std::string_view smsc, std::string_view message_id,
                                                 std::int64_t since) {
    select_with_id_.begin(smsc, message_id, since);
    return take_parts(select_with_id_);
}

std::vector<SentPartRow> Receipts::parts_sent_to(std::string_view subscriber, std::int64_t since) {
    select_sent_to_.begin(subscriber, since);
    return take_parts(select_sent_to_);
}

void Receipts::record_state(std::int64_t outbound_id, std::string_view state, const std::optional<std::string>& error,
                            std::int64_t at) {
    update_state_.run(state, error, at, outbound_id);
}

std::vector<ParkedReceiptRow> Receipts::parked_of(std::string_view subscriber) {
    select_parked_of_.begin(subscriber);
    return take_parked(select_parked_of_);
}

std::vector<ParkedReceiptRow> Receipts::parked_until(std::int64_t moment, std::int64_t limit) {
    select_parked_until_.begin(moment, limit);
    return take_parked(select_parked_until_);
}

std::optional<std::int64_t> Receipts::oldest_parked() {
    select_oldest_parked_.begin();
    const auto oldest = select_oldest_parked_.step() ? select_oldest_parked_.optional_integer(0) : std::nullopt;
    select_oldest_parked_.reset();
    return oldest;
}

void Receipts::record_matched(std::int64_t receipt_id, std::int64_t outbound_id, std::string_view status) {
    update_receipt_.run(status, outbound_id, receipt_id);
}

void Receipts::record_unmatched(std::int64_t receipt_id) {
    update_receipt_.run("unmatched", std::nullopt, receipt_id);
}

std::int64_t Receipts::count(std::string_view status) {
    select_count_.begin(status);
    const auto count = select_count_.step() ? select_count_.integer(0) : 0;
    select_count_.reset();
    return count;
}

}  // namespace hall::store
