#pragma once
// Schema 4: what the hall works by can change while it answers. Every version of its files that was ever in force, which
// of them decided each text, and who asked for what. Where a subscriber stands gets the list that he was shown last.

namespace hall::store {

inline constexpr const char* migration_live = R"sql(
ALTER TABLE dialogues ADD COLUMN shown TEXT NOT NULL DEFAULT '';   -- what his digits choose: 1=id 2=id ...
ALTER TABLE dialogues ADD COLUMN page INTEGER NOT NULL DEFAULT 0;  -- of a list that is cut into pages, from 0; -1: an offer

-- What the hall works by, from a start, a reload or a rollback on until the next row. It takes the place of table
-- settings, whose rows of earlier programs stay.
CREATE TABLE versions (
  id INTEGER PRIMARY KEY,
  in_force_from INTEGER NOT NULL,
  program_version TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('start', 'reload', 'rollback')),
  who TEXT NOT NULL,
  hash TEXT NOT NULL,                      -- of all its files
  summary TEXT NOT NULL,                   -- what changed, a line each
  of_version INTEGER REFERENCES versions (id), -- of a rollback: whose files they are
  overrules TEXT                           -- of a rollback: hash of the files on disk that it has set aside
) STRICT;

CREATE TABLE version_files (
  version_id INTEGER NOT NULL REFERENCES versions (id),
  role TEXT NOT NULL CHECK (role IN ('settings', 'menu', 'catalogue', 'include')),
  path TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (version_id, path)
) STRICT;

ALTER TABLE texts ADD COLUMN version INTEGER REFERENCES versions (id); -- that decided it; NULL: before schema 4

-- Everything that was asked of the running hall and may change it, also what came to nothing.
CREATE TABLE control_log (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  command TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'unchanged', 'refused', 'failed')),
  detail TEXT NOT NULL
) STRICT;

CREATE VIEW v_versions (version, in_force_from, in_force_until, how, who, program_version, hash, of_version, files, summary) AS
  SELECT v.id, v.in_force_from, (SELECT n.in_force_from FROM versions n WHERE n.id > v.id ORDER BY n.id LIMIT 1), v.how,
         v.who, v.program_version, v.hash, v.of_version,
         (SELECT count(*) FROM version_files f WHERE f.version_id = v.id), v.summary
  FROM versions v;

CREATE VIEW v_control (at, who, command, outcome, detail) AS
  SELECT at, who, command, outcome, detail FROM control_log;
)sql";

}  // namespace hall::store
