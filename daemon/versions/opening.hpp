#pragma once
// What a hall starts with: the files on disk, or, where those are faulty or were rolled back, the version that was in
// force when it ran last.

#include "daemon/versions/version_files.hpp"

namespace hall::daemon {

struct Opening {
    enum class Why {
        files,          // those on disk
        rolled_back,    // a rollback has set those on disk aside
        faulty_files,   // those on disk cannot be used
        rollback_lost,  // those on disk, because the version that was rolled back to cannot be loaded any more
    };
    Configuration configuration = {};
    std::string who = {};  // started it
    Why why = Why::files;
    std::string faults = {};  // faulty_files: of those on disk; rollback_lost: of the version that was rolled back to
    std::optional<store::VersionRow> rollback = {};  // that put the last version into force, if it was one
    std::vector<std::string> differ = {};            // rolled_back: paths on disk that are not as in force
    std::vector<std::string> set_aside = {};         // rolled_back: settings on disk that do not count
};

/// Reads the files that the settings at `path` name, and the database. Nothing, and faults in `diagnostics`, when there is
/// nothing to start with: the settings themselves are faulty, or the files are and no version was ever in force.
std::optional<Opening> open_configuration(const std::filesystem::path& path, const codecs::EnvironmentLookup& environment,
                                          codecs::Diagnostics& diagnostics);

/// The row of what a hall starts with, as it is to be written down unless it is in force already.
store::VersionRow first_version(const Opening& opening, store::Versions& versions);

/// Tells the log which version is in force and why.
void log_opening(const Opening& opening, const store::VersionRow& version);

/// `of` with what can change live taken from `from`.
Configuration with_live_parts(Configuration of, const Configuration& from);

/// The name of the user `uid`, or "uid 1234". May wait for a directory service.
std::string user_name(unsigned uid);

}  // namespace hall::daemon
