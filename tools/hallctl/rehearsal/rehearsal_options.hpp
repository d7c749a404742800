#pragma once
// What phone, replay, map and diff have in common on the command line: the settings to look at, the clock, the people.

#include "daemon/config/settings_loader.hpp"
#include "tools/hallctl/command.hpp"
#include "tools/hallctl/rehearsal/rehearsal_hall.hpp"

namespace hall::tools {

/// --config, $SMSHALL_CONFIG or /etc/smshall/smshalld.yaml.
std::filesystem::path settings_path(const Arguments& arguments);

/// The settings with all files that they name. Passwords in the environment need not be there. Throws SettingsError, in
/// the language of --lang.
daemon::Configuration load_rehearsed(const Arguments& arguments);

/// The same for one settings file.
daemon::Configuration load_rehearsed(const std::filesystem::path& settings,
                                     codecs::MessageLanguage language = codecs::MessageLanguage::en);

/// --lang zh or en; en without it. Throws UsageError.
codecs::MessageLanguage language_of(const Arguments& arguments);

/// The day of --at, or today in the zone. Throws UsageError.
campaigns::Date day_of(const Arguments& arguments, campaigns::Zone zone);

/// The file of subscribers of --subscribers, or else the sample that is shipped beside the settings; empty: there is
/// none.
std::filesystem::path subscribers_file(const Arguments& arguments);

/// Adds those of --subscribers, or else the sample that is shipped beside the settings (sample/), if there is one.
/// Throws SubscribersError.
void add_people(RehearsalHall& hall, const Arguments& arguments);

}  // namespace hall::tools
