#pragma once
// The values of hall-smsc's options from their words. What is wrong is a sentence that says what would be right.
// Internal to the command line.

#include "tools/hall_smsc/options.hpp"

namespace hall::tools {

using Fault = std::optional<std::string>;  // nothing: all is well

Fault expected(std::string_view option, std::string_view wish, std::string_view got);
Fault read_count(std::string_view option, std::string_view text, std::size_t least, std::size_t most, std::size_t& out);
Fault read_seconds(std::string_view option, std::string_view text, bool zero_allowed, Millis& out);
Fault read_address(std::string_view option, std::string_view text, SmscSettings& out);
Fault read_subscriber(std::string_view option, std::string_view text, std::string& out);
Fault read_hall_number(std::string_view option, std::string_view text, std::string& out);
Fault read_words(std::string_view option, std::string_view text, std::vector<std::string>& out);
Fault read_play_file(std::string_view path, std::vector<PlayLine>& out);
Fault read_seed(std::string_view text, std::optional<std::uint64_t>& out);

/// Scenarios are YAML; any other file holds texts.
bool is_scenario(std::string_view path);

}  // namespace hall::tools
