// Random sequences of everything that can happen to a hall; after each the audit is clean, and a model that knows
// nothing of the program finds that nobody was charged for what he had not agreed to.
//   HALL_SEQUENCES=20000   so many sequences (default: as many as fit into a test)
//   HALL_SEED=123          the first one's seed; a failure prints its own and its history

#include "daemon/observe/log.hpp"
#include "tests/business/property_hall.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <cstdlib>

using namespace hall;

namespace {

constexpr int steps = 80;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr ? std::strtoull(value, nullptr, 10) : otherwise;
}

// So many fit into the time of a test, sanitized; the checks of what came about are made for so many or more.
constexpr std::uint64_t own_count = 50;
constexpr std::uint64_t elsewhere_count = 25;

std::map<std::string, std::int64_t> run_all(test::PropertyHall::Accounts accounts, std::uint64_t count) {
    daemon::set_log_level(daemon::LogLevel::error);
    test::DiskGate gate;
    gate.skip_syncs(true);
    const auto first = from_environment("HALL_SEED", 1);
    std::map<std::string, std::int64_t> tally;
    for (auto seed = first; seed < first + count; ++seed) {
        test::PropertyHall hall(gate, seed, accounts);
        const auto faults = hall.run(steps);
        for (const auto& [what, times] : hall.tally()) tally[what] += times;
        INFO("HALL_SEED=" << seed << " HALL_SEQUENCES=1\n" << hall.history());
        CAPTURE(faults);
        REQUIRE(faults.empty());
    }
    fmt::print("{} sequences from seed {}\n", count, first);
    for (const auto& [what, times] : tally) fmt::print("{:>10}  {}\n", times, what);
    return tally;
}

}  // namespace

TEST_CASE("whatever is texted, lost, repeated, paid and broken, the book stays clean and nobody pays unasked") {
    const auto count = from_environment("HALL_SEQUENCES", own_count);
    auto tally = run_all(test::PropertyHall::Accounts::own, count);
    // Sequences in which nothing happens prove nothing.
    for (const char* what :
         {"ordered", "changed", "cancelled", "trial_started", "trial_cancelled", "sold_out", "balance_short",
          "confirmation_over", "declined", "day_limit", "pair_reversed", "friend_opted_out", "redeemed", "month charged",
          "notice charge_failed", "subscription suspended", "referral granted", "referral reversed", "referral lapsed",
          "points expired", "credit given", "order that never began", "number with a new owner", "text repeated", "text refused"}) {
        CAPTURE(what);
        CHECK((count < own_count || tally[what] > 0));
    }
}

TEST_CASE("with a back end that answers late, twice or never the book stays clean as well") {
    const auto count = from_environment("HALL_SEQUENCES", elsewhere_count);
    auto tally = run_all(test::PropertyHall::Accounts::elsewhere, count);
    for (const char* what : {"being_processed", "notice ordered", "notice changed", "notice cancelled", "notice order_pending",
                             "notice system_failed", "subscription refused", "subscription pending"}) {
        CAPTURE(what);
        CHECK((count < elsewhere_count || tally[what] > 0));
    }
}

TEST_CASE("a hall that takes every redelivery for a new text is found out by the same sequences") {
    test::DiskGate gate;
    gate.skip_syncs(true);
    daemon::Sabotage sabotage;
    sabotage.skip_repeats = true;
    int found = 0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        if (!test::PropertyHall(gate, seed, test::PropertyHall::Accounts::own, sabotage).run(steps).empty()) ++found;
    CHECK(found > 0);
}
