#pragma once
// The tables, and how an older database becomes a current one. Each migration is numbered, runs in its own
// transaction, and never changes once it has shipped. PRAGMA user_version holds the number reached.

#include "daemon/store/database.hpp"

namespace hall::store {

/// The number of migrations this program knows.
int schema_version();

/// Brings the database to schema_version(). Throws StoreError; refuses a database that a newer program
/// has migrated, with a sentence that says so.
void migrate(Database& database);

}  // namespace hall::store
