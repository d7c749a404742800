#pragma once
// Schema 3: the book. Subscribers and what they have, what they pay, whom they recommend, what they were asked.
// Days are counted from 1970-01-01 in the hall's time zone, moments in milliseconds by the hall's clock, money in fen.

namespace hall::store {

inline constexpr const char* migration_book = R"sql(
-- The hall's clock runs ahead of the real one by so much. Only a hall for tests has the row.
CREATE TABLE test_clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead_ms INTEGER NOT NULL) STRICT;

-- A notice is sent for an earlier text: the order it speaks of, the recommendation it carries out.
ALTER TABLE replies ADD COLUMN kind TEXT NOT NULL DEFAULT 'reply' CHECK (kind IN ('reply', 'notice'));
ALTER TABLE replies ADD COLUMN notice TEXT;      -- the name of its text; NULL: a reply

CREATE TABLE subscribers (
  number TEXT PRIMARY KEY,                       -- canonical
  status TEXT NOT NULL CHECK (status IN ('active', 'suspended', 'cancelled')),
  brand TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '',
  tariff TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  gender TEXT NOT NULL DEFAULT '',
  handset TEXT NOT NULL DEFAULT '',
  birth_day INTEGER,
  joined_day INTEGER,
  spend INTEGER NOT NULL DEFAULT 0,              -- of the last whole month
  blacklisted INTEGER NOT NULL DEFAULT 0,
  balance INTEGER NOT NULL DEFAULT 0             -- the sum of his movements
) STRICT, WITHOUT ROWID;

-- Who wants no recommendations and no advertisements, since when, and the text that said so.
CREATE TABLE opt_outs (
  number TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  text_id INTEGER NOT NULL REFERENCES texts (id)
) STRICT, WITHOUT ROWID;

-- What he used and what he has of it, by calendar month (202611).
CREATE TABLE usage (
  number TEXT NOT NULL,
  month INTEGER NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('data_mb', 'minutes', 'texts')),
  used INTEGER NOT NULL,
  PRIMARY KEY (number, month, unit)
) STRICT, WITHOUT ROWID;

-- What was given to him for one month beside his packages: for points.
CREATE TABLE gifts (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  month INTEGER NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('data_mb', 'minutes', 'texts')),
  amount INTEGER NOT NULL,
  text_id INTEGER REFERENCES texts (id)
) STRICT;
CREATE INDEX gifts_of_number ON gifts (number, month);

-- Every movement of money. The sum of a number's rows is its balance.
CREATE TABLE movements (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  number TEXT NOT NULL,
  amount INTEGER NOT NULL,                       -- fen; negative: he pays
  kind TEXT NOT NULL CHECK (kind IN ('opening', 'correction', 'charge', 'points')),
  subscription_id INTEGER REFERENCES subscriptions (id),
  text_id INTEGER REFERENCES texts (id),
  remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX movements_of_number ON movements (number, id);

-- A package that somebody has or had. A trial has no phases. pending: the back end has not said yes yet; refused: it
-- said no.
CREATE TABLE subscriptions (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  package TEXT NOT NULL,
  offer TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('pending', 'trial', 'active', 'ending', 'suspended', 'ended', 'refused')),
  starts INTEGER NOT NULL,
  anchor INTEGER NOT NULL,
  until INTEGER,
  notice_days INTEGER NOT NULL,
  notice_given INTEGER NOT NULL DEFAULT 0,
  months_charged INTEGER NOT NULL DEFAULT 0,
  retries INTEGER NOT NULL DEFAULT 0,            -- charges of the next month that failed ...
  failing_since INTEGER,                         -- ... the first of them on this day
  next_day INTEGER,                              -- on which something happens to it by itself; NULL: nothing will
  text_id INTEGER NOT NULL REFERENCES texts (id) -- the text that ordered it
) STRICT;
CREATE INDEX subscriptions_of_number ON subscriptions (number);
CREATE INDEX subscriptions_due ON subscriptions (next_day, id) WHERE next_day IS NOT NULL;

-- What it costs a month, and when: the promise, written when the order was taken.
CREATE TABLE phases (
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  from_day INTEGER NOT NULL,
  until_day INTEGER,
  price INTEGER NOT NULL,
  PRIMARY KEY (subscription_id, from_day)
) STRICT, WITHOUT ROWID;

-- Each month of each subscription is charged once.
CREATE TABLE charges (
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  month INTEGER NOT NULL,                        -- from 0
  day INTEGER NOT NULL,                          -- on which it was charged
  amount INTEGER NOT NULL,
  movement_id INTEGER REFERENCES movements (id), -- NULL: it cost nothing
  PRIMARY KEY (subscription_id, month)
) STRICT, WITHOUT ROWID;

