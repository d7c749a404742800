#include "menus/load/known_value.hpp"

#include "menus/load/rules.hpp"

#include <algorithm>

namespace hall::menus {

std::optional<std::vector<std::string>> known_packages(const std::vector<ActionSpec>& actions) {
    std::optional<std::vector<std::string>> packages;
    for (const ActionSpec& action : actions) {
        const auto values = action.known_values.find("package");
        if (values == action.known_values.end()) continue;
        if (!packages) packages.emplace();
        packages->insert(packages->end(), values->second.begin(), values->second.end());
    }
    return packages;
}

void check_known_value(std::string_view what, const std::string& value, const std::vector<std::string>& known,
                       const codecs::Place& place, codecs::Diagnostics& diagnostics) {
    if (std::find(known.begin(), known.end(), value) != known.end()) return;
    const std::string nearest = codecs::nearest_word(value, known);
    if (nearest.empty()) {
        diagnostics.add(place, rules::value_unknown, {what, value});
    } else {
        diagnostics.add(place, rules::value_unknown, {what, value}, rules::did_you_mean, {nearest});
    }
}

}  // namespace hall::menus
