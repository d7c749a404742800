#include "menus/load/package_texts.hpp"

#include "menus/load/hall_texts.hpp"
#include "menus/load/known_value.hpp"
#include "menus/load/rules.hpp"

namespace hall::menus {

std::map<std::string, HallTexts> read_package_texts(const codecs::YamlNode& node,
                                                    const std::vector<ActionSpec>& actions, const TextReader& texts,
                                                    codecs::Diagnostics& diagnostics) {
    std::map<std::string, HallTexts> all;
    const std::optional<std::vector<std::string>> packages = known_packages(actions);
    const std::map<std::string, ActionText> of_actions = action_texts(actions);
    for (const codecs::YamlNode::Entry& entry : node.entries) {
        if (packages) check_known_value("package", entry.key, *packages, entry.key_place, diagnostics);
        codecs::MapReader reader(entry.value, codecs::filled(rules::texts_of_package, {entry.key}), diagnostics);
        for (const auto& [slug, text] : of_actions) {
            if (!text.of_package) continue;
            if (Localised<Template> words = texts.read(reader, slug, placeholders_of(text)); !words.empty())
                all[entry.key].emplace(slug, std::move(words));
        }
        reader.finish();
    }
    return all;
}

}  // namespace hall::menus
