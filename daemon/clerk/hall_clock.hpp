#pragma once
// The hall's clock: the real one, in the zone where the hall's days begin. In a hall for tests it runs ahead by what
// hallctl has moved it.

#include "daemon/business/business_settings.hpp"
#include "daemon/business/hall_day.hpp"
#include "daemon/store/store.hpp"

namespace hall::daemon {

class HallClock {
public:
    HallClock(store::Store& store, const BusinessSettings& settings) : store_(store), settings_(settings) {}

    /// Once, at the start, inside a transaction: makes the hall one for tests if the settings say so.
    void begin() {
        if (settings_.test_clock) store_.test_clock.create();
        // Its book is of another time: with the real clock nothing in it would come due for months.
        if (!settings_.test_clock && store_.test_clock.ahead_ms())
            throw store::StoreError("this database is one of a hall for tests, whose clock was moved; start it with "
                                    "business: test_clock: yes, or take another database",
                                    0);
        follow();
    }

    /// Looks whether it was moved. Costs nothing in a real hall.
    void follow() {
        if (settings_.test_clock) ahead_ = Millis(store_.test_clock.ahead_ms().value_or(0));
    }

    HallTime at(UtcTime now) const { return {now + ahead_, campaigns::date_of(now + ahead_, settings_.zone)}; }

    /// The real moment at which the hall's clock shows `hall`.
    UtcTime real(UtcTime hall) const { return hall - ahead_; }

    /// How often to look whether it was moved; nothing in a real hall.
    std::optional<Millis> look_every() const {
        return settings_.test_clock ? std::optional(Millis(200)) : std::nullopt;
    }

private:
    store::Store& store_;
    const BusinessSettings& settings_;
    Millis ahead_{};
};

}  // namespace hall::daemon
