#include "daemon/clerk/clerk_thread.hpp"

#include "daemon/clerk/read_clocks.hpp"

#include <algorithm>
#include <iterator>

namespace hall::daemon {

namespace {

using namespace std::chrono_literals;

// How soon a failed store is tried again when nothing else wakes the clerk.
constexpr auto retry_interval = 250ms;
// Nobody waits for the record of what was submitted or written: without a text in the inbox such events wait for
// each other so long, and share one commit. With one commit each they would keep the disk busy while texts wait.
constexpr auto record_delay = 20ms;
// How often the clocks, and what an operator's command wrote beside us, are looked at when nothing happens: so late at most is
// a clock that was set, or a machine that was suspended, noticed.
constexpr Millis look_interval = 1s;

}  // namespace

ClerkThread::ClerkThread(Clerk& clerk, std::size_t inbox_limit, std::size_t batch_limit,
                         std::function<void(BatchResult)> deliver)
    : clerk_(clerk), inbox_limit_(inbox_limit), batch_limit_(batch_limit), deliver_(std::move(deliver)) {}

ClerkThread::~ClerkThread() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

bool ClerkThread::ends_within(Millis limit) {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
    return !thread_.joinable() || wake_.wait_for(lock, limit, [this] { return ended_; });
}

void ClerkThread::begin_nothing() {
    resting_ = true;
    wake_.notify_one();
}

void ClerkThread::start() {
    thread_ = std::thread([this] { run(); });
}

bool ClerkThread::offer(TextArrived text) { return offer_event(std::move(text)); }

bool ClerkThread::offer(PduRefused refused) { return offer_event(std::move(refused)); }

bool ClerkThread::offer_event(Event event) {
    {
        const std::lock_guard lock(mutex_);
        if (texts_waiting_ >= inbox_limit_) return false;
        inbox_.push_back(std::move(event));
        ++texts_waiting_;
    }
    wake_.notify_one();
    return true;
}

void ClerkThread::post(Event event) {
    {
        const std::lock_guard lock(mutex_);
        inbox_.push_back(std::move(event));
    }
    wake_.notify_one();
}

std::size_t ClerkThread::texts_waiting() const {
    const std::lock_guard lock(mutex_);
    return texts_waiting_;
}

bool ClerkThread::idle() const {
    const std::lock_guard lock(mutex_);
    return inbox_.empty() && !busy_;
}

std::optional<Instant> ClerkThread::busy_since() const {
    const std::lock_guard lock(mutex_);
    return busy_ ? std::optional(busy_since_) : std::nullopt;
}

std::vector<Event> ClerkThread::wait_for_events() {
    std::unique_lock lock(mutex_);
    busy_ = false;
    const auto something = [this] { return stopping_ || !inbox_.empty(); };
    if (clerk_.wants_retry()) {
        wake_.wait_for(lock, retry_interval, something);
    } else {
        wait_until_due(lock, something);
    }
    if (texts_waiting_ == 0 && !inbox_.empty())
        wake_.wait_for(lock, record_delay,
                       [this] { return stopping_ || texts_waiting_ > 0 || inbox_.size() >= batch_limit_; });
    busy_ = true;
    busy_since_ = now();
    const auto count = std::min(inbox_.size(), batch_limit_);
    const auto end = inbox_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Event> events(std::make_move_iterator(inbox_.begin()), std::make_move_iterator(end));
    inbox_.erase(inbox_.begin(), end);
    texts_waiting_ -= static_cast<std::size_t>(std::count_if(
        events.begin(), events.end(), [](const Event& event) {
            return std::holds_alternative<TextArrived>(event) || std::holds_alternative<PduRefused>(event);
        }));
    return events;
}

// By the steady clock: one that is set back while we wait must not make the wait longer.
template <class Something>
void ClerkThread::wait_until_due(std::unique_lock<std::mutex>& lock, const Something& something) {
    while (!something()) {
        const auto clocks = read_clocks();
        // It reads the database, which a disk may hold up: links go on putting texts into the inbox meanwhile.
        lock.unlock();
        const bool look = clerk_.wants_look(clocks) || clerk_.others_wrote(clerk_.time(clocks.steady));
        lock.lock();
        if (look || something()) return;
        auto wait = look_interval;
        if (const auto wakeup = clerk_.next_wakeup(clerk_.time(clocks.steady)))
            wait = std::min(wait, *wakeup - clerk_.time(clocks.steady));
        if (wait <= 0ms) return;
        wake_.wait_for(lock, wait, something);
    }
}

void ClerkThread::run() {
    bool last = false;
    while (true) {
        auto events = wait_for_events();
        if (events.empty()) {
            const std::lock_guard lock(mutex_);
            if (stopping_ && inbox_.empty() && !clerk_.wants_retry()) break;
            if (stopping_ && inbox_.empty()) last = true;  // one more try for what a failed store left over
        }
        if (resting_) clerk_.begin_nothing();
        auto result = clerk_.handle(std::move(events), read_clocks());
        if (!result.empty()) deliver_(std::move(result));
        if (last) break;
    }
    const std::lock_guard lock(mutex_);
    busy_ = false;
    ended_ = true;
    wake_.notify_all();
}

}  // namespace hall::daemon
