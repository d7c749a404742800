#include "daemon/config/menu_reading.hpp"

#include "codecs/yaml/rules.hpp"
#include "daemon/config/action_specs.hpp"
#include "daemon/config/file_kind.hpp"
#include "daemon/config/rules.hpp"
#include "menus/load/menu_loader.hpp"
#include "menus/load/rules.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

/// Of a file itself, whatever the others hold.
bool is_of_a_file(const codecs::Diagnostic& one) {
    if (one.rule == &menus::rules::include_unreadable || one.rule == &rules::too_many_files) return true;
    if (one.rule == &codecs::rules::missing_key) return false;
    const auto syntax = codecs::rules::all_rules();
    return std::find(syntax.begin(), syntax.end(), one.rule) != syntax.end();
}

constexpr std::size_t most_values_together = 1'000'000;

std::size_t count_values(const codecs::YamlNode& node) {
    std::size_t count = 1;
    for (const auto& item : node.items) count += count_values(item);
    for (const auto& entry : node.entries) count += count_values(entry.value);
    return count;
}

}  // namespace

std::shared_ptr<const menus::Menu> read_menu(const codecs::YamlNode& root, bool half, campaigns::Zone zone,
                                             const FileSource& source, Configuration& configuration,
                                             codecs::Diagnostics& diagnostics) {
    // What is wrong with the file itself has been said.
    if (root.kind == codecs::YamlNode::Kind::null && diagnostics.has_errors()) return nullptr;
    codecs::Diagnostics found;
    bool incomplete = false;
    bool incomplete_for_size = false;
    std::size_t octets = 0;
    for (const auto& file : configuration.files) octets += file.text.size();
    auto values = count_values(root);
    const auto include = [&](const std::string& path, const codecs::Place& named_at) -> codecs::YamlNode {
        if (incomplete_for_size) return {};
        const auto text = source(path);
        if (!text) {
            tell_unread(path, named_at, menus::rules::include_unreadable, {path}, found);
            incomplete = true;
            return {};
        }
        octets += text->size();
        if (configuration.files.size() >= most_files || octets > most_octets_together ||
            values > most_values_together) {
            found.add(named_at, rules::too_many_files, {path});
            incomplete = incomplete_for_size = true;
            return {};
        }
        configuration.files.push_back({path, *text, FileRole::include});
        codecs::Diagnostics faults;
        auto included = codecs::parse_yaml(*text, path, faults);
        incomplete = incomplete || (faults.has_errors() && included.kind == codecs::YamlNode::Kind::null);
        for (const auto& one : faults.sorted()) pass_on(one, found);
        values += count_values(included);
        return included;
    };
    auto menu = menus::parse_menu(root,
                                  {action_specs(half ? nullptr : configuration.catalogue.get()), include,
                                   zone.ahead},
                                  found);
    for (const auto& one : found.sorted())
        if (!incomplete || is_of_a_file(one)) pass_on(one, diagnostics);
    return menu;
}

}  // namespace hall::daemon
