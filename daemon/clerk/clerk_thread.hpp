#pragma once
// The clerk's own thread and the bounded inbox before it. The mutex here is the only one that texts meet.

#include "daemon/clerk/clerk.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace hall::daemon {

class ClerkThread {
public:
    /// `deliver` gets each batch's result, on the clerk's thread, after its commit; it must only hand it on.
    ClerkThread(Clerk& clerk, std::size_t inbox_limit, std::size_t batch_limit,
                std::function<void(BatchResult)> deliver);

    /// Deals with all that waits, then ends the thread.
    ~ClerkThread();
    ClerkThread(const ClerkThread&) = delete;
    ClerkThread& operator=(const ClerkThread&) = delete;

    void start();

    /// Any thread. False when the inbox is full: the caller tells the SMSC so.
    bool offer(TextArrived text);

    /// Any thread. What was refused fills the inbox like a text; when it is full nothing is written down of this one.
    bool offer(PduRefused refused);

    /// Any thread. For events that must not be refused; what is under way (windows, links) bounds them.
    void post(Event event);

    /// Any thread. Texts that wait for the clerk.
    std::size_t texts_waiting() const;

    /// Any thread. True when nothing waits and nothing is being dealt with.
    bool idle() const;

    /// Any thread. The hall is about to end: nothing more is begun that happens by itself, a month's charges for
    /// example.
    void begin_nothing();

    /// Any thread. Begins the end that the destructor waits for. Whether the thread has ended within `limit`.
    bool ends_within(Millis limit);

    /// Any thread. When the batch under way began; nothing: none is.
    std::optional<Instant> busy_since() const;

private:
    bool offer_event(Event event);
    void run();
    std::vector<Event> wait_for_events();
    template <class Something>
    void wait_until_due(std::unique_lock<std::mutex>& lock, const Something& something);

    Clerk& clerk_;
    const std::size_t inbox_limit_;
    const std::size_t batch_limit_;
    const std::function<void(BatchResult)> deliver_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Event> inbox_;
    std::size_t texts_waiting_ = 0;  // and what was refused
    bool busy_ = false;
    Instant busy_since_{};
    bool stopping_ = false;
    bool ended_ = false;
    std::atomic<bool> resting_ = false;
    std::thread thread_;
};

}  // namespace hall::daemon
