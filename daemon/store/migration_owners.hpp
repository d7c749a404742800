#pragma once
// Schema 8: a number that has a new owner, and orders that never began.

namespace hall::store {

inline constexpr const char* migration_owners = R"sql(
-- When the number was cancelled last; NULL: never since this owner has it. What an earlier owner had stands under the
-- number with ~1, ~2 ... behind it (owners.hpp).
ALTER TABLE subscribers ADD COLUMN cancelled_day INTEGER;

-- 1: it ended before its first day, and counts neither for its offer nor for the TOP10.
ALTER TABLE orders ADD COLUMN never_began INTEGER NOT NULL DEFAULT 0 CHECK (never_began IN (0, 1));
UPDATE orders SET never_began = 1 WHERE kind = 'order' AND subscription_id IN (
  SELECT id FROM subscriptions WHERE state = 'ended' AND until < starts AND months_charged = 0);
UPDATE offer_counts SET taken = taken
  - (SELECT count(*) FROM orders o WHERE o.offer = offer_counts.offer AND o.never_began = 1);
UPDATE package_counts SET taken = taken - (SELECT count(*) FROM orders o
  WHERE o.day = package_counts.day AND o.package = package_counts.package AND o.never_began = 1);

DROP VIEW v_orders;
CREATE VIEW v_orders (day, kind, package, offer, orders, never_began) AS
  SELECT date(day * 86400, 'unixepoch'), kind, package, offer, count(*), sum(never_began) FROM orders
  GROUP BY 1, 2, 3, 4;

CREATE INDEX notices_to_subscriber ON notices (subscriber);

-- Closed cases, too, are found by their number when it has a new owner.
DROP INDEX cases_of_number;
CREATE INDEX cases_of_number ON cases (number);

-- Parts that must not leave any more, because whom they are for has gone: written by an import, carried out by the
-- daemon, which forgets them when it begins anew. told 1: its links know.
CREATE TABLE recalls (
  outbound_id INTEGER PRIMARY KEY REFERENCES outbound (id),
  told INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX recalls_untold ON recalls (outbound_id) WHERE told = 0;
)sql";

}  // namespace hall::store
