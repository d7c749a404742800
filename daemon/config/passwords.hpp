#pragma once
// Passwords stand in the environment, not in the settings file: files are read by many, and the record of versions keeps
// them. What a file may hold is a default, ${NAME:-secret}, and that is blanked before anything is kept.

#include "codecs/yaml/document.hpp"

#include <string>

namespace hall::daemon {

/// Faults for passwords that are more than one reference to the environment, and for such as without_passwords() would
/// not find in `text`, which `root` was read from. Before the environment is substituted.
void check_passwords(const codecs::YamlNode& root, const std::string& text, codecs::Diagnostics& diagnostics);

/// `text` of a settings file as it may be kept: defaults of the variables that passwords come from are blanked, wherever
/// they stand; in what has faults as YAML, all defaults. Its result can be read again, and blanking it once more changes nothing.
std::string without_passwords(std::string text);

}  // namespace hall::daemon
