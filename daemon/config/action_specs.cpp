#include "daemon/config/action_specs.hpp"

#include "campaigns/action.hpp"

#include <stdexcept>

namespace hall::daemon {

bool acts(std::string_view action) { return !action.starts_with("query_"); }

bool releases(std::string_view action) { return action == "cancel" || action == "opt_out"; }

std::vector<menus::ActionSpec> action_specs(const campaigns::Catalogue* catalogue) {
    std::vector<menus::ActionSpec> specs;
    std::vector<std::string> packages;
    std::map<std::string, std::string> names;
    if (catalogue != nullptr)
        for (const auto& package : catalogue->packages) {
            packages.push_back(package.id);
            names.emplace(package.name, package.id);
        }
    for (const campaigns::ActionInfo& action : campaigns::known_actions()) {
        menus::ActionSpec spec{action.name, {}, {}, {}};
        spec.acts = acts(action.name);
        spec.releases = releases(action.name);
        for (const auto& parameter : action.parameters) {
            const auto type = menus::parse_parameter_type(parameter.type);
            if (!type) {  // a slip in our own list, which a test catches
                throw std::logic_error("action " + action.name + ": no parameter type " + parameter.type);
            }
            spec.parameters.push_back({parameter.name, *type});
            if (parameter.optional) spec.optional.insert(parameter.name);
            if (catalogue != nullptr && parameter.name == "package") {
                spec.known_values["package"] = packages;
                spec.value_names["package"] = names;
            }
        }
        for (const auto& outcome : action.outcomes) {
            spec.outcomes.push_back({outcome.slug, outcome.values});
        }
        for (const auto& text : action.follow_ups) spec.follow_ups.push_back({text.slug, text.values, text.optional});
        specs.push_back(std::move(spec));
    }
    return specs;
}

}  // namespace hall::daemon
