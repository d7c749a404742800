#pragma once
// Schema 7: rows that cannot be dealt with, set aside so that all others go on; and texts that are answered again.

namespace hall::store {

inline constexpr const char* migration_aside = R"sql(
-- A row that something should have happened to, and that could not be dealt with: it waits for a person. Nothing happens to
-- it until then; the row itself is as it was, but for the day or the moment at which it was due, which is kept here.
CREATE TABLE set_aside (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('subscription', 'referral', 'lot', 'case', 'notice', 'outbound', 'part', 'receipt')),
  row_id INTEGER NOT NULL,              -- in the table of its kind; of a notice: the text that led to it
  number TEXT NOT NULL DEFAULT '',      -- whose it is, canonical; '': not known
  since INTEGER NOT NULL,
  last_at INTEGER NOT NULL,             -- when it was tried last
  tries INTEGER NOT NULL DEFAULT 1,
  why TEXT NOT NULL,                    -- names ids, never texts
  due INTEGER,                          -- next_day of a subscription or referral, next_at of a case; NULL: it has none
  needed TEXT NOT NULL DEFAULT ''       -- of a notice and of an outbound: what else it takes to try again
) STRICT;
CREATE UNIQUE INDEX set_aside_rows ON set_aside (kind, row_id) WHERE kind <> 'notice';
CREATE INDEX set_aside_of_number ON set_aside (number);

-- A text that came again while its first answer was in doubt, and was answered again: the PDU that repeated it. Its kind is
-- notice, its name answered_again or already_done; NULL in all other rows.
ALTER TABLE replies ADD COLUMN answers_repeat INTEGER REFERENCES inbound (id);
CREATE INDEX replies_to_repeats ON replies (answers_repeat) WHERE answers_repeat IS NOT NULL;

DROP VIEW v_repeats;
CREATE VIEW v_repeats (at, subscriber, smsc, link, inbound_id, repeat_of, first_at, text_id, reply_id) AS
  SELECT i.received_at, i.subscriber, i.smsc, i.link, i.id, i.repeat_of, f.received_at, i.text_id,
         (SELECT r.id FROM replies r WHERE r.answers_repeat = i.id)
  FROM inbound i JOIN inbound f ON f.id = i.repeat_of;

CREATE VIEW v_aside (id, kind, row_id, number, since, last_at, tries, why) AS
  SELECT id, kind, row_id, number, since, last_at, tries, why FROM set_aside;
)sql";

}  // namespace hall::store
