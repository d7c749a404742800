#pragma once
// What each type of parameter takes from a folded text, and whether it is right. Internal to menus.

#include "codecs/text/msisdn.hpp"
#include "menus/understand/code_pattern.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::menus {

/// No slot takes more than this many characters.
inline constexpr std::size_t longest_parameter = 40;

/// The lengths in bytes, longest first, of the beginnings of `text` that have the shape of `type`.
std::vector<std::size_t> parameter_lengths(ParameterType type, std::string_view text);

/// What the action gets for `written`: a canonical MSISDN, fen, or the text itself. Nothing when it is wrong.
std::optional<std::string> parameter_value(ParameterType type, std::string_view written,
                                           const codecs::NumberPlan& plan);

/// The same for a value that the menu file fixes, where no number plan is known: a phone must be
/// international ("+8613800138000").
std::optional<std::string> fixed_parameter_value(ParameterType type, std::string_view written);

}  // namespace hall::menus
