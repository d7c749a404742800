#pragma once
// Who wants no recommendations and no advertisements. For the clerk's thread, inside its transaction. Every function
// throws StoreError.

#include "daemon/store/database.hpp"

namespace hall::store {

class OptOuts {
public:
    explicit OptOuts(Database& database)
        : select_(database, "SELECT 1 FROM opt_outs WHERE number = ?"),
          insert_(database, "INSERT OR IGNORE INTO opt_outs (number, at, text_id) VALUES (?,?,?)") {}

    bool has(std::string_view number) {
        select_.begin(number);
        const bool found = select_.step();
        select_.reset();
        return found;
    }

    /// The first time that he said so stands.
    void record(std::string_view number, std::int64_t at, std::int64_t text_id) { insert_.run(number, at, text_id); }

private:
    Statement select_;
    Statement insert_;
};

}  // namespace hall::store
