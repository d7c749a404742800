#include "daemon/store/store.hpp"

#include "daemon/store/schema.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hall::store {

InstanceLock::InstanceLock(const std::filesystem::path& database_path) {
    if (database_path.has_parent_path()) {
        std::error_code ignored;  // if it cannot be made, opening the lock file says why
        std::filesystem::create_directories(database_path.parent_path(), ignored);
    }
    const auto path = database_path.string() + ".lock";
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0) throw StoreError(fmt::format("cannot create {}: {}", path, std::strerror(errno)), 0);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor_);
        throw StoreError(fmt::format("another smshalld is running on {}; two on one database would answer "
                                     "everything twice",
                                     database_path.string()),
                         0);
    }
}

InstanceLock::~InstanceLock() { ::close(descriptor_); }

Store::Migrated::Migrated(Database& database) { migrate(database); }

Store::Store(const std::filesystem::path& path, std::chrono::milliseconds busy_timeout)
    : lock_(path),
      database_(path, Database::Mode::read_write, busy_timeout),
      migrated_(database_),
      texts(database_),
      replies(database_),
      notices(database_),
      dialogues(database_),
      history(database_),
      receipts(database_),
      accounts(database_),
      subscriptions(database_),
      orders(database_),
      questions(database_),
      opt_outs(database_),
      referrals(database_),
      points(database_),
      staff(database_),
      cases(database_),
      test_clock(database_),
      aside(database_),
      life(database_),
      leaps(database_),
      versions(database_),
      recalls(database_),
      select_data_version_(database_, "PRAGMA data_version") {
    note_others();
}

// SQLite counts what other connections commit; our own commits leave the number as it is.
std::int64_t Store::data_version() {
    select_data_version_.begin();
    const auto version = select_data_version_.step() ? select_data_version_.integer(0) : 0;
    select_data_version_.reset();
    return version;
}

bool Store::others_wrote() { return data_version() != noted_version_; }

void Store::note_others() { noted_version_ = data_version(); }

void Store::checkpoint() { database_.execute("PRAGMA wal_checkpoint(TRUNCATE)"); }

}  // namespace hall::store
