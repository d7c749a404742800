#pragma once
// What daemon/clerk/clerk_thread does with a thread, in virtual time: the bounded inbox, batches, and the time that a
// commit takes before its results leave. The real Clerk does the work.

#include "daemon/clerk/clerk.hpp"
#include "tests/simulation/plan.hpp"
#include "tests/simulation/world.hpp"

#include <deque>
#include <functional>
#include <memory>

namespace hall::simulation {

class HallInbox : public std::enable_shared_from_this<HallInbox> {
public:
    /// `dying`: whether the process was killed while the clerk was at work; then `died` is called once.
    /// `deliver` gets each batch's result when its commit has taken its time.
    struct Outside {
        std::function<bool()> dying;
        std::function<void()> died;
        std::function<void(daemon::BatchResult)> deliver;
        std::function<void()> committed;
    };
    HallInbox(World& world, const Plan& plan, daemon::Clerk& clerk, Outside outside);

    void start() { wake(); }
    bool offer(daemon::TextArrived text);
    void post(daemon::Event event);
    /// Somebody has set the time of day: it is noticed within a second.
    void clock_was_set();
    /// As ClerkThread::idle(): nothing waits and the clerk does nothing; idle() takes no notice of signs of life.
    bool empty() const { return inbox_.empty() && !busy_; }
    bool idle() const { return inbox_.empty() && !working_ && undelivered_ == 0 && !clerk_.wants_retry(); }

    /// Deals with all that waits, as the end of the thread does; nobody gets the results any more.
    void finish();

private:
    void wake();
    void run();
    std::vector<daemon::Event> take_batch();
    daemon::ClockReading clocks() const { return {world_.clock.utc(), world_.clock.now()}; }

    World& world_;
    const Plan& plan_;
    daemon::Clerk& clerk_;
    Outside outside_;
    std::deque<daemon::Event> inbox_;
    std::size_t texts_waiting_ = 0;
    bool busy_ = false;
    bool working_ = false;  // busy with more than a sign of life
    std::size_t undelivered_ = 0;
    Instant last_delivery_{};
    std::uint64_t wakeup_ = 0;  // the one that counts
    Instant wakes_at_ = Instant::max();
};

}  // namespace hall::simulation
