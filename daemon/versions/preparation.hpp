#pragma once
// The part of a reload or rollback that reads and checks: from files to something the clerk can put into force, or to
// faults. A function of its arguments, the disk and the database; runs on the reader thread.

#include "daemon/clerk/live_parts.hpp"
#include "daemon/versions/changes.hpp"
#include "daemon/versions/opening.hpp"

namespace hall::daemon {

/// What is in force when it is prepared.
struct PresentVersion {
    std::filesystem::path settings_path;
    std::filesystem::path database;
    store::VersionRow version;
    std::shared_ptr<const VersionFiles> files;
    std::shared_ptr<const std::string> started_settings;  // the settings file that the running hall started with
    std::shared_ptr<const menus::Menu> menu;
    std::shared_ptr<const campaigns::Catalogue> catalogue;
    campaigns::Zone zone;  // of the hall's days until it is started anew
};

struct PreparedVersion {
    std::string refused;      // why not, for people, in whole lines; empty: it is good
    std::size_t faults = 0;   // of the files
    std::string first_fault;  // or what else is wrong
    bool unchanged = false;   // it is what is in force already
    std::string warnings;     // lines for people
    store::VersionRow version;
    VersionFiles files;
    LiveParts parts;
    LogLevel log_level = LogLevel::info;
    Lines changes;
    Lines disk;                      // of a rollback: how the files on disk compare
    std::vector<std::string> waits;  // settings that count from the next start on
};

PreparedVersion prepare_reload(const PresentVersion& present, codecs::MessageLanguage language);
PreparedVersion prepare_rollback(const PresentVersion& present, std::optional<std::int64_t> wanted,
                                 codecs::MessageLanguage language);

}  // namespace hall::daemon
