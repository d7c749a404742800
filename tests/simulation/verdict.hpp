#pragma once
// The judgement at the end of a history, when all is settled: the database against what subscribers sent and what
// the SMSC took.

#include "tests/simulation/judge.hpp"

namespace hall::simulation {

/// Adds to `world` every promise that the database and the SMSC's record show as broken, and counts what the hall
/// did. `database`: the hall's, read only.
void judge_the_end(World& world, const Plan& plan, const SimSmsc& smsc, const Judge& judge, store::Database& database);

}  // namespace hall::simulation
