// A seed is a history: the same one each time, and not the same as another's.

#include "daemon/observe/log.hpp"
#include "tests/simulation/history.hpp"
#include "tests/support/temp_directory.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::simulation;

namespace {

std::vector<std::uint64_t> counts_of(std::uint64_t seed) {
    const test::TempDirectory folder;
    const auto outcome = run_history(seed, folder.path(), {}, false);
    std::vector<std::uint64_t> counts;
    for (std::size_t i = 0; i < count_names.size(); ++i) counts.push_back(outcome.counts.of(static_cast<Count>(i)));
    return counts;
}

}  // namespace

TEST_CASE("a seed is lived through in the same way each time, whatever was lived through before") {
    daemon::set_log_level(static_cast<daemon::LogLevel>(-1));  // disks break on purpose
    const auto third = counts_of(3);
    const auto fourth = counts_of(4);
    CHECK(counts_of(4) == fourth);
    CHECK(counts_of(3) == third);
    CHECK(third != fourth);
}
