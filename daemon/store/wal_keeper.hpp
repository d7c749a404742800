#pragma once
// Keeps the write-ahead log short. SQLite writes it back by itself while nobody reads; whoever holds a read transaction
// open (a shell, a copy under way, an audit) keeps it from beginning anew, and it grows with every text until the disk
// is full. A thread of its own looks at the file's size once a second and, once it is large, writes back what can be
// written back and cuts it off as soon as the reader is gone. It never keeps the clerk waiting: it waits for nobody
// itself.
//
// Knows only the file; what is told of it is said elsewhere.

#include "daemon/store/database.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

struct sqlite3;

namespace hall::store {

struct WalState {
    std::uint64_t octets = 0;                // of the file
    std::uint64_t free_octets = 0;           // on its disk, for us
    std::optional<std::int64_t> held_since = {};  // ms since 1970 UTC: a reader keeps it from being cut off
    std::uint64_t most_octets = 0;           // since then

    /// Its share of what was free before it, in percent.
    int share() const;
};

/// The file beside the database, 0 where there is none.
std::uint64_t wal_octets(const std::filesystem::path& database);

class WalKeeper {
public:
    // Four times of what SQLite writes back by itself.
    static constexpr std::uint64_t large = std::uint64_t{16} * 1024 * 1024;

    struct Options {
        std::uint64_t large = WalKeeper::large;
        std::chrono::milliseconds every = std::chrono::seconds(1);
    };
    /// `told`: on the keeper's thread, when a reader begins to hold the log, and when it is over.
    WalKeeper(std::filesystem::path database, Options options, std::function<void(const WalState&)> told);

    /// Ends the thread; what it writes back at that moment is broken off, and goes on at the next start.
    ~WalKeeper();
    WalKeeper(const WalKeeper&) = delete;
    WalKeeper& operator=(const WalKeeper&) = delete;

    /// Any thread.
    WalState state() const;

private:
    void run();
    void look(std::optional<Database>& database);
    void open(std::optional<Database>& database);
    bool write_back(Database& database, const char* how);

    const std::filesystem::path path_;
    const Options options_;
    const std::function<void(const WalState&)> told_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    WalState state_;
    bool stopping_ = false;
    bool ended_ = false;
    ::sqlite3* handle_ = nullptr;  // while the thread's database is open
    int held_looks_ = 0;
    std::optional<std::int64_t> first_held_;
    std::thread thread_;
};

}  // namespace hall::store