-- Each order, trial and cancellation that was carried out, and why.
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('order', 'trial', 'cancel')),
  number TEXT NOT NULL,
  package TEXT NOT NULL,
  offer TEXT NOT NULL DEFAULT '',
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  text_id INTEGER NOT NULL REFERENCES texts (id),
  referral_id INTEGER REFERENCES referrals (id),
  staff INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX orders_of_number ON orders (number, package);
CREATE INDEX orders_of_subscription ON orders (subscription_id);

-- How many orders an offer has taken: its rows in orders, counted.
CREATE TABLE offer_counts (offer TEXT PRIMARY KEY, taken INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- How often each package was ordered or tried on each day: the rows in orders, counted.
CREATE TABLE package_counts (
  day INTEGER NOT NULL,
  package TEXT NOT NULL,
  taken INTEGER NOT NULL,
  PRIMARY KEY (day, package)
) STRICT, WITHOUT ROWID;

-- What the hall asked a subscriber and waits for: yes or no, or a number of a list.
CREATE TABLE questions (
  number TEXT NOT NULL,
  hall_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('confirm', 'list')),
  action TEXT NOT NULL,
  node TEXT NOT NULL,
  package TEXT NOT NULL,                         -- of a list: package:subscription in its order, with blanks between
  terms TEXT NOT NULL,                           -- what he was told; he confirms nothing else
  staff TEXT NOT NULL DEFAULT '',
  text_id INTEGER NOT NULL REFERENCES texts (id),
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (number, hall_number)
) STRICT, WITHOUT ROWID;

-- What a back end that takes its time was asked for a text, until it is told what came of it. phase: it was asked for
-- facts, which does no harm twice; or to carry something out, which is asked about (reconciled) before it is asked
-- again.
CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  text_id INTEGER NOT NULL REFERENCES texts (id),
  number TEXT NOT NULL,
  hall_number TEXT NOT NULL,
  node TEXT NOT NULL,
  action TEXT NOT NULL,
  arguments TEXT NOT NULL,                       -- a line name=value each
  agreed TEXT NOT NULL,                          -- the terms that he has confirmed
  phase TEXT NOT NULL CHECK (phase IN ('facts', 'carry_out')),
  package TEXT NOT NULL DEFAULT '',
  subscription_id INTEGER REFERENCES subscriptions (id),
  opened_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,              -- questions that were not answered
  next_at INTEGER,                               -- when it is asked again; NULL: closed
  outcome TEXT                                   -- NULL: open
) STRICT;
CREATE INDEX cases_open ON cases (next_at) WHERE outcome IS NULL;
CREATE INDEX cases_of_number ON cases (number) WHERE outcome IS NULL;

