#pragma once
// A short code as operators write it, taken apart: "42", "{friend:phone}CL", "CZ{sum:amount}".

#include "codecs/yaml/diagnostic.hpp"
#include "menus/understand/code_pattern.hpp"

#include <optional>
#include <string_view>

namespace hall::menus {

/// "CL{friend:phone}" as a pattern. Literals are folded (fold_text). Two parameters side by side, an unknown type, an
/// empty code, a parameter alone, a name outside [a-z_]+ or used twice are faults at `place`. Nothing on a fault.
std::optional<CodePattern> parse_code(std::string_view written, const codecs::Place& place,
                                      codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
