#pragma once
// One SQLite connection, its statements and its transaction, as RAII. The store's other files speak SQL
// through these three; nothing outside daemon/store sees SQLite at all.
// A connection and its statements belong to one thread.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace hall::store {

/// The database did not do what it was asked: locked for too long, disk full, I/O error, a broken rule.
/// The message names what was being done, never the values (they are personal data).
class StoreError : public std::runtime_error {
public:
    StoreError(const std::string& what, int sqlite_code) : std::runtime_error(what), code_(sqlite_code) {}
    int code() const { return code_; }  // SQLite's extended result code
    /// True when the row was at fault (a constraint, a value too big, a page of the file that is damaged) and not the
    /// database: another row may pass.
    bool row_at_fault() const;
    /// True when a page of the file is damaged: what stands on others can be read and written all the same.
    bool page_damaged() const;

private:
    int code_;
};

/// How long the connection has spent inside SQLite, for the benchmark and the log.
struct StoreTimes {
    std::chrono::nanoseconds statements{};
    std::chrono::nanoseconds commits{};
    std::uint64_t commit_count = 0;
};

class Database {
public:
    /// maintenance: writes nothing of its own and creates nothing; for the write-ahead log.
    enum class Mode { read_write, read_only, maintenance };

    /// Opens (read_write: creates) the database in WAL mode with synchronous=FULL: a commit that returned
    /// survives a power cut. Throws StoreError. `busy_timeout`: how long to wait for other people's locks.
    Database(const std::filesystem::path& path, Mode mode, std::chrono::milliseconds busy_timeout);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs SQL without values; may hold several statements. Throws StoreError.
    void execute(const char* sql);

    /// Whoever reads keeps the write-ahead log from beginning anew. From now on a statement that is not through after
    /// `limit` is broken off with a StoreError that says so.
    void limit_reading(std::chrono::milliseconds limit);
    /// For Statement.
    void begin_reading() { reading_since_ = std::chrono::steady_clock::now(); }
    bool reading_too_long() const {
        return reading_limit_.count() > 0 && std::chrono::steady_clock::now() - reading_since_ > reading_limit_;
    }

    sqlite3* handle() const { return handle_; }
    std::int64_t last_insert_id() const;
    const StoreTimes& times() const { return times_; }
    /// For Statement and Transaction, which do the timing.
    StoreTimes& times() { return times_; }

private:
    sqlite3* handle_ = nullptr;
    StoreTimes times_;
    std::chrono::milliseconds reading_limit_{0};
    std::chrono::steady_clock::time_point reading_since_{};
};

/// A prepared statement. Bind in order with bind(...), then step; begin() resets it for the next use.
class Statement {
public:
    Statement(Database& database, const char* sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;

    /// Resets the statement, binds all values in order and runs it to its end (for writing).
    template <class... Values>
    void run(const Values&... values) {
        begin(values...);
        while (step()) {
        }
        reset();
    }

    /// Resets the statement and binds all values in order; then call step() until it says false.
    template <class... Values>
    void begin(const Values&... values) {
        reset();
        database_.begin_reading();
        int position = 0;
        (bind(++position, values), ...);
    }

    /// True when a row is there to be read. Throws StoreError.
    bool step();
    /// Ends a reading early; also lets go of the bound values.
    void reset();

    std::int64_t integer(int column) const;
    std::optional<std::int64_t> optional_integer(int column) const;
    std::string text(int column) const;
    std::optional<std::string> optional_text(int column) const;
    std::span<const std::uint8_t> blob(int column) const;  // good until the next step or reset

private:
    void bind(int position, std::int64_t value);
    void bind(int position, std::string_view value);
    void bind(int position, std::span<const std::uint8_t> value);
    void bind(int position, std::nullopt_t);
    void bind(int position, const char* value) { bind(position, std::string_view(value)); }
    void bind(int position, const std::string& value) { bind(position, std::string_view(value)); }
    template <class T>
        requires std::is_integral_v<T>
    void bind(int position, T value) {
        bind(position, static_cast<std::int64_t>(value));
    }
    template <class T>
    void bind(int position, const std::optional<T>& value) {
        if (value) {
            bind(position, *value);
        } else {
            bind(position, std::nullopt);
        }
    }
    void check(int code, const char* doing) const;

    Database& database_;
    sqlite3_stmt* handle_ = nullptr;
};

/// BEGIN IMMEDIATE ... COMMIT; rolls back unless committed. Throws StoreError.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Returns only when everything since the constructor is on disk.
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

/// A part of the open transaction that can be taken back by itself: it is, unless release() was called. Throws StoreError.
class Savepoint {
public:
    explicit Savepoint(Database& database);
    ~Savepoint();
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;

    /// It stays, if the transaction does.
    void release();

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace hall::store
