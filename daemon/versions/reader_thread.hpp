#pragma once
// The thread for what reads files or many rows: it must keep neither the links nor the clerk waiting. Its callers bound
// what waits here.
//
// A file may lie on a file system that does not answer (a dead NFS server), and then nothing gets the thread back. So
// it shares with its owner only what both may keep: the work captures values alone, what is done with a result stays
// with the owner, and the owner that goes away leaves a thread that hangs behind.

#include "daemon/observe/clock.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace hall::daemon {

class ReaderThread {
public:
    /// Any thread: runs a function on the owner's thread, later.
    using OnOwner = std::function<void(std::function<void()>)>;

    explicit ReaderThread(OnOwner on_owner);

    /// Work that waits is dropped; what is under way gets a second to end, and is left behind then. What would have
    /// been done with their results is not done.
    ~ReaderThread();
    ReaderThread(const ReaderThread&) = delete;
    ReaderThread& operator=(const ReaderThread&) = delete;

    /// Runs `read` on this thread and hands its result to `done` on the owner's. `read` must not throw, and must refer
    /// to nothing that may go away before it ends. The owner's thread only.
    template <class Result>
    void ask(std::function<Result()> read, std::function<void(Result)> done) {
        auto result = std::make_shared<Result>();
        wait([result, read = std::move(read)] { *result = read(); },
             [result, done = std::move(done)] { done(std::move(*result)); });
    }

    /// Since when it has been at the work under way; nothing: it has none.
    std::optional<Instant> busy_since() const;

private:
    struct Shared;
    void wait(std::function<void()> read, std::function<void()> done);
    static void run(const std::shared_ptr<Shared>& shared);

    std::shared_ptr<Shared> shared_;
    std::map<std::uint64_t, std::function<void()>> awaited_;  // what is done with results, by ticket
    std::uint64_t tickets_ = 0;
};

}  // namespace hall::daemon
