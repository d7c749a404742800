#pragma once
// Rows that no program of ours wrote: a disk, a restore of half a backup, or somebody's UPDATE has spoilt them. All of
// them are the victim's (Plan::victim), so whatever happens to anybody else is a fault of the hall.

#include "tests/simulation/plan.hpp"
#include "tests/simulation/world.hpp"

#include <filesystem>

namespace hall::simulation {

/// Spoils a few rows of the victim, between two transactions of the hall or while it is down. Nothing where the disk
/// refuses, or where there is no such row.
void spoil_rows(World& world, const Plan& plan, const std::filesystem::path& path);

}  // namespace hall::simulation
