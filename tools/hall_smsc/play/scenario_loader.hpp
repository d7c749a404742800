#pragma once
// A scenario file to a Scenario, or to all that is wrong in it, with line and column. docs/simulator.md is its manual.

#include "codecs/yaml/diagnostic.hpp"
#include "tools/hall_smsc/play/scenario.hpp"

#include <filesystem>

namespace hall::tools {

/// `text` came from `file`. Nothing, and at least one diagnostic, when anything is wrong.
std::optional<Scenario> parse_scenario(std::string_view text, const std::string& file,
                                       codecs::Diagnostics& diagnostics);

/// Reads the file too.
std::optional<Scenario> load_scenario(const std::filesystem::path& path, codecs::Diagnostics& diagnostics);

}  // namespace hall::tools
