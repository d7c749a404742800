#pragma once
// Parts of replies that must not leave any more, because whom they are for has gone: an import writes them down
// (owners.hpp), the daemon sees to it. For the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/database.hpp"

#include <vector>

namespace hall::store {

struct RecallRow {
    std::int64_t outbound_id = 0;
    std::string smsc;
    bool held = false;  // it waits for a person, and no link has it
};

class Recalls {
public:
    explicit Recalls(Database& database)
        : select_(database, R"(
SELECT c.outbound_id, r.smsc, o.held FROM recalls c INDEXED BY recalls_untold
  JOIN outbound o ON o.id = c.outbound_id JOIN replies r ON r.id = o.reply_id
WHERE c.told = 0 AND o.status = 'waiting' ORDER BY c.outbound_id)"),
          update_(database, "UPDATE recalls SET told = 1 WHERE told = 0"),
          select_all_(database, R"(
SELECT c.outbound_id, r.smsc, o.held FROM recalls c JOIN outbound o ON o.id = c.outbound_id
  JOIN replies r ON r.id = o.reply_id
WHERE o.status = 'waiting' ORDER BY c.outbound_id)"),
          delete_(database, "DELETE FROM recalls") {}

    /// Those that nobody has been told of in this run; from now on somebody has.
    std::vector<RecallRow> take_untold() {
        auto rows = read(select_);
        if (!rows.empty()) update_.run();
        return rows;
    }

    /// At the start of a run: all that still wait. They are forgotten here, and must be settled in this transaction.
    std::vector<RecallRow> take_all() {
        auto rows = read(select_all_);
        delete_.run();
        return rows;
    }

private:
    static std::vector<RecallRow> read(Statement& s) {
        std::vector<RecallRow> rows;
        s.begin();
        while (s.step()) rows.push_back({s.integer(0), s.text(1), s.integer(2) != 0});
        s.reset();
        return rows;
    }

    Statement select_;
    Statement update_;
    Statement select_all_;
    Statement delete_;
};

}  // namespace hall::store
