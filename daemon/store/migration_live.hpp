#pragma once
// Schema 4: what the hall works by can change while it answers.

namespace hall::store {

inline constexpr const char* migration_live = R"sql(
ALTER TABLE dialogues ADD COLUMN shown TEXT NOT NULL DEFAULT '';   -- what his digits choose: 1=id 2=id ...
ALTER TABLE dialogues ADD COLUMN page INTEGER NOT NULL DEFAULT 0;  -- of a list that is cut into pages, from 0; -1: an offer
)sql";

}  // namespace hall::store
