#pragma once
// The clerk's clock: has every look judged (ClockWatch), keeps the last sign of life in the database, tells the log when a
// doubt begins and ends, and gives all other threads the hall's time. Must not know what the clerk does while it doubts.
// The clerk's thread only, but for `trusted`.

#include "daemon/clerk/clock_watch.hpp"
#include "daemon/observe/trusted_time.hpp"
#include "daemon/store/store.hpp"

#include <functional>

namespace hall::daemon {

class ClockKeeper {
public:
    /// `trusted`: nullptr: nobody else wants to know.
    ClockKeeper(store::Store& store, const BusinessSettings& settings, TrustedTime* trusted)
        : store_(store), zone_(settings.zone), watch_(settings.clock), trusted_(trusted) {}

    /// The hall's time at this moment, by both clocks. The first call reads the last sign of life. Throws StoreError.
    UtcTime look(ClockReading now);

    /// The hall's time, as of the last look.
    UtcTime at(Instant steady) const { return watch_.time(steady); }

    const std::optional<ClockDoubt>& doubt() const { return watch_.doubt(); }

    /// Whether look() should be called although nothing happened: the clock jumped, or agrees again, or it is time for a
    /// sign of life.
    bool wants_look(ClockReading now) const;

    /// Whether a sign of life is due: once a second while something is `written` anyway, once a minute in any case, never in
    /// doubt.
    bool life_due(ClockReading now, bool written) const;

    /// In the transaction of a batch: a sign of life. Throws StoreError.
    void record_life(ClockReading now);

    /// It could not be written, for `why`: until the next start none is. That start then goes by the newest rows.
    void keep_no_life(const std::string& why);

    /// Why no sign of life is kept; empty: it is.
    const std::string& life_lost() const { return life_lost_; }

    /// A person says that the clock is right; in a transaction of its own, which also notes who. `leap`: called in it with
    /// what trusted time leaps by, when it does.
    ClockOutcome accept(const std::string& who, std::uint64_t ticket, ClockReading now,
                        const std::function<void(Millis)>& leap);

private:
    std::optional<SignOfLife> last_seen();
    void tell(const std::optional<ClockDoubt>& before, ClockReading now) const;
    void publish();

    std::string shown(UtcTime time) const { return campaigns::format_time(time, zone_); }

    store::Store& store_;
    const campaigns::Zone zone_;  // for people
    ClockWatch watch_;
    TrustedTime* const trusted_;
    bool begun_ = false;
    std::string life_lost_;
    std::optional<Instant> recorded_;  // when this run wrote its last sign of life
};

}  // namespace hall::daemon
