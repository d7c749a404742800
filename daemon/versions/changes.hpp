#pragma once
// What is different between two versions, in lines for people, and which of it waits for a restart.

#include "daemon/versions/version_files.hpp"

namespace hall::daemon {

/// A line for each file that changed ("menu.yaml: 3 lines new, 1 gone"), appeared or vanished.
std::vector<std::string> changed_files(const VersionFiles& before, const VersionFiles& after);

/// The ids that appear or vanish, in at most one line each ("new in the menu: trial, trial_data").
std::vector<std::string> changed_ids(const menus::Menu& before, const menus::Menu& after);
std::vector<std::string> changed_ids(const campaigns::Catalogue* before, const campaigns::Catalogue* after);

/// The text of the settings file among them, or empty.
std::string_view settings_text(const VersionFiles& files);

/// The settings whose values differ between two settings files ("smscs.0.window"), sorted, without their values: some
/// are secret.
std::vector<std::string> changed_settings(std::string_view before, std::string_view after);

/// Whether a change of this setting counts without a restart.
bool changes_live(std::string_view setting);

}  // namespace hall::daemon
