#pragma once
// Schema 9: receipts that came as ordinary messages, and numbers that are not answered for a while.

namespace hall::store {

inline constexpr const char* migration_senders = R"sql(
-- 1: it came as an ordinary message (esm_class 0, 2 or 3, no TLVs), which anybody can write. It is believed only of a part
-- that was sent to its number.
ALTER TABLE receipts ADD COLUMN plain INTEGER NOT NULL DEFAULT 0;

-- Why it was not answered although its sender is: equal_texts (it was not even read), equal_replies. NULL: it was.
ALTER TABLE texts ADD COLUMN silenced TEXT CHECK (silenced IN ('equal_texts', 'equal_replies'));
CREATE INDEX texts_silenced ON texts (id) WHERE silenced IS NOT NULL;
CREATE VIEW v_silenced (at, subscriber, hall_number, smsc, text_id, body, meaning, why) AS
  SELECT received_at, subscriber, hall_number, smsc, id, body, meaning, silenced FROM texts WHERE silenced IS NOT NULL;
)sql";

}  // namespace hall::store
