#pragma once
// The promise of a price as operators and approvers read it. Pure.

#include "campaigns/price_phase.hpp"
#include "codecs/yaml/diagnostic.hpp"

#include <vector>

namespace hall::campaigns {

/// "3 months at 8.00 each, then 10.00 a month"; "not sold" without phases.
codecs::Argument price_words(const std::vector<PricePhase>& phases);

}  // namespace hall::campaigns
