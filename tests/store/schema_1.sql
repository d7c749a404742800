-- The database as schema 1 left it: what upgrades begin from. Never edited.
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

-- What a hall of that schema left behind: a text that was answered, one whose reply still waits, a part that waits.
INSERT INTO texts VALUES (1, 'main', '8613800138000', '10086', 1000, 1001, 1, 'gsm7', '42', 'code', 'sale', NULL, NULL);
INSERT INTO texts VALUES (2, 'main', '8613800138000', '10086', 2000, 2001, 1, 'gsm7', 'YE', 'code', 'balance', NULL, NULL);
INSERT INTO inbound VALUES (1, 'main', 'main', 1000, 1001, 1002, 'deliver_sm', 1, '', '13800138000', 1, 1, '10086', 0, 1,
  0, 0, 0, 0, X'3432', X'', '8613800138000', 'text', NULL, NULL, NULL, NULL, 'read', 1);
INSERT INTO inbound VALUES (2, 'main', 'main', 2000, 2001, NULL, 'deliver_sm', 2, '', '13800138000', 1, 1, '10086', 0, 1,
  0, 0, 0, 0, X'5945', X'', '8613800138000', 'text', NULL, NULL, NULL, NULL, 'read', 2);
INSERT INTO inbound VALUES (3, 'main', 'main', 3000, 3001, NULL, 'deliver_sm', 3, '', '13800138000', 1, 1, '10086', 0, 1,
  64, 0, 0, 0, X'05000301020134', X'', '8613800138000', 'part', 'udh8', 1, 2, 1, 'waiting', NULL);
INSERT INTO replies VALUES (1, 1, 'main', '8613800138000', '10086', 0, 1, '13800138000', 1, 1, 'ok', 'gsm7', 0, 1, 0, 0,
  0, 1001, 1005, 'accepted');
INSERT INTO replies VALUES (2, 2, 'main', '8613800138000', '10086', 0, 1, '13800138000', 1, 1, 'ok', 'gsm7', 0, 1, 1, 0,
  0, 2001, NULL, 'waiting');
INSERT INTO outbound VALUES (1, 1, 1, 0, X'6F6B', X'', 'accepted', 1, 0, 1004, 1005, 0, 'a');
INSERT INTO outbound VALUES (2, 2, 1, 0, X'6F6B', X'', 'waiting', 0, 0, NULL, NULL, NULL, NULL);
PRAGMA user_version = 1;
