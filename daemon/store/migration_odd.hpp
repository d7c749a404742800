#pragma once
// Schema 11: what peers got so wrong that it was refused, and texts that are never answered.

namespace hall::store {

inline constexpr const char* migration_odd = R"sql(
-- Each deliver_sm or data_sm that made no sense, exactly as it came.
CREATE TABLE refused_pdus (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  smsc TEXT NOT NULL,
  link TEXT NOT NULL,
  command TEXT NOT NULL,
  sequence_number INTEGER NOT NULL,
  command_status INTEGER NOT NULL,         -- what the SMSC heard
  why TEXT NOT NULL,
  pdu BLOB NOT NULL
) STRICT;

CREATE VIEW v_refused (at, smsc, link, command, sequence_number, command_status, why, pdu) AS
  SELECT at, smsc, link, command, sequence_number, command_status, why, hex(pdu) FROM refused_pdus;

-- Of names, of the hall's own number, of nobody: written down and left.
CREATE INDEX inbound_ignored ON inbound (received_at) WHERE status = 'ignored';
CREATE VIEW v_never_answered (at, smsc, link, sender, sender_ton, destination, inbound_id) AS
  SELECT received_at, smsc, link, source, source_ton, destination, id FROM inbound WHERE status = 'ignored';
)sql";

}  // namespace hall::store
