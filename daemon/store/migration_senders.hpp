#pragma once
// Schema 9: receipts that came as ordinary messages.

namespace hall::store {

inline constexpr const char* migration_senders = R"sql(
-- 1: it came as an ordinary message (esm_class 0, 2 or 3, no TLVs), which anybody can write. It is believed only of a part
-- that was sent to its number.
ALTER TABLE receipts ADD COLUMN plain INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace hall::store
