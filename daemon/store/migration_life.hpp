#pragma once
// Schema 6: the last sign of life, by which a wrong clock is known.

namespace hall::store {

inline constexpr const char* migration_life = R"sql(
-- The latest moment at which the hall was alive and believed its clock. No row: it has not lived since schema 6.
CREATE TABLE life (id INTEGER PRIMARY KEY CHECK (id = 1), seen_at INTEGER NOT NULL) STRICT;

-- Where somebody accepted a clock that was ahead: the hall's time went on from leapt_to, by_ms later than it would have.
CREATE TABLE clock_leaps (leapt_to INTEGER PRIMARY KEY, by_ms INTEGER NOT NULL CHECK (by_ms > 0)) STRICT;

CREATE VIEW v_life (seen_at) AS SELECT seen_at FROM life;
)sql";

}  // namespace hall::store
