#include "daemon/config/menu_reading.hpp"

#include "codecs/yaml/rules.hpp"
#include "daemon/config/action_specs.hpp"
#include "daemon/config/file_kind.hpp"
#include "menus/load/menu_loader.hpp"
#include "menus/load/rules.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

/// Of a file itself, whatever the others hold.
bool is_of_a_file(const codecs::Diagnostic& one) {
    if (one.rule == &menus::rules::include_unreadable) return true;
    if (one.rule == &codecs::rules::missing_key) return false;
    const auto syntax = codecs::rules::all_rules();
    return std::find(syntax.begin(), syntax.end(), one.rule) != syntax.end();
}

}  // namespace

std::shared_ptr<const menus::Menu> read_menu(const codecs::YamlNode& root, bool half, campaigns::Zone zone,
                                             const FileSource& source, Configuration& configuration,
                                             codecs::Diagnostics& diagnostics) {
    // What is wrong with the file itself has been said.
    if (root.kind == codecs::YamlNode::Kind::null && diagnostics.has_errors()) return nullptr;
    codecs::Diagnostics found;
    bool incomplete = false;
    const auto include = [&](const std::string& path, const codecs::Place& named_at) -> codecs::YamlNode {
        const auto text = source(path);
        if (!text) {
            found.add(named_at, menus::rules::include_unreadable, {path});
            incomplete = true;
            return {};
        }
        configuration.files.push_back({path, *text, FileRole::include});
        codecs::Diagnostics faults;
        auto included = codecs::parse_yaml(*text, path, faults);
        incomplete = incomplete || (faults.has_errors() && included.kind == codecs::YamlNode::Kind::null);
        for (const auto& one : faults.sorted()) pass_on(one, found);
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
