#pragma once
// Turns yaml-cpp's complaint about a file ("end of sequence flow not found", at the character where it gave
// up) into a sentence about what the operator most probably did, at the place where it was done.
// Internal to codecs/yaml.

#include "codecs/yaml/source_text.hpp"

#include <string_view>

namespace hall::codecs {

/// `line` and `column` as yaml-cpp counts them (from 0, in bytes; -1: unknown).
Diagnostic explain_syntax_fault(const SourceText& source, int line, int column, std::string_view complaint);

}  // namespace hall::codecs
