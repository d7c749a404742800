#pragma once
// The last sign of life: the latest moment at which the hall was alive and believed its clock. For the clerk's thread, inside
// its transaction, and for hallctl, which compares its own clock with it. Every function throws StoreError.

#include "daemon/store/database.hpp"

#include <optional>

namespace hall::store {

class Life {
public:
    explicit Life(Database& database)
        : database_(database),
          // It never goes back by itself: what lies before it counts as behind.
          record_(database, "INSERT INTO life (id, seen_at) VALUES (1, ?) "
                            "ON CONFLICT (id) DO UPDATE SET seen_at = max(seen_at, excluded.seen_at)") {}

    /// Milliseconds since 1970 UTC. A hall that has not written any yet (its database is older, or was made by an import)
    /// last lived when the newest of its rows were written. Nothing: it never did.
    std::optional<std::int64_t> last_seen() {
        Statement select(database_, "SELECT seen_at FROM life");
        select.begin();
        return select.step() ? select.optional_integer(0) : last_written();
    }

    /// When the newest of the hall's rows were written, without a look at `life`. Nothing: there are none.
    std::optional<std::int64_t> last_written() {
        // By number, not by time: what an old accident of the clock left behind is no sign of life.
        Statement select(database_, R"(
SELECT nullif(max(
  coalesce((SELECT max(started_at, coalesce(ended_at, 0)) FROM runs ORDER BY id DESC LIMIT 1), 0),
  coalesce((SELECT decided_at FROM texts ORDER BY id DESC LIMIT 1), 0),
  coalesce((SELECT recorded_at FROM inbound ORDER BY id DESC LIMIT 1), 0),
  coalesce((SELECT created_at FROM replies ORDER BY id DESC LIMIT 1), 0),
  coalesce((SELECT at FROM link_events ORDER BY id DESC LIMIT 1), 0),
  coalesce((SELECT at FROM control_log ORDER BY id DESC LIMIT 1), 0),
  coalesce((SELECT in_force_from FROM versions ORDER BY id DESC LIMIT 1), 0),
  -- A hall for tests keeps its book by a clock of its own.
  coalesce((SELECT at FROM movements WHERE NOT EXISTS (SELECT 1 FROM test_clock) ORDER BY id DESC LIMIT 1), 0)), 0))");
        select.begin();
        return select.step() ? select.optional_integer(0) : std::nullopt;
    }

    void record(std::int64_t at) { record_.run(at); }

    /// A person says that the clock is right: also when that is earlier.
    void accept(std::int64_t at) {
        Statement(database_, "DELETE FROM life").run();
        record(at);
    }

private:
    Database& database_;
    Statement record_;
};

}  // namespace hall::store
