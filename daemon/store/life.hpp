#pragma once
// The last sign of life: the latest moment at which the hall was alive and believed its clock, and the outages before it that
// are not made up for. For the clerk's thread, inside its transaction, and for hallctl, which compares its own clock with it.
// Every function throws StoreError.

#include "daemon/store/database.hpp"

#include <algorithm>
#include <optional>

namespace hall::store {

/// From 1970 to the end of 9999, in milliseconds. What a row says beyond it is no moment, and could not be reckoned with.
constexpr std::int64_t last_moment = 253'402'300'799'999;
constexpr bool is_moment(std::int64_t value) { return value > 0 && value <= last_moment; }

struct LifeRow {
    std::int64_t seen_at = 0;     // milliseconds since 1970 UTC, within is_moment()
    std::int64_t outages_ms = 0;  // from 0 to last_moment
};

class Life {
public:
    explicit Life(Database& database)
        : database_(database),
          // It never goes back by itself: what lies before it counts as behind.
          record_(database, "INSERT INTO life (id, seen_at, outages_ms) VALUES (1, ?1, ?2) "
                            "ON CONFLICT (id) DO UPDATE SET outages_ms = ?2, "
                            "seen_at = iif(seen_at BETWEEN ?1 AND ?3, seen_at, ?1)") {}

    /// A hall that has not written any yet (its database is older, or was made by an import), or whose row names no moment,
    /// last lived when the newest of its rows were written. Nothing: it never did.
    std::optional<LifeRow> last_seen() {
        Statement select(database_, "SELECT seen_at, outages_ms FROM life");
        select.begin();
        if (select.step() && is_moment(select.integer(0)))
            return LifeRow{select.integer(0), std::clamp(select.integer(1), std::int64_t{0}, last_moment)};
        return last_written();
    }

    /// When the newest of the hall's rows were written, without a look at `life`. Nothing: there are none.
    std::optional<LifeRow> last_written() {
        // By number, not by time: what an old accident of the clock left behind is no sign of life.
        Statement select(database_, R"(
WITH newest (at) AS (VALUES
  ((SELECT started_at FROM runs ORDER BY id DESC LIMIT 1)),
  ((SELECT ended_at FROM runs ORDER BY id DESC LIMIT 1)),
  ((SELECT decided_at FROM texts ORDER BY id DESC LIMIT 1)),
  ((SELECT recorded_at FROM inbound ORDER BY id DESC LIMIT 1)),
  ((SELECT created_at FROM replies ORDER BY id DESC LIMIT 1)),
  ((SELECT at FROM link_events ORDER BY id DESC LIMIT 1)),
  ((SELECT at FROM control_log ORDER BY id DESC LIMIT 1)),
  ((SELECT in_force_from FROM versions ORDER BY id DESC LIMIT 1)),
  -- A hall for tests keeps its book by a clock of its own.
  ((SELECT at FROM movements WHERE NOT EXISTS (SELECT 1 FROM test_clock) ORDER BY id DESC LIMIT 1)))
SELECT max(at) FROM newest WHERE at BETWEEN 1 AND ?)");
        select.begin(last_moment);
        const auto newest = select.step() ? select.optional_integer(0) : std::nullopt;
        return newest ? std::optional(LifeRow{*newest, 0}) : std::nullopt;
    }

    void record(const LifeRow& row) { record_.run(row.seen_at, row.outages_ms, last_moment); }

    /// A person says that the clock is right: also when that is earlier.
    void accept(std::int64_t at) {
        Statement(database_, "DELETE FROM life").run();
        record({at, 0});
    }

private:
    Database& database_;
    Statement record_;
};

}  // namespace hall::store