-- Employees and agents, who are paid for orders that they bring.
CREATE TABLE staff (
  id INTEGER PRIMARY KEY,                        -- the number on the badge
  name TEXT NOT NULL,
  phone TEXT NOT NULL,                           -- canonical
  city TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX staff_of_phone ON staff (phone);

-- Each credit of an employee, and each taken back (negative).
CREATE TABLE staff_credits (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff (id),
  order_id INTEGER NOT NULL REFERENCES orders (id),
  amount INTEGER NOT NULL                        -- fen
) STRICT;
CREATE INDEX staff_credits_of_staff ON staff_credits (staff, day);
CREATE INDEX staff_credits_of_order ON staff_credits (order_id);

-- Each recommendation. open: the friend may still order; ordered: he did, and must keep it until hold_until;
-- granted, reversed (cancelled too early), lapsed (never ordered) are final.
CREATE TABLE referrals (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  referrer TEXT NOT NULL,
  friend TEXT NOT NULL,
  package TEXT NOT NULL,
  staff INTEGER REFERENCES staff (id),           -- NULL: a subscriber, who gets points
  points INTEGER NOT NULL,
  hold_days INTEGER NOT NULL,
  window_until INTEGER NOT NULL,                 -- first day on which an order does not count
  state TEXT NOT NULL CHECK (state IN ('open', 'ordered', 'granted', 'reversed', 'lapsed')),
  subscription_id INTEGER REFERENCES subscriptions (id),
  next_day INTEGER,                              -- window_until, then the end of the hold; NULL: final
  text_id INTEGER NOT NULL REFERENCES texts (id)
) STRICT;
CREATE INDEX referrals_by ON referrals (referrer, day);
CREATE INDEX referrals_to ON referrals (friend);
CREATE INDEX referrals_due ON referrals (next_day, id) WHERE next_day IS NOT NULL;
CREATE INDEX referrals_of_subscription ON referrals (subscription_id) WHERE subscription_id IS NOT NULL;

-- Points by grant, each with its expiry; what is left of each is the sum of its moves.
CREATE TABLE points_lots (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  granted_day INTEGER NOT NULL,
  expires_day INTEGER NOT NULL,                  -- first day on which they are gone
  points INTEGER NOT NULL,
  points_left INTEGER NOT NULL CHECK (points_left BETWEEN 0 AND points),
  referral_id INTEGER UNIQUE REFERENCES referrals (id)
) STRICT;
CREATE INDEX points_lots_of_number ON points_lots (number);
CREATE INDEX points_lots_due ON points_lots (expires_day) WHERE points_left > 0;
CREATE TABLE points_moves (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  lot_id INTEGER NOT NULL REFERENCES points_lots (id),
  points INTEGER NOT NULL,                       -- negative: spent or expired
  kind TEXT NOT NULL CHECK (kind IN ('granted', 'spent', 'returned', 'expired')),
  text_id INTEGER REFERENCES texts (id),
  item TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX points_moves_of_lot ON points_moves (lot_id);
CREATE INDEX points_moves_of_text ON points_moves (text_id) WHERE text_id IS NOT NULL;

DROP VIEW v_latency;
CREATE VIEW v_latency (text_id, smsc, received_at, decided_ms, acknowledged_ms, submitted_ms, accepted_ms) AS
  SELECT t.id, t.smsc, t.received_at, t.decided_at - t.received_at,
         (SELECT max(i.answered_at) FROM inbound i WHERE i.text_id = t.id AND i.status = 'read') - t.received_at,
         (SELECT max(o.submitted_at) FROM outbound o JOIN replies r ON r.id = o.reply_id
          WHERE r.text_id = t.id AND r.kind = 'reply') - t.received_at,
         (SELECT max(r.settled_at) FROM replies r
          WHERE r.text_id = t.id AND r.kind = 'reply' AND r.status = 'accepted') - t.received_at
  FROM texts t;

DROP VIEW v_messages;
CREATE VIEW v_messages (at, direction, subscriber, hall_number, smsc, body, parts, alphabet, status, meaning, node,
                        action, outcome, text_id, reply_id, maybe_repeated, command_status) AS
  SELECT t.received_at, 'in', t.subscriber, t.hall_number, t.smsc, t.body, t.parts, t.alphabet,
         CASE WHEN EXISTS (SELECT 1 FROM replies r WHERE r.text_id = t.id AND r.kind = 'reply') THEN 'answered'
              ELSE 'not answered' END,
         t.meaning, t.node, t.action, t.outcome, t.id, NULL, NULL, NULL
  FROM texts t
  UNION ALL
  SELECT r.created_at, 'out', t.subscriber, r.source, r.smsc, r.body, r.parts, r.alphabet, r.status, NULL, t.node,
         t.action, t.outcome, r.text_id, r.id,
         (SELECT max(o.maybe_repeated) FROM outbound o WHERE o.reply_id = r.id),
         (SELECT max(o.command_status) FROM outbound o WHERE o.reply_id = r.id AND o.status <> 'accepted')
  FROM texts t JOIN replies r ON r.text_id = t.id WHERE r.kind = 'reply'
  UNION ALL
  SELECT r.created_at, 'out', r.subscriber, r.source, r.smsc, r.body, r.parts, r.alphabet, r.status, NULL, NULL,
         NULL, r.notice, r.text_id, r.id,
         (SELECT max(o.maybe_repeated) FROM outbound o WHERE o.reply_id = r.id),
         (SELECT max(o.command_status) FROM outbound o WHERE o.reply_id = r.id AND o.status <> 'accepted')
  FROM replies r WHERE r.kind = 'notice';
CREATE INDEX notices_of_subscriber ON replies (subscriber, id) WHERE kind = 'notice';

CREATE VIEW v_bill (number, month, package, amount) AS
  SELECT m.number, CAST(strftime('%Y%m', m.day * 86400, 'unixepoch') AS INTEGER), s.package, -sum(m.amount)
  FROM movements m JOIN subscriptions s ON s.id = m.subscription_id WHERE m.kind = 'charge' GROUP BY 1, 2, 3;

CREATE VIEW v_subscriptions (subscription_id, number, package, offer, state, starts, until, months_charged, next_day) AS
  SELECT id, number, package, offer, state, date(starts * 86400, 'unixepoch'), date(until * 86400, 'unixepoch'),
         months_charged, date(next_day * 86400, 'unixepoch')
  FROM subscriptions;

CREATE VIEW v_orders (day, kind, package, offer, orders) AS
  SELECT date(day * 86400, 'unixepoch'), kind, package, offer, count(*) FROM orders GROUP BY 1, 2, 3, 4;
)sql";

}  // namespace hall::store
