#pragma once
// What is different between two versions, in lines for people, and which of it waits for a restart.

#include "campaigns/calendar.hpp"
#include "daemon/versions/version_files.hpp"

namespace hall::daemon {

/// A line for people, in both languages.
using Lines = std::vector<codecs::Argument>;

/// A line for each file that changed ("menu.yaml: 3 lines new, 1 gone"), appeared or vanished.
Lines changed_files(const VersionFiles& before, const VersionFiles& after);

/// As the record of versions keeps them: in English, without a newline at the end.
std::string summary_of(const Lines& lines);

/// The paths of files that are not the same in both.
std::vector<std::string> differing_paths(const VersionFiles& before, const VersionFiles& after);

/// The ids that appear or vanish, in at most one line each ("new in the menu: trial, trial_data").
Lines changed_ids(const menus::Menu& before, const menus::Menu& after);
Lines changed_ids(const campaigns::Catalogue* before, const campaigns::Catalogue* after);

/// A line for each package of both whose price is another one for who orders it on `today` or later ("price of LL10:
/// 10.00 a month -> 3 months at 8.00 each, then 10.00 a month").
Lines changed_prices(const campaigns::Catalogue* before, const campaigns::Catalogue* after, campaigns::Date today);

/// The text of the settings file among them, or empty.
std::string_view settings_text(const VersionFiles& files);

/// The settings whose values differ between two settings files ("smscs.0.window"), sorted, without their values: some
/// are secret.
std::vector<std::string> changed_settings(std::string_view before, std::string_view after);

/// Whether a change of this setting counts without a restart.
bool changes_live(std::string_view setting);

/// Those of changed_settings() that count without a restart.
std::vector<std::string> changed_live_settings(std::string_view before, std::string_view after);

}  // namespace hall::daemon
