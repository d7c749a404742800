#include "daemon/store/replies.hpp"

#include <algorithm>

namespace hall::store {

namespace {

constexpr std::string_view waiting_columns = R"(
SELECT o.id, o.reply_id, o.part, o.esm_class, o.short_message, o.tlvs, r.smsc, r.source, r.source_ton, r.source_npi,
  r.destination, r.destination_ton, r.destination_npi, r.data_coding, r.registered_delivery, r.created_at,
  r.useful_until, o.maybe_repeated, o.announced_at IS NOT NULL, o.held, r.subscriber,
  r.kind = 'notice', r.replaceable
FROM outbound o JOIN replies r ON r.id = o.reply_id WHERE o.status = 'waiting')";

}  // namespace

Replies::Replies(Database& database)
    : database_(database),
      insert_reply_(database, R"(
INSERT INTO replies (text_id, smsc, subscriber, source, source_ton, source_npi, destination, destination_ton,
  destination_npi, body, alphabet, data_coding, parts, open_parts, registered_delivery, created_at,
  useful_until, kind, notice, answers_repeat, replaceable)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?))"),
      insert_part_(database,
                   "INSERT INTO outbound (reply_id, part, esm_class, short_message, tlvs, announced_at) "
                   "VALUES (?,?,?,?,?,?)"),
      update_part_(database, R"(
UPDATE outbound SET status = ?, reason = ?, held = 0, attempts = ?, maybe_repeated = max(maybe_repeated, ?), submitted_at = ?,
  answered_at = ?, command_status = ?, message_id = ?
WHERE id = ? AND status = 'waiting' RETURNING reply_id)"),
      update_reply_(database, R"(
UPDATE replies SET open_parts = open_parts - 1, failed_parts = failed_parts + ?1,
  status = CASE WHEN open_parts > 1 THEN 'waiting' WHEN failed_parts + ?1 > 0 THEN 'failed' ELSE 'accepted' END,
  settled_at = CASE WHEN open_parts > 1 THEN NULL ELSE ?2 END
WHERE id = ?3)"),
      update_announced_(database, "UPDATE outbound SET announced_at = ? WHERE id = ? AND status = 'waiting'"),
      update_held_(database, R"(
UPDATE outbound SET held = 1, submitted_at = ?, attempts = ? WHERE id = ? AND status = 'waiting')"),
      update_released_(database, R"(
UPDATE outbound SET held = 0, announced_at = NULL, maybe_repeated = 1
WHERE id = ? AND held = 1 AND status = 'waiting' RETURNING reply_id)"),
      update_useful_(database, "UPDATE replies SET useful_until = NULL WHERE id = ?"),
      update_revived_(database, R"(
UPDATE outbound SET status = 'waiting', reason = NULL, maybe_repeated = 1, announced_at = NULL
WHERE reply_id IN (SELECT id FROM replies WHERE text_id = ? AND (kind = 'reply' OR answers_repeat IS NOT NULL)) AND status = 'expired' AND reason = 'unanswered'
RETURNING id, reply_id)"),
      update_revived_reply_(database, R"(
UPDATE replies SET open_parts = open_parts + 1, failed_parts = failed_parts - 1, status = 'waiting', settled_at = NULL
WHERE id = ?)"),
      select_of_text_(database, R"(
SELECT r.body, r.created_at, r.useful_until, r.open_parts > 0,
  EXISTS (SELECT 1 FROM outbound o WHERE o.reply_id = r.id AND o.status = 'expired' AND o.reason = 'unanswered'),
  r.answers_repeat IS NOT NULL
FROM replies r WHERE r.text_id = ? AND (r.kind = 'reply' OR r.answers_repeat IS NOT NULL) ORDER BY r.id)"),
      select_waiting_(database, R"(
SELECT id FROM outbound INDEXED BY outbound_waiting WHERE status = 'waiting'
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'outbound' AND a.row_id = outbound.id) ORDER BY id)"),
      select_waiting_one_(database, (std::string(waiting_columns) + " AND o.id = ?").c_str()),
      select_waiting_of_text_(database, (std::string(waiting_columns) + " AND r.text_id = ? AND (r.kind = 'reply' OR r.answers_repeat IS NOT NULL) ORDER BY o.id").c_str()) {}

