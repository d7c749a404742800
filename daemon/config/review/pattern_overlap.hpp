#pragma once
// Whether two codes with parameters fit the same text: for the review, and for hallctl diff.

#include "menus/understand/code_pattern.hpp"

#include <optional>
#include <string>

namespace hall::daemon {

/// The shortest folded text that both take, with right values: "13800138000CL1". Phone numbers in it are one number of
/// `plan`. Nothing when there is none.
std::optional<std::string> common_text(const menus::CodePattern& one, const menus::CodePattern& other,
                                       const codecs::NumberPlan& plan);

}  // namespace hall::daemon
