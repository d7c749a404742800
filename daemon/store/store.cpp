#include "daemon/store/store.hpp"

#include "daemon/store/schema.hpp"

namespace hall::store {

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