std::int64_t Replies::record_reply(const ReplyRow& row) {
    insert_reply_.run(row.text_id, row.smsc, row.subscriber, row.source.digits, row.source.ton, row.source.npi,
                      row.destination.digits, row.destination.ton, row.destination.npi, row.body, row.alphabet,
                      row.data_coding, row.parts, row.parts, row.registered_delivery, row.created_at,
                      row.useful_until, row.notice ? "notice" : "reply", row.notice, row.answers_repeat,
                      row.replaceable ? 1 : 0);
    return database_.last_insert_id();
}

std::int64_t Replies::record_part(const OutboundRow& row) {
    insert_part_.run(row.reply_id, row.part, row.esm_class, std::span(row.short_message), std::span(row.tlvs),
                     row.announced_at);
    return database_.last_insert_id();
}

void Replies::record_settled(const SettledRow& row) {
    update_part_.begin(row.status, row.reason, row.attempts, row.maybe_repeated ? 1 : 0,
                       row.submitted_at, row.answered_at, row.command_status, row.message_id, row.outbound_id);
    if (!update_part_.step()) return;  // settled before: a response that came twice
    const auto reply_id = update_part_.integer(0);
    update_part_.step();  // RETURNING gives its row first; the statement is done at the second step
    update_part_.reset();
    update_reply_.run(row.status == "accepted" ? 0 : 1, row.answered_at, reply_id);
}

void Replies::record_announced(std::int64_t outbound_id, std::optional<std::int64_t> at) {
    update_announced_.run(at, outbound_id);
}

void Replies::record_held(std::int64_t outbound_id, std::optional<std::int64_t> submitted_at, int attempts) {
    update_held_.run(submitted_at, attempts, outbound_id);
}

bool Replies::release_held(std::int64_t outbound_id) {
    update_released_.begin(outbound_id);
    const bool released = update_released_.step();
    const auto reply_id = released ? update_released_.integer(0) : 0;
    while (released && update_released_.step()) {
    }
    update_released_.reset();
    if (released) update_useful_.run(reply_id);
    return released;
}

std::vector<WaitingOutboundRow> Replies::revive_unanswered(std::int64_t text_id) {
    std::vector<std::pair<std::int64_t, std::int64_t>> revived;  // part, reply
    update_revived_.begin(text_id);
    while (update_revived_.step()) revived.emplace_back(update_revived_.integer(0), update_revived_.integer(1));
    update_revived_.reset();
    if (revived.empty()) return {};
    for (const auto& [part, reply_id] : revived) update_revived_reply_.run(reply_id);
    std::vector<WaitingOutboundRow> rows;
    select_waiting_of_text_.begin(text_id);
    while (select_waiting_of_text_.step()) {
        auto row = read_waiting(select_waiting_of_text_);
        // Other parts of the reply may wait without ever having been given up: those are under way already.
        const auto was_given_up = [&](const auto& pair) { return pair.first == row.part.id; };
        if (std::any_of(revived.begin(), revived.end(), was_given_up)) rows.push_back(std::move(row));
    }
    select_waiting_of_text_.reset();
    return rows;
}

std::vector<AnsweredRow> Replies::of_text(std::int64_t text_id) {
    std::vector<AnsweredRow> rows;
    auto& s = select_of_text_;
    s.begin(text_id);
    while (s.step())
        rows.push_back({s.text(0), s.integer(1), s.optional_integer(2), s.integer(3) != 0, s.integer(4) != 0, s.integer(5) != 0});
    s.reset();
    return rows;
}

std::vector<std::int64_t> Replies::waiting() {
    std::vector<std::int64_t> ids;
    select_waiting_.begin();
    while (select_waiting_.step()) ids.push_back(select_waiting_.integer(0));
    select_waiting_.reset();
    return ids;
}

std::optional<WaitingOutboundRow> Replies::find_waiting(std::int64_t outbound_id) {
    std::optional<WaitingOutboundRow> row;
    select_waiting_one_.begin(outbound_id);
    if (select_waiting_one_.step()) row = read_waiting(select_waiting_one_);
    select_waiting_one_.reset();
    return row;
}

WaitingOutboundRow Replies::read_waiting(Statement& s) {
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
    row.useful_until = s.optional_integer(16);
    row.maybe_repeated = s.integer(17) != 0;
    row.announced = s.integer(18) != 0;
    row.held = s.integer(19) != 0;
    row.subscriber = s.text(20);
    row.notice = s.integer(21) != 0;
    row.replaceable = s.integer(22) != 0;
    return row;
}

}  // namespace hall::store
