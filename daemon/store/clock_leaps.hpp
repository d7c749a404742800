#pragma once
// Where the hall's time went on from another place: somebody accepted a clock that was ahead. What waited a minute before it
// has not waited for months since, so the windows of long texts and receipts are measured by these functions, in the time
// that the hall has lived (texts in doubt are moved themselves, see Redelivery::move_doubts). What is due by the calendar is not: that is the day that the clock says. For the clerk's thread.

#include "daemon/store/database.hpp"
#include "daemon/store/pending_moments.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace hall::store {

/// All moments and lengths: milliseconds, moments since 1970 UTC. Functions that touch the database throw StoreError.
///
/// Example: at 9:00 of 15 January somebody accepts a clock that says 23 January, 9:00. A part that came at 8:59 counts from
/// then on as one that came on the 23rd at 8:59; it is given up when its fellows do not come within long_text_limit of that.
class ClockLeaps {
public:
    explicit ClockLeaps(Database& database) : database_(database), leaps_(read()) {}

    /// When it would have been by the time that the hall goes by now.
    std::int64_t present(std::int64_t moment) const { return present(leaps_, moment); }

    /// The moment, as it was written then, that lies `window` before `now`.
    std::int64_t ago(std::int64_t now, std::int64_t window) const { return written(leaps_, now - window); }

    /// The hall's time goes on from `to` instead of `from`. Where it goes back, what is pending goes with it, so that it is as
    /// old after it as before (pending_moments.hpp). Inside a transaction; it counts after keep().
    void record(std::int64_t from, std::int64_t to) {
        // Set back: moments that are still to come again have leapt nowhere.
        Statement(database_, "DELETE FROM clock_leaps WHERE leapt_to > ?").run(to);
        if (to > from) Statement(database_, "INSERT INTO clock_leaps (leapt_to, by_ms) VALUES (?, ?)").run(to, to - from);
        recorded_ = read();
        if (to < from)
            move_pending_moments(database_, from - to, [&](std::int64_t moment) {
                return written(recorded_, present(leaps_, moment) - (from - to));
            });
    }

    /// The transaction of record() is committed.
    void keep() { leaps_ = std::move(recorded_); }

private:
    struct Leap {
        std::int64_t to;
        std::int64_t by;
    };

    static std::int64_t present(const std::vector<Leap>& leaps, std::int64_t moment) {
        for (const auto& leap : leaps)
            if (moment < leap.to) moment += leap.by;
        return moment;
    }

    static std::int64_t written(const std::vector<Leap>& leaps, std::int64_t moment) {
        for (auto leap = leaps.rbegin(); leap != leaps.rend(); ++leap)
            if (moment < leap->to) moment -= leap->by;
        return moment;
    }

    std::vector<Leap> read() {
        std::vector<Leap> leaps;
        Statement select(database_, "SELECT leapt_to, by_ms FROM clock_leaps ORDER BY leapt_to");
        select.begin();
        while (select.step()) leaps.push_back({select.integer(0), select.integer(1)});
        return leaps;
    }

    Database& database_;
    std::vector<Leap> leaps_;  // in the order in which they happened
    std::vector<Leap> recorded_;
};

}  // namespace hall::store
