#pragma once
// A read-write connection beside the daemon's, for the operators' commands that change subscribers and staff while the
// hall answers. Why that is sound: docs/decisions/0013.
// Keep its transactions short: while one is open the clerk waits.

#include "daemon/store/database.hpp"

namespace hall::store {

class SecondWriter {
public:
    /// Opens the database at `path`; makes or migrates it where it is missing or of an older schema, which needs that
    /// no daemon runs on it. Throws StoreError.
    explicit SecondWriter(const std::filesystem::path& path);

    Database& database() { return database_; }
    Transaction begin() { return Transaction(database_); }

private:
    Database database_;
};

}  // namespace hall::store
