#include "menus/package_texts.hpp"

#include "menus/hall_texts.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

/// The packages that there are, or nothing when no action says so.
std::vector<std::string> known_packages(const std::vector<ActionSpec>& actions, bool& known) {
    std::vector<std::string> packages;
    for (const ActionSpec& action : actions) {
        if (const auto values = action.known_values.find("package"); values != action.known_values.end()) {
            known = true;
            packages.insert(packages.end(), values->second.begin(), values->second.end());
        }
    }
    return packages;
}

}  // namespace

std::map<std::string, HallTexts> read_package_texts(const codecs::YamlNode& node,
                                                    const std::vector<ActionSpec>& actions,
                                                    codecs::Diagnostics& diagnostics) {
    std::map<std::string, HallTexts> all;
    bool known = false;
    const std::vector<std::string> packages = known_packages(actions, known);
    const std::map<std::string, ActionText> texts = action_texts(actions);
    if (!codecs::MapReader(node, "package_texts", diagnostics).is_map()) return all;
    for (const codecs::YamlNode::Entry& entry : node.entries) {
        if (known && std::find(packages.begin(), packages.end(), entry.key) == packages.end()) {
            const std::string nearest = codecs::nearest_word(entry.key, packages);
            diagnostics.add(entry.key_place, "there is no package " + entry.key,
                            nearest.empty() ? "use one of the catalogue" : "did you mean \"" + nearest + "\"?");
        }
        codecs::MapReader reader(entry.value, "package_texts of " + entry.key, diagnostics);
        for (const auto& [slug, text] : texts) {
            if (!text.of_package) continue;
            if (const std::string written = read_text(reader, slug, diagnostics); !written.empty()) {
                all[entry.key].emplace(
                    slug, Localised<Template>(
                              Template::parse(written, reader.place_of(slug), placeholders_of(text), diagnostics)));
            }
        }
        reader.finish();
    }
    return all;
}

}  // namespace hall::menus
