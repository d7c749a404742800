#pragma once
// The whole database as the clerk holds it: the daemon's only read-write connection, with one room for each kind of
// thing that is written. A second engine would stand behind these same functions.

#include "daemon/store/accounts.hpp"
#include "daemon/store/aside.hpp"
#include "daemon/store/cases.hpp"
#include "daemon/store/database.hpp"
#include "daemon/store/dialogues.hpp"
#include "daemon/store/history.hpp"
#include "daemon/store/instance_lock.hpp"
#include "daemon/store/clock_leaps.hpp"
#include "daemon/store/life.hpp"
#include "daemon/store/notices.hpp"
#include "daemon/store/opt_outs.hpp"
#include "daemon/store/orders.hpp"
#include "daemon/store/points.hpp"
#include "daemon/store/questions.hpp"
#include "daemon/store/receipts.hpp"
#include "daemon/store/recalls.hpp"
#include "daemon/store/referrals.hpp"
#include "daemon/store/replies.hpp"
#include "daemon/store/staff.hpp"
#include "daemon/store/subscriptions.hpp"
#include "daemon/store/test_clock.hpp"
#include "daemon/store/texts.hpp"
#include "daemon/store/versions.hpp"

#include <filesystem>

namespace hall::store {

class Store {
public:
    /// Opens, locks and migrates the database; makes its folder if it is missing. Throws StoreError.
    Store(const std::filesystem::path& path, std::chrono::milliseconds busy_timeout);

    Transaction begin() { return Transaction(database_); }
    Savepoint savepoint() { return Savepoint(database_); }
    const StoreTimes& times() const { return database_.times(); }

    /// Writes the WAL back into the database file; for an orderly end.
    void checkpoint();

private:
    InstanceLock lock_;
    Database database_;
    // Migrates before any statement of the members below is prepared.
    struct Migrated {
        explicit Migrated(Database& database);
    } migrated_;

public:
    Texts texts;
    Replies replies;
    Notices notices;
    Dialogues dialogues;
    History history;
    Receipts receipts;
    Accounts accounts;
    Subscriptions subscriptions;
    Orders orders;
    Questions questions;
    OptOuts opt_outs;
    Referrals referrals;
    Points points;
    Staff staff;
    Cases cases;
    TestClock test_clock;
    Aside aside;
    Life life;
    ClockLeaps leaps;
    Versions versions;
    Recalls recalls;

    /// True when another connection (an operator's command) has committed since note_others() was called last.
    bool others_wrote();
    void note_others();
    /// Looks again, whatever was noted: what was done upon it was rolled back.
    void forget_others() { noted_version_ = -1; }

private:
    std::int64_t data_version();
    Statement select_data_version_;
    std::int64_t noted_version_ = 0;
};

}  // namespace hall::store
