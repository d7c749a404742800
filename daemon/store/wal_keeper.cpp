#include "daemon/store/wal_keeper.hpp"

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace hall::store {

namespace {

std::int64_t utc_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::uint64_t free_octets(const std::filesystem::path& database) {
    struct ::statvfs found {};
    const auto folder = database.has_parent_path() ? database.parent_path() : std::filesystem::path(".");
    if (::statvfs(folder.c_str(), &found) != 0) return 0;
    return static_cast<std::uint64_t>(found.f_bavail) * found.f_frsize;
}

// A reader that is gone in a moment is none that holds the log.
constexpr int looks_until_told = 2;

}  // namespace

int WalState::share() const {
    const auto room = static_cast<double>(octets) + static_cast<double>(free_octets);
    return room > 0 ? static_cast<int>(100.0 * static_cast<double>(octets) / room) : 0;
}

std::uint64_t wal_octets(const std::filesystem::path& database) {
    struct ::stat found {};
    return ::stat((database.string() + "-wal").c_str(), &found) == 0 ? static_cast<std::uint64_t>(found.st_size) : 0;
}

WalKeeper::WalKeeper(std::filesystem::path database, Options options, std::function<void(const WalState&)> told)
    : path_(std::move(database)), options_(options), told_(std::move(told)), thread_([this] { run(); }) {}

WalKeeper::~WalKeeper() {
    {
        std::unique_lock lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
        // Writing back is one step to SQLite, which looks for an interruption at each page. Again and again, because what
        // has not begun yet cannot be interrupted.
        while (!wake_.wait_for(lock, std::chrono::milliseconds(10), [this] { return ended_; }))
            if (handle_ != nullptr) sqlite3_interrupt(handle_);
    }
    thread_.join();
}

WalState WalKeeper::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

void WalKeeper::run() {
    std::optional<Database> database;
    while (true) {
        {
            std::unique_lock lock(mutex_);
            if (wake_.wait_for(lock, options_.every, [this] { return stopping_; })) {
                handle_ = nullptr;
                ended_ = true;
                wake_.notify_all();
                return;
            }
        }
        look(database);
    }
}

// Late, and with no patience at all: whatever is locked is looked at again in a second.
void WalKeeper::open(std::optional<Database>& database) {
    if (database) return;
    database.emplace(path_, Database::Mode::maintenance, std::chrono::milliseconds(0));
    const std::lock_guard lock(mutex_);
    handle_ = database->handle();
}

void WalKeeper::look(std::optional<Database>& database) {
    auto octets = wal_octets(path_);
    bool held = false;
    if (octets > options_.large) {
        try {
            open(database);
            // What can be written back is written back while others write; only when that is all can the file be cut off,
            // and then it takes a moment.
            held = !write_back(*database, "PRAGMA wal_checkpoint(PASSIVE)");
            if (!held) held = !write_back(*database, "PRAGMA wal_checkpoint(TRUNCATE)") && wal_octets(path_) > octets;
        } catch (const StoreError&) {
            // Locked, or a disk that fails: the clerk meets that too, and tells it. Whoever held the log may hold it still.
            held = held_looks_ > 0;
        }
        octets = wal_octets(path_);
    }
    const auto free = free_octets(path_);  // may hang with the disk: not while others want to know how it is
    held_looks_ = held ? held_looks_ + 1 : 0;
    if (held_looks_ == 1) first_held_ = utc_now();
    std::optional<WalState> news;
    {
        const std::lock_guard lock(mutex_);
        const bool was_held = state_.held_since.has_value();
        state_.octets = octets;
        state_.free_octets = free;
        if (held_looks_ >= looks_until_told) {
            state_.held_since = first_held_;
            state_.most_octets = std::max(state_.most_octets, octets);
            if (!was_held) news = state_;
        } else if (was_held && !held) {
            state_.held_since.reset();
            news = state_;
            state_.most_octets = 0;
        }
    }
    if (news) told_(*news);
}

/// Whether all of the log is in the database now.
bool WalKeeper::write_back(Database& database, const char* how) {
    Statement statement(database, how);
    statement.begin();
    if (!statement.step()) return false;
    const bool busy = statement.integer(0) != 0;
    return !busy && statement.integer(1) == statement.integer(2);
}

}  // namespace hall::store
