#pragma once
// Schema 6: the last sign of life, by which a wrong clock is known.

namespace hall::store {

inline constexpr const char* migration_life = R"sql(
-- The latest moment at which the hall was alive and believed its clock. No row: it has not lived since schema 6.
CREATE TABLE life (id INTEGER PRIMARY KEY CHECK (id = 1), seen_at INTEGER NOT NULL) STRICT;

CREATE VIEW v_life (seen_at) AS SELECT seen_at FROM life;
)sql";

}  // namespace hall::store
