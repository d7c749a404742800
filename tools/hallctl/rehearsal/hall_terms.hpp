#pragma once
// What the settings file, and no text, says to subscribers: the number, the words that answer a question, and when.

#include "codecs/text/msisdn.hpp"
#include "daemon/business/business_settings.hpp"
#include "menus/preview/menu_difference.hpp"

#include <string>
#include <vector>

namespace hall::tools {

struct HallTerms {
    std::string number = {};
    codecs::NumberPlan number_plan = {};
    daemon::BusinessSettings business = {};
};

/// By the keys of the settings file ("business.yes").
std::vector<menus::SettingDifference> terms_apart(const HallTerms& before, const HallTerms& after);

}  // namespace hall::tools
