#pragma once
// The files of a version of the hall, from the database into a folder.

#include "daemon/store/versions.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace hall::tools {

/// Writes them below `folder`, as they lay beside each other, and makes it; it must be empty or not there. Returns where the
/// settings file is. Throws std::filesystem::filesystem_error.
std::filesystem::path export_files(const std::vector<store::VersionFileRow>& files, const std::filesystem::path& folder);

/// Files that the settings name by their whole path: whoever reads the exported settings gets those, not the exported ones.
std::vector<std::string> named_by_whole_path(const std::vector<store::VersionFileRow>& files);

}  // namespace hall::tools
