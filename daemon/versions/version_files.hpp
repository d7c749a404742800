#pragma once
// The files of a version: as rows of the database, as something to load from again, as a fingerprint.
// Paths are kept relative to the folder of the settings file, so that it does not matter from where the hall is started.

#include "daemon/config/settings_loader.hpp"
#include "daemon/store/versions.hpp"

namespace hall::daemon {

using VersionFiles = std::vector<store::VersionFileRow>;

/// In the order in which they were read, the settings first.
VersionFiles to_rows(const Configuration& configuration);

/// Gives the files of a version in place of those on disk. `files` are copied.
FileSource source_of(VersionFiles files, const std::filesystem::path& settings_path);

/// FNV-1a, 64 bits, in hexadecimal, over role, path and text of each file: tells versions apart, proves nothing to an
/// adversary. Empty for no files.
std::string fingerprint_of(const VersionFiles& files);

/// The same over path and text of what is not settings: menu, catalogue and what they include.
std::string fingerprint_of_content(const VersionFiles& files);

/// `path` as it is kept: relative to `folder`, that of the settings file.
std::string kept_path(const std::filesystem::path& path, const std::filesystem::path& folder);

}  // namespace hall::daemon
