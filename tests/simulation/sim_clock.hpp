#pragma once
// Virtual time and what is to happen in it: the one queue of events of a history. Time jumps from event to event,
// so a night costs nothing. Events at the same moment happen in the order in which they were arranged.

#include "codecs/time.hpp"

#include <functional>
#include <queue>
#include <vector>

namespace hall::simulation {

class SimClock {
public:
    using Action = std::function<void()>;

    Instant now() const { return now_; }
    UtcTime utc() const { return began_utc_ + since_begin() + utc_step_; }
    /// Before the history: it begins at this time of day.
    void begin_at(UtcTime utc) { began_utc_ = utc; }
    /// Somebody sets the time of day forward or back.
    void step_utc(Millis by) { utc_step_ += by; }
    Millis since_begin() const { return std::chrono::duration_cast<Millis>(now_ - began_); }

    void at(Instant when, Action action) {
        events_.push({when < now_ ? now_ : when, ++arranged_, std::move(action)});
    }
    void after(Millis wait, Action action) { at(now_ + wait, std::move(action)); }

    /// Goes to the next event and lets it happen. False when there is none.
    bool step() {
        if (events_.empty()) return false;
        // The queue hands out const references only; the entry is popped at once, so moving from it is sound.
        auto entry = std::move(const_cast<Entry&>(events_.top()));
        events_.pop();
        now_ = entry.when;
        ++steps_;
        entry.action();
        return true;
    }

    std::uint64_t steps() const { return steps_; }

private:
    struct Entry {
        Instant when;
        std::uint64_t number;
        Action action;
    };
    struct Later {
        bool operator()(const Entry& a, const Entry& b) const {
            return a.when != b.when ? a.when > b.when : a.number > b.number;
        }
    };

    // Not the epoch: a default Instant means "never" in more than one place.
    Instant began_{std::chrono::hours(1000)};
    UtcTime began_utc_ = from_millis(1'800'000'000'000);
    Millis utc_step_{};
    Instant now_ = began_;
    std::uint64_t arranged_ = 0;
    std::uint64_t steps_ = 0;
    std::priority_queue<Entry, std::vector<Entry>, Later> events_;
};

}  // namespace hall::simulation
