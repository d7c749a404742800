#include "daemon/versions/reader_thread.hpp"

#include "daemon/observe/log.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace hall::daemon {

namespace {

constexpr auto patience_at_end = std::chrono::seconds(1);

}  // namespace

struct ReaderThread::Shared {
    struct Work {
        std::uint64_t ticket = 0;
        std::function<void()> read;
    };
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Work> works;
    std::function<void(std::uint64_t)> finished;  // called under the mutex; empty once the owner is gone
    std::optional<Instant> busy_since;
    bool stopping = false;
    bool ended = false;
    std::thread thread;
};

ReaderThread::ReaderThread(OnOwner on_owner) : shared_(std::make_shared<Shared>()) {
    shared_->finished = [this, on_owner = std::move(on_owner)](std::uint64_t ticket) {
        on_owner([this, ticket] {
            const auto done = std::move(awaited_.at(ticket));
            awaited_.erase(ticket);
            done();
        });
    };
    shared_->thread = std::thread([shared = shared_] { run(shared); });
}

ReaderThread::~ReaderThread() {
    std::deque<Shared::Work> dropped;  // ends on this thread, outside of the lock
    bool ended = false;
    {
        std::unique_lock lock(shared_->mutex);
        shared_->stopping = true;
        shared_->finished = nullptr;
        dropped.swap(shared_->works);
        shared_->changed.notify_all();
        ended = shared_->changed.wait_for(lock, patience_at_end, [this] { return shared_->ended; });
    }
    if (ended) {
        shared_->thread.join();
        return;
    }
    shared_->thread.detach();
    log(LogLevel::warn, "reader_left_behind",
        {{"what",
          "the hall's files were being read and did not come; they may lie on a file system that does not answer"}});
}

std::optional<Instant> ReaderThread::busy_since() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->busy_since;
}

void ReaderThread::wait(std::function<void()> read, std::function<void()> done) {
    const auto ticket = ++tickets_;
    awaited_.emplace(ticket, std::move(done));
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->works.push_back({ticket, std::move(read)});
    }
    shared_->changed.notify_all();
}

void ReaderThread::run(const std::shared_ptr<Shared>& shared) {
    std::unique_lock lock(shared->mutex);
    while (true) {
        shared->changed.wait(lock, [&] { return shared->stopping || !shared->works.empty(); });
        if (shared->stopping) break;
        auto work = std::move(shared->works.front());
        shared->works.pop_front();
        shared->busy_since = now();
        lock.unlock();
        work.read();
        work.read = nullptr;  // what it holds ends before anybody hears of its result
        lock.lock();
        shared->busy_since.reset();
        if (shared->finished) shared->finished(work.ticket);
    }
    shared->ended = true;
    shared->changed.notify_all();
}

}  // namespace hall::daemon
