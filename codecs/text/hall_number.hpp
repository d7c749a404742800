#pragma once
// The hall's own number, which networks spell in several ways: 10086, +8610086, 8610086, 008610086, 010086, each perhaps with an
// extension behind it (1008608). One place decides what is the hall's and in which form it is remembered; whoever compares
// numbers of the hall asks here.

#include "codecs/text/msisdn.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace hall::codecs {

/// The digits behind the hall's own number `own` in `address`, whatever stands in front of it: a plus, 00, the country code, a
/// zero or the trunk prefix; blanks and hyphens are skipped. Empty: no extension. Nothing: it is not the hall's, which a mobile
/// number of the plan is only when it is `own` itself.
/// `own` is "10086": "" of 008610086, "08" of 01008608, nothing of 8613800138000.
std::optional<std::string> hall_extension(std::string_view address, std::string_view own, const NumberPlan& plan);

/// The one form in which a number that was texted to is remembered: own number and extension. What is not the hall's stays as it
/// is written.
std::string canonical_hall_number(std::string_view address, std::string_view own, const NumberPlan& plan);

}  // namespace hall::codecs
