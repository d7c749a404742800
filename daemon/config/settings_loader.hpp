#pragma once
// conf/smshalld.yaml, the menu and the catalogue it names become Settings, a Menu and a Catalogue, or a list of all that
// is wrong in the three. Used by the daemon at start and on a reload, by --check and by hallctl.

#include "campaigns/catalogue.hpp"
#include "codecs/yaml/document.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/config/text_file.hpp"
#include "menus/tree/menu.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace hall::daemon {

enum class FileRole { settings, menu, catalogue, include };

/// One file as it was read, for the record of versions. Passwords are blanked in `text`.
struct FileRead {
    std::filesystem::path path;
    std::string text;
    FileRole role = FileRole::include;
};

/// Where a file's text comes from: the disk, or an earlier version in the database. Nothing: it cannot be read.
using FileSource = std::function<std::optional<std::string>(const std::filesystem::path& path)>;

struct Configuration {
    std::filesystem::path path;  // of the settings file; empty in tests that have none
    Settings settings;
    std::shared_ptr<const menus::Menu> menu;
    std::shared_ptr<const campaigns::Catalogue> catalogue;  // nullptr: the settings name none
    std::vector<FileRead> files;
    std::string settings_text;  // that `settings` came from, passwords blanked; `files` may be of an earlier version
};

/// Checks a parsed settings file; `directory` is where relative paths begin.
Settings parse_settings(const codecs::YamlNode& root, const std::filesystem::path& directory,
                        codecs::Diagnostics& diagnostics);

/// Reads the settings file alone, for tools that need no menu. What can be read is returned even when there
/// are faults.
Settings load_settings(const std::filesystem::path& path, const codecs::EnvironmentLookup& environment,
                       codecs::Diagnostics& diagnostics);

/// Reads all files. Nothing when `diagnostics` got at least one fault. An unreadable file is a fault too. `zone`: where
/// the windows of the menu count by another one than the settings say, because a hall that runs keeps its own.
std::optional<Configuration> load_configuration(const std::filesystem::path& path,
                                                const codecs::EnvironmentLookup& environment,
                                                codecs::Diagnostics& diagnostics,
                                                const FileSource& source = read_from_disk,
                                                std::optional<campaigns::Zone> zone = std::nullopt);

/// Whether the settings file itself is in order, whatever is wrong with the menu and the catalogue.
bool settings_are_sound(const std::filesystem::path& path, const codecs::EnvironmentLookup& environment);

/// A menu file without any settings, and a catalogue where `catalogue` is not empty; what settings would say is as it
/// is by default. Nothing when `diagnostics` got an error.
std::optional<Configuration> load_menu_and_catalogue(const std::filesystem::path& menu,
                                                     const std::filesystem::path& catalogue,
                                                     codecs::Diagnostics& diagnostics);

/// The process environment.
codecs::EnvironmentLookup process_environment();

}  // namespace hall::daemon
