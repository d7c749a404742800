#include "daemon/store/schema.hpp"

#include "daemon/store/migration_aside.hpp"
#include "daemon/store/migration_book.hpp"
#include "daemon/store/migration_life.hpp"
#include "daemon/store/migration_live.hpp"
#include "daemon/store/migration_notices.hpp"
#include "daemon/store/migration_outages.hpp"
#include "daemon/store/migration_odd.hpp"
#include "daemon/store/migration_owners.hpp"
#include "daemon/store/migration_senders.hpp"

#include <fmt/format.h>

#include <array>

namespace hall::store {

namespace {

// Times are milliseconds since 1970 UTC. Views begin with v_ and are the stable face for other people's
// scripts (docs/database.md); tables may change with a migration.
constexpr std::array migrations = {
    R"sql(
-- Each deliver_sm or data_sm, exactly as it came.
CREATE TABLE inbound (
  id INTEGER PRIMARY KEY,
  smsc TEXT NOT NULL,
  link TEXT NOT NULL,
  received_at INTEGER NOT NULL,            -- read from the socket
  recorded_at INTEGER NOT NULL,            -- taken up by the clerk
  answered_at INTEGER,                     -- its response was handed to the kernel; NULL: in doubt
  command TEXT NOT NULL CHECK (command IN ('deliver_sm', 'data_sm')),
  sequence_number INTEGER NOT NULL,
  service_type TEXT NOT NULL,
  source TEXT NOT NULL, source_ton INTEGER NOT NULL, source_npi INTEGER NOT NULL,
  destination TEXT NOT NULL, destination_ton INTEGER NOT NULL, destination_npi INTEGER NOT NULL,
  esm_class INTEGER NOT NULL, protocol_id INTEGER NOT NULL, priority_flag INTEGER NOT NULL,
  data_coding INTEGER NOT NULL,
  short_message BLOB NOT NULL,
  tlvs BLOB NOT NULL,                      -- as on the wire, message_payload among them
  subscriber TEXT NOT NULL,                -- canonical form of source
  kind TEXT NOT NULL CHECK (kind IN ('text', 'part', 'receipt')),
  part_scheme TEXT, part_reference INTEGER, part_total INTEGER, part_sequence INTEGER,
  status TEXT NOT NULL CHECK (status IN ('read', 'waiting', 'repeated', 'given_up', 'receipt', 'ignored', 'failed')),
  text_id INTEGER REFERENCES texts (id)
) STRICT;
CREATE INDEX inbound_waiting ON inbound (id) WHERE status = 'waiting';
CREATE INDEX inbound_of_text ON inbound (text_id) WHERE text_id IS NOT NULL;

-- Each whole text of a subscriber, as it was understood.
CREATE TABLE texts (
  id INTEGER PRIMARY KEY,
  smsc TEXT NOT NULL,
  subscriber TEXT NOT NULL,
  hall_number TEXT NOT NULL,               -- the number texted to, extension included
  received_at INTEGER NOT NULL,            -- of its last part
  decided_at INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  alphabet TEXT NOT NULL,
  body TEXT,                               -- NULL: binary, or not to be read
  meaning TEXT NOT NULL,                   -- how it was understood: code, choice, back, home, unknown ...
  node TEXT, action TEXT, outcome TEXT
) STRICT;
CREATE INDEX texts_of_subscriber ON texts (subscriber, id);

-- Each answer to a text.
CREATE TABLE replies (
  id INTEGER PRIMARY KEY,
  text_id INTEGER NOT NULL REFERENCES texts (id),
  smsc TEXT NOT NULL,
  subscriber TEXT NOT NULL,
  source TEXT NOT NULL, source_ton INTEGER NOT NULL, source_npi INTEGER NOT NULL,
  destination TEXT NOT NULL, destination_ton INTEGER NOT NULL, destination_npi INTEGER NOT NULL,
  body TEXT NOT NULL,
  alphabet TEXT NOT NULL,
  data_coding INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  open_parts INTEGER NOT NULL,             -- parts not settled yet
  failed_parts INTEGER NOT NULL DEFAULT 0, -- refused or expired
  registered_delivery INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  settled_at INTEGER,
  status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'accepted', 'failed'))
) STRICT;
CREATE INDEX replies_of_text ON replies (text_id);

-- Each submit_sm: one part of a reply.
CREATE TABLE outbound (
  id INTEGER PRIMARY KEY,
  reply_id INTEGER NOT NULL REFERENCES replies (id),
  part INTEGER NOT NULL,                   -- from 1
  esm_class INTEGER NOT NULL,
  short_message BLOB NOT NULL,
  tlvs BLOB NOT NULL,
  status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'accepted', 'refused', 'expired')),
  attempts INTEGER NOT NULL DEFAULT 0,     -- submits in the run that settled it
  maybe_repeated INTEGER NOT NULL DEFAULT 0, -- 1: submitted again although an earlier submit may have been taken
  submitted_at INTEGER, answered_at INTEGER,
  command_status INTEGER, message_id TEXT  -- of the last answer; NULL: there was none
) STRICT;
CREATE INDEX outbound_waiting ON outbound (id) WHERE status = 'waiting';
CREATE INDEX outbound_of_reply ON outbound (reply_id);

