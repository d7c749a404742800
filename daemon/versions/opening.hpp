#pragma once
// What a hall starts with: the files on disk, or, where those are faulty or were rolled back, the version that was in
// force when it ran last.

#include "daemon/versions/version_files.hpp"

namespace hall::daemon {

struct Opening {
    Configuration configuration;
    std::string who;           // started it
    std::string faulty_files;  // what is wrong with the files on disk, where a version of the database takes their place
    std::string rolled_back;   // fingerprint of the files on disk, where they were rolled back
};

/// Reads the files that the settings at `path` name, and the database. Nothing, and faults in `diagnostics`, when there is
/// nothing to start with: the settings themselves are faulty, or the files are and no version was ever in force.
std::optional<Opening> open_configuration(const std::filesystem::path& path, const codecs::EnvironmentLookup& environment,
                                          codecs::Diagnostics& diagnostics);

/// The row of what a hall starts with, as it is to be written down unless it is in force already.
store::VersionRow first_version(const Opening& opening, store::Versions& versions);

/// `of` with what can change live taken from `from`.
Configuration with_live_parts(Configuration of, const Configuration& from);

/// The name of the user `uid`, or "uid 1234".
std::string user_name(unsigned uid);

}  // namespace hall::daemon
