// The write-ahead log under a reader that does not end: told, and cut off when the reader is gone.

#include "daemon/store/reader.hpp"
#include "daemon/store/store.hpp"
#include "daemon/store/wal_keeper.hpp"
#include "tests/support/temp_directory.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <optional>

using namespace hall;
using namespace hall::store;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t large = 200'000;

struct Fixture {
    test::TempDirectory directory;
    std::filesystem::path path = directory / "hall.db";
    Store store{path, 200ms};
    std::mutex mutex;
    std::vector<WalState> told;

    std::unique_ptr<WalKeeper> keeper() {
        return std::make_unique<WalKeeper>(path, WalKeeper::Options{large, 10ms}, [this](const WalState& state) {
            const std::lock_guard lock(mutex);
            told.push_back(state);
        });
    }
    /// A megabyte of link events.
    void write() {
        for (int i = 0; i < 20; ++i) {
            auto transaction = store.begin();
            for (int k = 0; k < 10; ++k) store.history.record_link_event({i, "main", "main", "x", std::string(5000, 'x')});
            transaction.commit();
        }
    }
    std::size_t count_told() {
        const std::lock_guard lock(mutex);
        return told.size();
    }
};

template <class Condition>
bool comes_true(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!condition() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(5ms);
    return condition();
}

}  // namespace

TEST_CASE("a reader that does not end is told with the size of the log, which is cut off when it ends") {
    Fixture hall;
    const auto keeper = hall.keeper();
    std::optional<Database> shell;
    shell.emplace(hall.path, Database::Mode::read_only, 1s);
    shell->execute("BEGIN; SELECT count(*) FROM texts;");
    hall.write();
    REQUIRE(wal_octets(hall.path) > 4 * large);
    REQUIRE(comes_true([&] { return hall.count_told() == 1; }));
    CHECK(hall.told[0].held_since);
    CHECK(hall.told[0].octets > large);
    CHECK(keeper->state().held_since == hall.told[0].held_since);
    CHECK(keeper->state().free_octets > 0);
    const auto before = wal_octets(hall.path);
    hall.write();  // nobody is kept from writing meanwhile
    CHECK(wal_octets(hall.path) > before);
    REQUIRE(comes_true([&] { return keeper->state().most_octets > before; }));
    shell.reset();
    REQUIRE(comes_true([&] { return hall.count_told() == 2; }));
    CHECK_FALSE(hall.told[1].held_since);
    CHECK(hall.told[1].most_octets > before);
    CHECK(wal_octets(hall.path) <= large);
    CHECK_FALSE(keeper->state().held_since);
}

TEST_CASE("a large log that nobody holds is cut off without a word") {
    Fixture hall;
    hall.write();
    REQUIRE(wal_octets(hall.path) > large);
    const auto keeper = hall.keeper();
    CHECK(comes_true([&] { return wal_octets(hall.path) == 0; }));
    CHECK(hall.count_told() == 0);
}

TEST_CASE("the size of the log and the room on its disk are known although nothing can be written back") {
    test::TempDirectory directory;
    const auto path = directory / "hall.db";
    std::ofstream(path) << "this was a database";
    std::ofstream(path.string() + "-wal") << std::string(2 * large, 'x');
    const WalKeeper keeper(path, WalKeeper::Options{large, 5ms}, [](const WalState&) {});
    CHECK(comes_true([&] { return keeper.state().octets == 2 * large; }));
    CHECK(keeper.state().free_octets > 0);
}

TEST_CASE("a keeper that ends while it writes back does not keep anybody waiting") {
    Fixture hall;
    hall.write();
    for (int i = 0; i < 10; ++i) {
        hall.write();
        const auto began = std::chrono::steady_clock::now();
        hall.keeper().reset();
        CHECK(std::chrono::steady_clock::now() - began < 5s);
    }
}

TEST_CASE("one of our readers is broken off when it has read for too long") {
    Fixture hall;
    Database database(hall.path, Database::Mode::read_only, 1s);
    database.limit_reading(50ms);
    Statement endless(database, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
    endless.begin();
    const auto began = std::chrono::steady_clock::now();
    CHECK_THROWS_WITH(endless.step(), Catch::Contains("reading took so long"));
    CHECK(std::chrono::steady_clock::now() - began < 5s);
    Statement quick(database, "SELECT 1");
    quick.begin();
    CHECK(quick.step());
}
