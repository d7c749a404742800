#pragma once
// What an operator's file looks like, so that the wrong one is called by its name instead of being read key by key.

#include "codecs/yaml/document.hpp"

#include <optional>
#include <string_view>

namespace hall::daemon {

enum class FileKind { settings, menu, catalogue, conversation, table, schema, unknown };

/// By the words at its top level. `root`: of `text`, null where that is no YAML. Unknown where nothing tells, or where
/// keys of several kinds stand beside each other.
FileKind kind_of(const codecs::YamlNode& root, std::string_view text);

/// As parse_yaml(), for a file that should be of the kind `wanted` (settings, menu, catalogue). Nothing when it is no
/// YAML, or clearly of another kind; then `diagnostics` says of which and what to do, and nothing else. `named_at`:
/// where another file names it; nothing: the command line does.
std::optional<codecs::YamlNode> parse_kind(FileKind wanted, std::string_view text, const std::string& file,
                                           const std::optional<codecs::Place>& named_at,
                                           codecs::Diagnostics& diagnostics);

/// Adds `one`, which was found elsewhere.
void pass_on(const codecs::Diagnostic& one, codecs::Diagnostics& to);

}  // namespace hall::daemon
