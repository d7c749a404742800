#include "tools/hallctl/rehearsal/hall_files.hpp"

#include "daemon/config/file_kind.hpp"
#include "tools/hallctl/rehearsal/rehearsal_options.hpp"

namespace hall::tools {

namespace {

HallFiles of(const daemon::Configuration& configuration) {
    HallFiles files;
    files.menu = configuration.menu;
    files.catalogue = configuration.catalogue;
    files.terms = {configuration.settings.hall_number, configuration.settings.number_plan,
                   configuration.settings.business};
    const auto& smsc = configuration.settings.smscs.front();
    files.parts = {smsc.default_alphabet, smsc.long_messages};
    files.zone = configuration.settings.business.zone;
    return files;
}

HallFiles of_menu(const std::filesystem::path& path, const std::optional<std::string>& catalogue,
                  codecs::MessageLanguage language) {
    codecs::Diagnostics diagnostics;
    const auto configuration = daemon::load_menu_and_catalogue(path, catalogue.value_or(""), diagnostics);
    if (!configuration) refuse(diagnostics, language);
    HallFiles files;
    files.menu = configuration->menu;
    files.catalogue = configuration->catalogue;
    files.terms.number = configuration->settings.hall_number;
    return files;
}

bool is_menu(const std::filesystem::path& path) {
    codecs::Diagnostics ignored;  // whoever reads it tells what is wrong with it
    const auto text = daemon::read_from_disk(path).value_or("");
    return daemon::kind_of(codecs::parse_yaml(text, path.string(), ignored), text) == daemon::FileKind::menu;
}

}  // namespace

HallFiles load_hall_files(const std::filesystem::path& path, const std::optional<std::string>& catalogue,
                          codecs::MessageLanguage language) {
    auto files = is_menu(path) ? of_menu(path, catalogue, language) : of(load_rehearsed(path, language));
    if (!files.catalogue) files.catalogue = std::make_shared<const campaigns::Catalogue>();
    return files;
}

}  // namespace hall::tools
