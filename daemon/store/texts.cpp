#include "daemon/store/texts.hpp"

namespace hall::store {

Texts::Texts(Database& database)
    : database_(database),
      insert_inbound_(database, R"(
INSERT INTO inbound (smsc, link, received_at, recorded_at, command, sequence_number, service_type,
  source, source_ton, source_npi, destination, destination_ton, destination_npi,
  esm_class, protocol_id, priority_flag, data_coding, short_message, tlvs, subscriber, kind,
  part_scheme, part_reference, part_total, part_sequence, status, text_id, session, waiting_since, fingerprint, in_doubt, repeat_of)
VALUES (?,?,?,?,?,?,?, ?,?,?,?,?,?, ?,?,?,?,?,?,?,?, ?,?,?,?,?,?, ?,?,?,?,?))"),
      insert_text_(database, R"(
INSERT INTO texts (smsc, subscriber, hall_number, received_at, decided_at, parts, alphabet, body, meaning, node,
  action, outcome, version)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?))"),
      update_outcome_(database, "UPDATE texts SET outcome = ? WHERE id = ?"),
      update_silenced_(database, "UPDATE texts SET silenced = ? WHERE id = ?"),
      select_origin_(database, "SELECT smsc, subscriber, hall_number FROM texts WHERE id = ?"),
      select_said_(database, "SELECT id, subscriber, hall_number, body, meaning, action, outcome FROM texts WHERE id = ?"),
      update_read_(database, "UPDATE inbound SET status = 'read', text_id = ? WHERE id = ?"),
      update_status_(database, "UPDATE inbound SET status = ? WHERE id = ?"),
      update_repeated_(database, "UPDATE inbound SET status = 'repeated', repeat_of = ? WHERE id = ?"),
      update_answered_(database, R"(
UPDATE inbound SET answered_at = ?1, in_doubt = in_doubt AND ?2 - coalesce(waiting_since, received_at) > ?3 WHERE id = ?4)"),
      update_resolved_(database, "UPDATE inbound SET in_doubt = 0 WHERE id = ?"),
      update_forgotten_(database, "UPDATE inbound SET in_doubt = 0 WHERE in_doubt = 1 AND coalesce(waiting_since, received_at) < ?"),
      move_doubts_(database, "UPDATE inbound SET waiting_since = coalesce(waiting_since, received_at) + ? WHERE in_doubt = 1"),
      select_in_doubt_(database, R"(
SELECT i.id, i.session, coalesce(i.waiting_since, i.received_at), CASE i.status WHEN 'repeated' THEN coalesce(f.status, i.status) ELSE i.status END,
  coalesce(i.text_id, f.text_id), i.repeat_of
FROM inbound i LEFT JOIN inbound f ON f.id = i.repeat_of
WHERE i.in_doubt = 1 AND i.fingerprint = ? AND coalesce(i.waiting_since, i.received_at) >= ? AND i.smsc = ? AND i.source = ? AND i.destination = ?
  AND i.esm_class = ? AND i.data_coding = ? AND i.short_message = ?
ORDER BY i.id)"),
      count_in_doubt_(database, "SELECT count(*) FROM inbound WHERE in_doubt = 1"),
      select_waiting_(database, R"(
SELECT id, received_at, destination, subscriber, esm_class, short_message, tlvs,
  part_scheme, part_reference, part_total, part_sequence,
  (SELECT max(r.received_at) FROM inbound r WHERE r.repeat_of = inbound.id), data_coding
FROM inbound WHERE status = 'waiting'
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'part' AND a.row_id = inbound.id) ORDER BY id)") {}

std::int64_t Texts::record_inbound(const InboundRow& row) {
    std::optional<std::string> scheme;
    std::optional<int> reference;
    std::optional<int> total;
    std::optional<int> sequence;
    if (row.part) {
        scheme = row.part->scheme;
        reference = row.part->reference;
        total = row.part->total;
        sequence = row.part->sequence;
    }
    insert_inbound_.run(row.smsc, row.link, row.received_at, row.recorded_at, row.command, row.sequence_number,
                        row.service_type, row.source.digits, row.source.ton, row.source.npi, row.destination.digits,
                        row.destination.ton, row.destination.npi, row.esm_class, row.protocol_id, row.priority_flag,
                        row.data_coding, std::span(row.short_message), std::span(row.tlvs), row.subscriber, row.kind,
                        scheme, reference, total, sequence, row.status, row.text_id, row.session, row.waiting_since,
                        row.fingerprint,
                        row.fingerprint ? 1 : 0, row.repeat_of);
    return database_.last_insert_id();
}

