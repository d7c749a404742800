#pragma once
// Schema 5: what the hall has to tell unasked waits here until its SMSC has room, and what must be told before a charge
// holds that charge back. And which replies had no effect, so that a newer one may take their place.

namespace hall::store {

inline constexpr const char* migration_notices = R"sql(
ALTER TABLE replies ADD COLUMN replaceable INTEGER NOT NULL DEFAULT 0; -- 1: it had no effect; a newer one may replace it

-- Notices that are not with their SMSC yet. Most of them leave as soon as they are written and never stand here.
CREATE TABLE notices (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,                   -- what it is about: subscription-12, referral-7, case-3
  kind TEXT NOT NULL,                      -- the name of its text
  subscriber TEXT NOT NULL,
  text_id INTEGER NOT NULL REFERENCES texts (id), -- its cause
  smsc TEXT NOT NULL,                      -- that it goes out over
  hall_number TEXT NOT NULL,               -- that it comes from
  body TEXT NOT NULL,
  since INTEGER NOT NULL,                  -- it was written, ms since 1970 UTC
  not_before INTEGER NOT NULL,             -- it is not sent earlier
  tries INTEGER NOT NULL DEFAULT 0,        -- that its SMSC did not take
  reply_id INTEGER REFERENCES replies (id), -- on its way as; NULL: it waits
  holds INTEGER REFERENCES subscriptions (id), -- what is not charged until its SMSC has taken it
  UNIQUE (subject, kind)
) STRICT;
CREATE INDEX notices_waiting ON notices (smsc, not_before, id) WHERE reply_id IS NULL;
CREATE INDEX notices_to ON notices (subscriber);
CREATE INDEX notices_under_way ON notices (reply_id) WHERE reply_id IS NOT NULL;
CREATE INDEX notices_holding ON notices (holds) WHERE holds IS NOT NULL;
CREATE INDEX notices_holding_since ON notices (since, id) WHERE holds IS NOT NULL;

CREATE VIEW v_notices (notice_id, subject, notice, subscriber, smsc, since, not_before, tries, reply_id, holds_subscription) AS
  SELECT id, subject, kind, subscriber, smsc, since, not_before, tries, reply_id, holds FROM notices;

-- Replies and notices of which a part was not sent to the end, and why.
CREATE VIEW v_given_up (at, reply_id, kind, subscriber, smsc, reason, parts) AS
  SELECT max(o.answered_at), r.id, coalesce(r.notice, 'reply'), r.subscriber, r.smsc, o.reason, count(*)
  FROM outbound o JOIN replies r ON r.id = o.reply_id WHERE o.status = 'expired' GROUP BY r.id, o.reason;
)sql";

}  // namespace hall::store
