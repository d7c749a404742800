#include "tools/hallctl/rehearsal/hall_files.hpp"

#include "campaigns/catalogue_loader.hpp"
#include "codecs/yaml/rules.hpp"
#include "daemon/config/action_specs.hpp"
#include "menus/load/menu_loader.hpp"
#include "menus/load/rules.hpp"
#include "tools/hallctl/rehearsal/rehearsal_options.hpp"

#include <fstream>
#include <iterator>

namespace hall::tools {

namespace {

std::optional<std::string> text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad()) return std::nullopt;
    return text;
}

codecs::YamlNode read(const std::filesystem::path& path) {
    codecs::Diagnostics diagnostics;
    const auto text = text_of(path);
    if (!text) diagnostics.add({path.string(), 1, 1}, codecs::rules::unreadable_file);
    auto root = codecs::parse_yaml(text.value_or(""), path.string(), diagnostics);
    if (diagnostics.has_errors()) throw SettingsError(diagnostics.to_text());
    return root;
}

HallFiles of(const daemon::Configuration& configuration) {
    HallFiles files;
    files.menu = configuration.menu;
    files.catalogue = configuration.catalogue;
    files.hall_number = configuration.settings.hall_number;
    const auto& smsc = configuration.settings.smscs.front();
    files.parts = {smsc.default_alphabet, smsc.long_messages};
    files.zone = configuration.settings.business.zone;
    return files;
}

menus::IncludeReader include_reader(codecs::Diagnostics& diagnostics) {
    return [&](const std::string& path, const codecs::Place& named_at) -> codecs::YamlNode {
        const auto text = text_of(path);
        if (text) return codecs::parse_yaml(*text, path, diagnostics);
        diagnostics.add(named_at, menus::rules::include_unreadable, {path});
        return {};
    };
}

HallFiles of_menu(const codecs::YamlNode& root, const std::optional<std::string>& catalogue) {
    HallFiles files;
    codecs::Diagnostics diagnostics;
    if (catalogue) files.catalogue = campaigns::parse_catalogue(read(*catalogue), diagnostics);
    if (!diagnostics.has_errors())
        files.menu = menus::parse_menu(
            root, {daemon::action_specs(files.catalogue.get()), include_reader(diagnostics), files.zone.ahead},
            diagnostics);
    if (diagnostics.has_errors() || !files.menu) throw SettingsError(diagnostics.to_text());
    files.hall_number = "10086";
    return files;
}

}  // namespace

HallFiles load_hall_files(const std::filesystem::path& path, const std::optional<std::string>& catalogue) {
    // Every settings file names its SMSCs, and no menu file does.
    const auto root = read(path);
    auto files = root.find("smscs") != nullptr ? of(load_rehearsed(path)) : of_menu(root, catalogue);
    if (!files.catalogue) files.catalogue = std::make_shared<const campaigns::Catalogue>();
    return files;
}

}  // namespace hall::tools
