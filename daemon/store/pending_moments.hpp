#pragma once
// Every moment in the database that something still waits for, and by which it is judged how long it has waited. When somebody
// accepts a clock that is behind, these would lie as far ahead as the clock went back: a notice that holds a charge back would
// not be sent, a case not asked about, a question not be over for all that time. What is due on a day of the calendar is not
// among them: that is the day that the clock says. For the clerk's thread.

#include "daemon/store/database.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace hall::store {

struct PendingMoment {
    const char* table;
    const char* column;
    const char* waits;  // condition for rows that still wait; of others the moment is history and stays
    const char* key;    // by which a row is found again; nullptr: the moment is planned, and moves by the whole step
};

/// A new table with a planned moment belongs here; tests/store/test_pending_moments.cpp asks for a decision on each column.
inline constexpr std::array pending_moments = {
    PendingMoment{"notices", "since", "TRUE", nullptr},
    PendingMoment{"notices", "not_before", "not_before > 0", nullptr},  // 0: it is sent as soon as there is room
    PendingMoment{"cases", "next_at", "outcome IS NULL AND next_at IS NOT NULL", nullptr},
    PendingMoment{"dialogues", "expires_at", "TRUE", nullptr},
    PendingMoment{"questions", "expires_at", "TRUE", nullptr},
    PendingMoment{"replies", "useful_until", "status = 'waiting' AND useful_until IS NOT NULL", nullptr},
    // Measured in the time that the hall has lived (ClockLeaps).
    PendingMoment{"receipts", "received_at", "status = 'parked'", "id"},
    PendingMoment{"inbound", "received_at",
                  "(status = 'waiting' OR (repeat_of IS NOT NULL AND "
                  "repeat_of IN (SELECT w.id FROM inbound w WHERE w.status = 'waiting')))",
                  "id"},
};

/// The clock went back by `back` milliseconds. `lived`: what becomes of a moment of the second kind. Inside a transaction.
/// Throws StoreError.
template <typename Lived>
void move_pending_moments(Database& database, std::int64_t back, Lived&& lived) {
    for (const auto& one : pending_moments) {
        const std::string table(one.table);
        const std::string column(one.column);
        const auto where = std::string(" WHERE ").append(one.waits);
        if (one.key == nullptr) {
            // Not below 1: 0 has a meaning of its own.
            const auto sql = "UPDATE " + table + " SET " + column + " = max(" + column + " - ?, 1)" + where;
            Statement(database, sql.c_str()).run(back);
            continue;
        }
        const std::string key(one.key);
        std::vector<std::pair<std::int64_t, std::int64_t>> rows;
        {
            Statement select(database, ("SELECT " + key + ", " + column + " FROM " + table + where).c_str());
            select.begin();
            while (select.step()) rows.emplace_back(select.integer(0), select.integer(1));
        }
        Statement update(database, ("UPDATE " + table + " SET " + column + " = ? WHERE " + key + " = ?").c_str());
        for (const auto& [id, moment] : rows) update.run(lived(moment), id);
    }
}

}  // namespace hall::store
