#pragma once
// One history: everything that a seed stands for, from the first text to the last reply settled, and its judgement.

#include "tests/simulation/hall_process.hpp"

#include <cstdint>
#include <vector>

namespace hall::simulation {

struct Outcome {
    Counts counts;
    std::vector<Breach> breaches;
};

/// Lives through the history of `seed`. `folder`: a real folder for the daemon's lock file; nothing else in it is
/// read or written. `verbose`: prints each step.
Outcome run_history(std::uint64_t seed, const std::filesystem::path& folder, Sabotage sabotage, bool verbose);

}  // namespace hall::simulation
