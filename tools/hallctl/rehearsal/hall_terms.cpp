#include "tools/hallctl/rehearsal/hall_terms.hpp"

#include <fmt/format.h>

namespace hall::tools {

namespace {

using std::chrono::duration_cast;
using std::chrono::minutes;

std::string as_written(Millis time) {
    const auto seconds = duration_cast<std::chrono::seconds>(time).count();
    return seconds % 60 == 0 ? fmt::format("{}m", seconds / 60) : fmt::format("{}s", seconds);
}

std::string of_the_day(Millis time) {
    const auto all = duration_cast<minutes>(time).count();
    return fmt::format("{:02}:{:02}", all / 60, all % 60);
}

std::string zone_words(campaigns::Zone zone) {
    const auto ahead = zone.ahead.count();
    const auto size = ahead < 0 ? -ahead : ahead;
    return fmt::format("{}{:02}:{:02}", ahead < 0 ? "-" : "+", size / 60, size % 60);
}

}  // namespace

std::vector<menus::SettingDifference> terms_apart(const HallTerms& before, const HallTerms& after) {
    std::vector<menus::SettingDifference> apart;
    const auto compare = [&](std::string key, std::string then, std::string now) {
        if (then != now) apart.push_back({std::move(key), std::move(then), std::move(now)});
    };
    const auto listed = [](const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); };
    const auto& then = before.business;
    const auto& now = after.business;
    compare("hall.number", before.number, after.number);
    compare("hall.country.code", before.number_plan.country_code, after.number_plan.country_code);
    compare("hall.country.trunk_prefix", before.number_plan.trunk_prefix, after.number_plan.trunk_prefix);
    compare("hall.country.mobile", before.number_plan.mobile_pattern, after.number_plan.mobile_pattern);
    compare("business.time_zone", zone_words(then.zone), zone_words(now.zone));
    compare("business.yes", listed(then.yes), listed(now.yes));
    compare("business.no", listed(then.no), listed(now.no));
    compare("business.wait", as_written(then.wait), as_written(now.wait));
    compare("business.run_from", of_the_day(then.run_from), of_the_day(now.run_from));
    return apart;
}

}  // namespace hall::tools