-- Where each subscriber stands in the menu.
CREATE TABLE dialogues (
  subscriber TEXT NOT NULL,
  hall_number TEXT NOT NULL,
  node TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (subscriber, hall_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_events (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  smsc TEXT NOT NULL,
  link TEXT NOT NULL,
  event TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX link_events_of_link ON link_events (link, id);

-- Every version of every configuration file that was ever in force.
CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  in_force_from INTEGER NOT NULL,
  program_version TEXT NOT NULL,
  path TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE VIEW v_messages (at, direction, subscriber, hall_number, smsc, body, parts, alphabet, status, meaning, node,
                        action, outcome, text_id, reply_id, maybe_repeated, command_status) AS
  SELECT t.received_at, 'in', t.subscriber, t.hall_number, t.smsc, t.body, t.parts, t.alphabet,
         CASE WHEN EXISTS (SELECT 1 FROM replies r WHERE r.text_id = t.id) THEN 'answered' ELSE 'not answered' END,
         t.meaning, t.node, t.action, t.outcome, t.id, NULL, NULL, NULL
  FROM texts t
  UNION ALL
  SELECT r.created_at, 'out', t.subscriber, r.source, r.smsc, r.body, r.parts, r.alphabet, r.status, NULL, t.node,
         t.action, t.outcome, r.text_id, r.id,
         (SELECT max(o.maybe_repeated) FROM outbound o WHERE o.reply_id = r.id),
         (SELECT max(o.command_status) FROM outbound o WHERE o.reply_id = r.id AND o.status <> 'accepted')
  FROM texts t JOIN replies r ON r.text_id = t.id;

CREATE VIEW v_latency (text_id, smsc, received_at, decided_ms, acknowledged_ms, submitted_ms, accepted_ms) AS
  SELECT t.id, t.smsc, t.received_at, t.decided_at - t.received_at,
         (SELECT max(i.answered_at) FROM inbound i WHERE i.text_id = t.id) - t.received_at,
         (SELECT max(o.submitted_at) FROM outbound o JOIN replies r ON r.id = o.reply_id WHERE r.text_id = t.id)
           - t.received_at,
         (SELECT max(r.settled_at) FROM replies r WHERE r.text_id = t.id AND r.status = 'accepted') - t.received_at
  FROM texts t;

CREATE VIEW v_outbox (smsc, waiting_parts, oldest_created_at) AS
  SELECT r.smsc, count(*), min(r.created_at)
  FROM outbound o JOIN replies r ON r.id = o.reply_id WHERE o.status = 'waiting' GROUP BY r.smsc;

CREATE VIEW v_links (link, smsc, event, since, detail) AS
  SELECT e.link, e.smsc, e.event, e.at, e.detail
  FROM (SELECT max(id) AS id FROM link_events GROUP BY link) last JOIN link_events e ON e.id = last.id;

CREATE VIEW v_node_use (day, node, meaning, texts) AS
  SELECT date(received_at / 1000, 'unixepoch'), node, meaning, count(*) FROM texts GROUP BY 1, 2, 3;
)sql",
    R"sql(
-- Redelivery: which answers the SMSC may not have seen, and which PDU repeats which. From here on answered_at is
-- written once the SMSC is known to have read the answer and to have lived on; NULL: it may never have seen one.
ALTER TABLE inbound ADD COLUMN fingerprint INTEGER;              -- of all that a redelivery keeps; NULL: a receipt
ALTER TABLE inbound ADD COLUMN waiting_since INTEGER;            -- before received_at: may have lain in our socket since
ALTER TABLE inbound ADD COLUMN session INTEGER NOT NULL DEFAULT 0; -- the connection it came over
ALTER TABLE inbound ADD COLUMN in_doubt INTEGER NOT NULL DEFAULT 0; -- 1: the SMSC may deliver it again
ALTER TABLE inbound ADD COLUMN repeat_of INTEGER REFERENCES inbound (id);
CREATE INDEX inbound_in_doubt ON inbound (fingerprint) WHERE in_doubt = 1;
CREATE INDEX inbound_repeats ON inbound (repeat_of) WHERE repeat_of IS NOT NULL;

-- Replies until settled.
ALTER TABLE replies ADD COLUMN useful_until INTEGER;             -- NULL: as long as replies are tried at all
ALTER TABLE outbound ADD COLUMN announced_at INTEGER;            -- from when on it may have left; NULL: it has not
UPDATE outbound SET announced_at = 0 WHERE status = 'waiting';
ALTER TABLE outbound ADD COLUMN held INTEGER NOT NULL DEFAULT 0; -- 1: waits for a person (unanswered: hold)
ALTER TABLE outbound ADD COLUMN reason TEXT;                     -- too_old, unanswered, dialogue_over, given_up
-- What the SMSC's receipts said of this part. NULL: none was asked for; 'awaited': none has come.
ALTER TABLE outbound ADD COLUMN receipt_state TEXT;
ALTER TABLE outbound ADD COLUMN receipt_error TEXT;
ALTER TABLE outbound ADD COLUMN receipt_at INTEGER;
CREATE INDEX outbound_message_id ON outbound (message_id) WHERE receipt_state IS NOT NULL;

-- Each receipt as it was understood. A parked one came before the submit that it speaks of was recorded.
CREATE TABLE receipts (
  id INTEGER PRIMARY KEY,
  inbound_id INTEGER NOT NULL REFERENCES inbound (id),
  smsc TEXT NOT NULL,
  subscriber TEXT NOT NULL,
  message_id TEXT NOT NULL,                -- as the receipt writes it
  state TEXT NOT NULL,                     -- enroute, delivered, expired, deleted, undeliverable, accepted, ...
  error TEXT,
  received_at INTEGER NOT NULL,
  outbound_id INTEGER REFERENCES outbound (id),
  status TEXT NOT NULL CHECK (status IN ('parked', 'applied', 'repeated', 'stale', 'unmatched'))
) STRICT;
CREATE INDEX receipts_parked ON receipts (subscriber) WHERE status = 'parked';

-- Each run of the daemon; ended_at NULL: it goes on, or it was killed.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  program_version TEXT NOT NULL
) STRICT;

DROP VIEW v_latency;
CREATE VIEW v_latency (text_id, smsc, received_at, decided_ms, acknowledged_ms, submitted_ms, accepted_ms) AS
  SELECT t.id, t.smsc, t.received_at, t.decided_at - t.received_at,
         (SELECT max(i.answered_at) FROM inbound i WHERE i.text_id = t.id AND i.status = 'read') - t.received_at,
         (SELECT max(o.submitted_at) FROM outbound o JOIN replies r ON r.id = o.reply_id WHERE r.text_id = t.id)
           - t.received_at,
         (SELECT max(r.settled_at) FROM replies r WHERE r.text_id = t.id AND r.status = 'accepted') - t.received_at
  FROM texts t;

DROP VIEW v_outbox;
CREATE VIEW v_outbox (smsc, waiting_parts, held_parts, oldest_created_at) AS
  SELECT r.smsc, sum(o.held = 0), sum(o.held), min(r.created_at)
  FROM outbound o JOIN replies r ON r.id = o.reply_id WHERE o.status = 'waiting' GROUP BY r.smsc;

-- What the SMSC delivered again, and when it had delivered it first.
CREATE VIEW v_repeats (at, subscriber, smsc, link, inbound_id, repeat_of, first_at, text_id) AS
  SELECT i.received_at, i.subscriber, i.smsc, i.link, i.id, i.repeat_of, f.received_at, i.text_id
  FROM inbound i JOIN inbound f ON f.id = i.repeat_of;

-- How far each reply got by its receipts: delivered when all its parts are, failed when one is.
CREATE VIEW v_deliveries (reply_id, subscriber, smsc, created_at, parts, delivered_parts, failed_parts, state) AS
  SELECT reply_id, subscriber, smsc, created_at, parts, delivered, failed,
         CASE WHEN failed > 0 THEN 'failed' WHEN delivered = parts THEN 'delivered' ELSE 'awaited' END
  FROM (SELECT r.id AS reply_id, r.subscriber, r.smsc, r.created_at, r.parts,
               sum(o.receipt_state = 'delivered') AS delivered,
               sum(o.receipt_state IN ('expired', 'deleted', 'undeliverable', 'rejected', 'skipped')) AS failed
        FROM replies r JOIN outbound o ON o.reply_id = r.id WHERE o.receipt_state IS NOT NULL GROUP BY r.id);

CREATE VIEW v_receipts (day, smsc, status, state, receipts) AS
  SELECT date(received_at / 1000, 'unixepoch'), smsc, status, state, count(*) FROM receipts GROUP BY 1, 2, 3, 4;
)sql",
    migration_book,
    migration_live,
    migration_notices,
    migration_life,
    migration_aside,
    migration_owners,
    migration_senders,
    migration_outages,
    migration_odd,
};

int version_of(Database& database) {
    Statement statement(database, "PRAGMA user_version");
    statement.begin();
    return statement.step() ? static_cast<int>(statement.integer(0)) : 0;
}

}  // namespace

int schema_version() { return static_cast<int>(migrations.size()); }

void migrate(Database& database) {
    const int reached = version_of(database);
    if (reached > schema_version())
        throw StoreError(fmt::format("the database has schema {}, this program knows {} and older; run the newer "
                                     "program, or restore the backup made before the upgrade",
                                     reached, schema_version()),
                         0);
    for (int next = reached; next < schema_version(); ++next) {
        Transaction transaction(database);
        database.execute(migrations[static_cast<std::size_t>(next)]);
        database.execute(fmt::format("PRAGMA user_version={}", next + 1).c_str());
        transaction.commit();
    }
}

}  // namespace hall::store
