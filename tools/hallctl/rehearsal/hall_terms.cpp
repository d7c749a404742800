#include "tools/hallctl/rehearsal/hall_terms.hpp"

#include <fmt/format.h>

namespace hall::tools {

namespace {

using std::chrono::duration_cast;
using std::chrono::minutes;

std::string in_minutes(Millis time) { return fmt::format("{}m", duration_cast<minutes>(time).count()); }

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
    compare("business.time_zone", zone_words(then.zone), zone_words(now.zone));
    compare("business.yes", listed(then.yes), listed(now.yes));
    compare("business.no", listed(then.no), listed(now.no));
    compare("business.wait", in_minutes(then.wait), in_minutes(now.wait));
    compare("business.run_from", of_the_day(then.run_from), of_the_day(now.run_from));
    return apart;
}

}  // namespace hall::tools
