// The simulated disk keeps what a real one would: what was synced survives, what was not may be lost.

#include "daemon/store/database.hpp"
#include "tests/simulation/sim_disk.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::simulation;
using namespace std::chrono_literals;

namespace {

store::Database opened(const char* path = "/disk/a.db") {
    return store::Database(path, store::Database::Mode::read_write, 0ms);
}

std::int64_t rows(const char* path = "/disk/a.db") {
    store::Database database(path, store::Database::Mode::read_only, 0ms);
    store::Statement count(database, "SELECT count(*) FROM t");
    count.begin();
    return count.step() ? count.integer(0) : -1;
}

void add_row(store::Database& database) {
    store::Transaction transaction(database);
    database.execute("INSERT INTO t VALUES (randomblob(3000))");
    transaction.commit();
}

std::string verdict(const char* path = "/disk/a.db") {
    store::Database database(path, store::Database::Mode::read_only, 0ms);
    store::Statement check(database, "PRAGMA integrity_check");
    check.begin();
    return check.step() ? check.text(0) : "nothing";
}

}  // namespace

TEST_CASE("what was committed survives a power cut, whatever else the disk had not synced") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        SimDisk disk("/disk/", Random(seed));
        std::int64_t committed = 0;
        {
            auto database = opened();
            database.execute("CREATE TABLE t (x)");
            Random random(seed);
            disk.die_in(random.between<std::size_t>(1, 200));
            try {
                while (true) {
                    add_row(database);
                    ++committed;
                }
            } catch (const store::StoreError&) {
            }
            REQUIRE(disk.dying());
            disk.crash(seed % 2 == 0 ? SimDisk::Crash::power_cut : SimDisk::Crash::killed);
        }
        const auto left = rows();
        CHECK(left >= committed);
        CHECK(left <= committed + 1);  // the commit that died may have come through
        CHECK(verdict() == "ok");
    }
}

TEST_CASE("what was not synced may be lost in a power cut, and is not lost when only the process dies") {
    int lost = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        SimDisk disk("/disk/", Random(seed));
        {
            auto database = opened();
            database.execute("CREATE TABLE t (x)");
            database.execute("PRAGMA synchronous=OFF");
            add_row(database);
            CHECK(disk.has_unsynced());
            disk.crash(seed % 2 == 0 ? SimDisk::Crash::power_cut : SimDisk::Crash::killed);
        }
        if (rows() == 0) {
            ++lost;
            CHECK(seed % 2 == 0);
        }
    }
    CHECK(lost > 0);
}

TEST_CASE("the image at worst holds what was synced and nothing else") {
    SimDisk disk("/disk/", Random(1));
    SimDisk copy("/copy/", Random(1));
    auto database = opened();
    database.execute("CREATE TABLE t (x)");
    add_row(database);
    CHECK_FALSE(disk.has_unsynced());
    copy.load(disk.image_at_worst());
    CHECK(rows("/copy/a.db") == 1);
    database.execute("PRAGMA synchronous=OFF");
    add_row(database);
    CHECK(rows() == 2);
    copy.load(disk.image_at_worst());
    CHECK(rows("/copy/a.db") == 1);
}

TEST_CASE("a connection from before the crash can do nothing any more") {
    SimDisk disk("/disk/", Random(1));
    auto before = opened();
    before.execute("CREATE TABLE t (x)");
    disk.crash(SimDisk::Crash::killed);
    CHECK_THROWS_AS(add_row(before), store::StoreError);
    auto after = opened();
    add_row(after);
    CHECK_THROWS_AS(add_row(before), store::StoreError);
    CHECK(rows() == 1);
}

TEST_CASE("on a full or broken disk a commit fails, and the next one after it is mended works") {
    using Fault = SimDisk::Fault;
    for (const auto fault : {Fault::full, Fault::write_error, Fault::sync_error}) {
        SimDisk disk("/disk/", Random(1));
        auto database = opened();
        database.execute("CREATE TABLE t (x)");
        add_row(database);
        disk.set_fault(fault);
        CHECK_THROWS_AS(add_row(database), store::StoreError);
        CHECK_THROWS_AS(add_row(database), store::StoreError);
        CHECK(rows() == 1);
        disk.set_fault(Fault::none);
        add_row(database);
        CHECK(rows() == 2);
        disk.crash(SimDisk::Crash::power_cut);
        CHECK(rows() == 2);
    }
}

TEST_CASE("two connections see each other's commits, and the last one to close folds the log back") {
    SimDisk disk("/disk/", Random(1));
    {
        auto database = opened();
        database.execute("CREATE TABLE t (x)");
        add_row(database);
        CHECK(rows() == 1);  // opened and closed beside the first one
        add_row(database);
        CHECK(rows() == 2);
    }
    CHECK_FALSE(disk.exists("/disk/a.db-wal"));
    CHECK(rows() == 2);
}

TEST_CASE("the same seed leaves the same bytes") {
    const auto run = [](std::uint64_t seed) {
        SimDisk disk("/disk/", Random(seed));
        {
            auto database = opened();
            database.execute("CREATE TABLE t (x)");
            database.execute("PRAGMA synchronous=OFF");
            for (int i = 0; i < 20; ++i) database.execute("INSERT INTO t VALUES (zeroblob(3000))");
            disk.crash(SimDisk::Crash::power_cut);
        }
        return rows();
    };
    CHECK(run(7) == run(7));
    CHECK(run(8) == run(8));
}
