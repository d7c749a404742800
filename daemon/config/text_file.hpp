#pragma once
// Reads the hall's files from disk: regular files of bounded size and nothing else. A pipe, a device or a file that
// grows without end would hold whoever reads it for ever. What can still block is a regular file on a file system that
// does not answer: only a thread may read that nobody waits for.

#include "codecs/yaml/diagnostic.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace hall::daemon {

/// Of one file, and of all that one configuration names together.
inline constexpr std::size_t most_file_octets = std::size_t{8} * 1024 * 1024;
inline constexpr std::size_t most_files = 1000;
inline constexpr std::size_t most_octets_together = 4 * most_file_octets;

/// The whole file. Nothing: it cannot be read, is no regular file, or holds more than most_file_octets.
std::optional<std::string> read_from_disk(const std::filesystem::path& path);

/// What would be right, of a file that read_from_disk did not read, where it knows better than "check path and rights".
const codecs::Phrase* remedy_of_unread(const std::filesystem::path& path);

/// Reports `rule` of a file that was not read, with that remedy if there is one.
void tell_unread(const std::filesystem::path& path, const codecs::Place& place, const codecs::Rule& rule,
                 codecs::Arguments arguments, codecs::Diagnostics& diagnostics);

}  // namespace hall::daemon
