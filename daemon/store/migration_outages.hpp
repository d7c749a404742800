#pragma once
// Schema 10: outages count together over restarts.

namespace hall::store {

inline constexpr const char* migration_outages = R"sql(
-- How much later the hall's time has become by outages that are not made up for yet; each counts until as much time has
-- passed as it took.
ALTER TABLE life ADD COLUMN outages_ms INTEGER NOT NULL DEFAULT 0;

DROP VIEW v_life;
CREATE VIEW v_life (seen_at, outages_ms) AS SELECT seen_at, outages_ms FROM life;
)sql";

}  // namespace hall::store
