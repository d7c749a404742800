#pragma once
// What may be said of the one who texts at a phone: numbers of the plan, and attributes that somebody has or that a
// condition asks about, so that a slip is not taken for an answer of the hall.

#include "daemon/config/settings_loader.hpp"
#include "tools/hallctl/rehearsal/subscribers.hpp"
#include "tools/hallctl/rehearsal/words.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hall::tools {

/// What is wrong with a number that texts, or is texted to; nothing when it may.
std::optional<std::string> fault_of_sender(const std::string& number, const daemon::Settings& settings,
                                           const Words& words);
std::optional<std::string> fault_of_destination(const std::string& number, const daemon::Settings& settings,
                                                const Words& words);

/// A sentence for each brand, city and language of `sheet` that no condition of the menu or the catalogue names and
/// nobody in `people` (an import file; empty: none) has. Of a kind of which nothing is known, nothing is wrong.
std::vector<std::string> unknown_values(const SubscriberSheet& sheet, const daemon::Configuration& configuration,
                                        const std::filesystem::path& people, const Words& words);

}  // namespace hall::tools
