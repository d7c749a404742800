#pragma once
// conf/smshalld.yaml, the menu and the catalogue it names become Settings, a Menu and a Catalogue, or a list of all that
// is wrong in the three. Used by the daemon at start, by --check and by hallctl.

#include "campaigns/catalogue.hpp"
#include "codecs/yaml/document.hpp"
#include "daemon/config/settings.hpp"
#include "menus/menu.hpp"

#include <memory>
#include <optional>

namespace hall::daemon {

/// One file as it was read, for the record of settings in force. Passwords are blanked in `text`.
struct FileRead {
    std::filesystem::path path;
    std::string text;
};

struct Configuration {
    Settings settings;
    std::shared_ptr<const menus::Menu> menu;
    std::shared_ptr<const campaigns::Catalogue> catalogue;  // nullptr: the settings name none
    std::vector<FileRead> files;
};

/// Checks a parsed settings file; `directory` is where relative paths begin.
Settings parse_settings(const codecs::YamlNode& root, const std::filesystem::path& directory,
                        codecs::Diagnostics& diagnostics);

/// Reads the settings file alone, for tools that need no menu. What can be read is returned even when there
/// are faults.
Settings load_settings(const std::filesystem::path& path, const codecs::EnvironmentLookup& environment,
                       codecs::Diagnostics& diagnostics);

/// Reads all files. Nothing when `diagnostics` got at least one fault. An unreadable file is a fault too.
std::optional<Configuration> load_configuration(const std::filesystem::path& path,
                                                const codecs::EnvironmentLookup& environment,
                                                codecs::Diagnostics& diagnostics);

/// A menu file without any settings, and a catalogue where `catalogue` is not empty; what settings would say is as it
/// is by default. Nothing when `diagnostics` got an error.
std::optional<Configuration> load_menu_and_catalogue(const std::filesystem::path& menu,
                                                     const std::filesystem::path& catalogue,
                                                     codecs::Diagnostics& diagnostics);

/// The process environment.
codecs::EnvironmentLookup process_environment();

}  // namespace hall::daemon
