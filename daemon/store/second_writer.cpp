#include "daemon/store/second_writer.hpp"

#include "daemon/store/schema.hpp"
#include "daemon/store/store.hpp"

namespace hall::store {

namespace {

// The clerk commits within milliseconds; whoever holds the lock for this long is somebody else.
constexpr auto busy_timeout = std::chrono::seconds(10);

// The path, when its folder is there.
const std::filesystem::path& in_folder(const std::filesystem::path& path) {
    std::error_code ignored;  // if it cannot be made, opening the database says so
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), ignored);
    return path;
}

bool is_current(Database& database) {
    Statement version(database, "PRAGMA user_version");
    version.begin();
    return version.step() && version.integer(0) == schema_version();
}

}  // namespace

SecondWriter::SecondWriter(const std::filesystem::path& path)
    : database_(in_folder(path), Database::Mode::read_write, busy_timeout) {
    if (is_current(database_)) return;
    // Only then: a daemon that starts while its lock is held elsewhere would end.
    const InstanceLock lock(path);
    migrate(database_);
}

}  // namespace hall::store
