#pragma once
// How far the clock of a hall for tests runs ahead of the real one; hallctl moves it, the clerk follows.

#include "daemon/store/database.hpp"

namespace hall::store {

class TestClock {
public:
    explicit TestClock(Database& database)
        : select_(database, "SELECT ahead_ms FROM test_clock"),
          create_(database, "INSERT OR IGNORE INTO test_clock (id, ahead_ms) VALUES (1, 0)"),
          update_(database, "UPDATE test_clock SET ahead_ms = ahead_ms + ?") {}

    /// Nothing: this hall is none for tests.
    std::optional<std::int64_t> ahead_ms() {
        select_.begin();
        const auto ahead = select_.step() ? std::optional(select_.integer(0)) : std::nullopt;
        select_.reset();
        return ahead;
    }

    /// From now on this hall is one for tests, for good: what it records is not of this world.
    void create() { create_.run(); }

    void advance(std::int64_t by_ms) { update_.run(by_ms); }

private:
    Statement select_;
    Statement create_;
    Statement update_;
};

}  // namespace hall::store
