#pragma once
// The menu with all files that it includes, when some of them may be out of order. Internal to daemon/config.

#include "daemon/config/settings_loader.hpp"

namespace hall::daemon {

/// `root` of the menu file, checked against the catalogue of `configuration`. `half`: that could not be read, so
/// nothing is said of packages. `zone`: where windows are. Of a menu with an included file that cannot be read or is no
/// YAML only such faults are told: what else seems missing may stand in that file. Records the included files in
/// `configuration`.
std::shared_ptr<const menus::Menu> read_menu(const codecs::YamlNode& root, bool half, campaigns::Zone zone,
                                             const FileSource& source, Configuration& configuration,
                                             codecs::Diagnostics& diagnostics);

}  // namespace hall::daemon
