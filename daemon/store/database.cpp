#include "daemon/store/database.hpp"

#include "daemon/store/well_formed.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace hall::store {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(sqlite3* handle, const char* doing) {
    const int code = handle != nullptr ? sqlite3_extended_errcode(handle) : SQLITE_NOMEM;
    throw StoreError(fmt::format("{}: {} (SQLite {})", doing,
                                 handle != nullptr ? sqlite3_errmsg(handle) : "out of memory", code),
                     code);
}

}  // namespace

bool StoreError::row_at_fault() const {
    const int primary = code_ & 0xFF;
    return primary == SQLITE_CONSTRAINT || primary == SQLITE_TOOBIG || primary == SQLITE_MISMATCH ||
           primary == SQLITE_RANGE || page_damaged();
}

bool StoreError::page_damaged() const { return (code_ & 0xFF) == SQLITE_CORRUPT; }

Database::Database(const std::filesystem::path& path, Mode mode, std::chrono::milliseconds busy_timeout) {
    // SQLite's memory statistics would take a process-wide lock at each allocation, and nobody reads them.
    // Before the first connection only; later calls are refused without harm.
    static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(configured);
    // NOMUTEX: one thread owns the connection, so SQLite need not lock.
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (mode == Mode::read_write    ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                       : mode == Mode::maintenance ? SQLITE_OPEN_READWRITE
                                                   : SQLITE_OPEN_READONLY);
    const int code = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
    if (code != SQLITE_OK) {
        const std::string reason = handle_ != nullptr ? sqlite3_errmsg(handle_) : "out of memory";
        sqlite3_close(handle_);
        throw StoreError(fmt::format("cannot open the database {}: {}", path.string(), reason), code);
    }
    try {
        sqlite3_busy_timeout(handle_, static_cast<int>(busy_timeout.count()));
        if (mode == Mode::read_write) {
            execute("PRAGMA journal_mode=WAL");
            execute("PRAGMA synchronous=FULL");
            execute("PRAGMA foreign_keys=ON");
            // What a large transaction or a long reader made of the write-ahead log is given back to the disk.
            execute("PRAGMA journal_size_limit=16777216");
            // 16 MiB of pages: the dialogues and the open ends of the tables stay in memory.
            execute("PRAGMA cache_size=-16384");
        }
    } catch (...) {
        sqlite3_close(handle_);
        throw;
    }
}

Database::~Database() { sqlite3_close_v2(handle_); }

void Database::execute(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_, "execute");
}

void Database::limit_reading(std::chrono::milliseconds limit) {
    constexpr int steps_between_looks = 10'000;  // of SQLite's machine: well below a millisecond
    reading_limit_ = limit;
    sqlite3_progress_handler(
        handle_, steps_between_looks,
        [](void* database) { return static_cast<Database*>(database)->reading_too_long() ? 1 : 0; }, this);
}

std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(handle_); }

Statement::Statement(Database& database, const char* sql) : database_(database) {
    check(sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle_, nullptr), sql);
}

Statement::~Statement() { sqlite3_finalize(handle_); }

Statement::Statement(Statement&& other) noexcept : database_(other.database_), handle_(other.handle_) {
    other.handle_ = nullptr;
}

void Statement::check(int code, const char* doing) const {
    if (code != SQLITE_OK) fail(database_.handle(), doing);
}

bool Statement::step() {
    const auto start = Clock::now();
    const int code = sqlite3_step(handle_);
    database_.times().statements += Clock::now() - start;
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    if (code == SQLITE_INTERRUPT && database_.reading_too_long()) {
        reset();
        throw StoreError(
            "reading took so long that it would have kept the hall's write-ahead log from being cut off; ask for "
            "less at once, or ask a copy of the database",
            SQLITE_INTERRUPT);
    }
    // The statement is reset before the error leaves, so that it holds no lock and can be used again.
    try {
        fail(database_.handle(), sqlite3_sql(handle_));
    } catch (...) {
        reset();
        throw;
    }
}

void Statement::reset() {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
}

void Statement::bind(int position, std::int64_t value) { check(sqlite3_bind_int64(handle_, position, value), "bind"); }

void Statement::bind(int position, std::string_view value) {
    // An empty view has a null pointer, which SQLite would take for NULL.
    const char* data = value.empty() ? "" : value.data();
    if (!is_well_formed(value)) {
        const auto kept = well_formed(value);
        check(sqlite3_bind_text64(handle_, position, kept.data(), kept.size(), SQLITE_TRANSIENT, SQLITE_UTF8), "bind");
        return;
    }
    check(sqlite3_bind_text64(handle_, position, data, value.size(), SQLITE_STATIC, SQLITE_UTF8), "bind");
}

void Statement::bind(int position, std::span<const std::uint8_t> value) {
    if (value.empty()) {
        check(sqlite3_bind_zeroblob(handle_, position, 0), "bind");
    } else {
        check(sqlite3_bind_blob64(handle_, position, value.data(), value.size(), SQLITE_STATIC), "bind");
    }
}

void Statement::bind(int position, std::nullopt_t) { check(sqlite3_bind_null(handle_, position), "bind"); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::optional<std::int64_t> Statement::optional_integer(int column) const {
    if (sqlite3_column_type(handle_, column) == SQLITE_NULL) return std::nullopt;
    return integer(column);
}

std::string Statement::text(int column) const {
    const auto* data = sqlite3_column_text(handle_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    return data != nullptr ? std::string(reinterpret_cast<const char*>(data), size) : std::string();
}

std::optional<std::string> Statement::optional_text(int column) const {
    if (sqlite3_column_type(handle_, column) == SQLITE_NULL) return std::nullopt;
    return text(column);
}

std::span<const std::uint8_t> Statement::blob(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
    return {data, data != nullptr ? static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)) : 0};
}

Transaction::Transaction(Database& database) : database_(database) { database_.execute("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
    // An I/O error or a full disk may have rolled back already; then this does nothing.
    if (open_ && sqlite3_get_autocommit(database_.handle()) == 0)
        sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
    const auto start = Clock::now();
    database_.execute("COMMIT");
    database_.times().commits += Clock::now() - start;
    ++database_.times().commit_count;
    open_ = false;
}

Savepoint::Savepoint(Database& database) : database_(database) { database_.execute("SAVEPOINT one_row"); }

Savepoint::~Savepoint() {
    // An I/O error or a full disk may have rolled back the whole transaction already; then this does nothing.
    if (open_ && sqlite3_get_autocommit(database_.handle()) == 0)
        sqlite3_exec(database_.handle(), "ROLLBACK TO one_row; RELEASE one_row", nullptr, nullptr, nullptr);
}

void Savepoint::release() {
    database_.execute("RELEASE one_row");
    open_ = false;
}

}  // namespace hall::store