std::int64_t Texts::record_text(const TextRow& row) {
    insert_text_.run(row.smsc, row.subscriber, row.hall_number, row.received_at, row.decided_at, row.parts,
                     row.alphabet, row.body, row.meaning, row.node, row.action, row.outcome, row.version);
    return database_.last_insert_id();
}

void Texts::record_silenced(std::int64_t text_id, std::string_view why) { update_silenced_.run(why, text_id); }

void Texts::record_outcome(std::int64_t text_id, std::string_view outcome) { update_outcome_.run(outcome, text_id); }

std::optional<TextOriginRow> Texts::origin(std::int64_t text_id) {
    std::optional<TextOriginRow> row;
    select_origin_.begin(text_id);
    if (select_origin_.step())
        row = TextOriginRow{select_origin_.text(0), select_origin_.text(1), select_origin_.text(2)};
    select_origin_.reset();
    return row;
}

std::optional<SaidRow> Texts::said(std::int64_t text_id) {
    std::optional<SaidRow> row;
    auto& s = select_said_;
    s.begin(text_id);
    if (s.step())
        row = SaidRow{s.integer(0), s.text(1), s.text(2), s.optional_text(3), s.text(4), s.optional_text(5), s.optional_text(6)};
    s.reset();
    return row;
}

void Texts::record_read(std::int64_t inbound_id, std::int64_t text_id) { update_read_.run(text_id, inbound_id); }

void Texts::record_repeated(std::int64_t inbound_id, std::int64_t first) { update_repeated_.run(first, inbound_id); }

void Texts::record_receipt(std::int64_t inbound_id) { update_status_.run("receipt", inbound_id); }

void Texts::record_given_up(std::int64_t inbound_id) { update_status_.run("given_up", inbound_id); }

void Texts::record_answered(std::int64_t inbound_id, std::int64_t at, std::int64_t proven_at, std::int64_t patience) {
    update_answered_.run(at, proven_at, patience, inbound_id);
}

std::vector<InDoubtRow> Texts::in_doubt(const InboundRow& row, std::int64_t since) {
    std::vector<InDoubtRow> rows;
    select_in_doubt_.begin(row.fingerprint, since, row.smsc, row.source.digits, row.destination.digits, row.esm_class,
                           row.data_coding, std::span(row.short_message));
    while (select_in_doubt_.step()) {
        auto& s = select_in_doubt_;
        rows.push_back({s.integer(0), s.integer(1), s.integer(2), s.text(3), s.optional_integer(4),
                        s.optional_integer(5)});
    }
    select_in_doubt_.reset();
    return rows;
}

void Texts::record_doubt_resolved(std::int64_t inbound_id) { update_resolved_.run(inbound_id); }

void Texts::forget_doubts(std::int64_t before) { update_forgotten_.run(before); }

void Texts::move_doubts(std::int64_t by) { move_doubts_.run(by); }

std::int64_t Texts::count_in_doubt() {
    count_in_doubt_.begin();
    const auto count = count_in_doubt_.step() ? count_in_doubt_.integer(0) : 0;
    count_in_doubt_.reset();
    return count;
}

std::vector<WaitingPartRow> Texts::waiting_parts() {
    std::vector<WaitingPartRow> rows;
    select_waiting_.begin();
    while (select_waiting_.step()) {
        auto& s = select_waiting_;
        WaitingPartRow row;
        row.id = s.integer(0);
        row.received_at = s.integer(1);
        row.destination = s.text(2);
        row.subscriber = s.text(3);
        row.esm_class = static_cast<int>(s.integer(4));
        const auto message = s.blob(5);
        row.short_message.assign(message.begin(), message.end());
        const auto tlvs = s.blob(6);
        row.tlvs.assign(tlvs.begin(), tlvs.end());
        row.part = {s.text(7), static_cast<int>(s.integer(8)), static_cast<int>(s.integer(9)),
                    static_cast<int>(s.integer(10))};
        row.repeated_at = s.optional_integer(11);
        row.data_coding = static_cast<int>(s.integer(12));
        rows.push_back(std::move(row));
    }
    select_waiting_.reset();
    return rows;
}

}  // namespace hall::store
