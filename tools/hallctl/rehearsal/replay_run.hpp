#pragma once
// Plays a golden conversation to the hall, and says where it answers otherwise than expected.

#include "tools/hallctl/rehearsal/golden.hpp"
#include "tools/hallctl/rehearsal/rehearsal_hall.hpp"
#include "tools/hallctl/rehearsal/words.hpp"

#include <functional>
#include <string>
#include <vector>

namespace hall::tools {

/// What arrived, for each step of the conversation, as a golden file writes it.
using Replayed = std::vector<std::vector<std::string>>;

/// Nothing when `diagnostics` got a fault: a subscriber or a time of the file makes no sense. `add_people` brings in
/// those who are there in every conversation. Throws as RehearsalHall does.
std::optional<Replayed> replay_golden(const Golden& golden, const daemon::Configuration& configuration,
                                      const std::function<void(RehearsalHall&)>& add_people,
                                      codecs::Diagnostics& diagnostics);

/// What is different, for people: each step whose answers are others, with file and line, the expected and the given
/// text line by line, and marks where they part. Empty: nothing.
std::string differences_of(const Golden& golden, const Replayed& replayed, const Words& words);

}  // namespace hall::tools
