#pragma once
// A YAML file as an immutable tree of our own, in which every key and value knows its place. The one door
// to yaml-cpp: its event parser builds the tree, so positions are exact and duplicate keys are seen.
// Scalars stay text ("010" is not eight, "yes" is not true): whoever reads a value says what it must be.

#include "codecs/yaml/diagnostic.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hall::codecs {

struct YamlNode {
    enum class Kind { null, scalar, sequence, map };
    struct Entry;

    Kind kind = Kind::null;
    Place place;                  // of the value itself (an empty value: of its key)
    std::string scalar;           // Kind::scalar
    bool quoted = false;          // Kind::scalar: written in quotes or as a block
    std::vector<YamlNode> items;  // Kind::sequence
    std::vector<Entry> entries;   // Kind::map, in the order of the file

    /// The value under `key`, or nullptr. Kind::map only.
    const YamlNode* find(std::string_view key) const;
};

struct YamlNode::Entry {
    std::string key;
    Place key_place;
    YamlNode value;
};

/// Looks up the value of an environment variable; nothing when it is not set.
using EnvironmentLookup = std::function<std::optional<std::string>(std::string_view name)>;

/// Parses `text`, which came from `file`. All faults go into `diagnostics`. Behind duplicate keys, merge keys
/// ("<<") and tags the tree goes on and is returned; after a fault of syntax a null node is returned, because
/// complaints about the half that was read would only be noise. Anchors and aliases are followed: an alias
/// has the place where it is written, what stands inside it the places behind the anchor.
/// Nesting deeper than 64 and documents that expand above half a million nodes or 32 MiB of text are faults.
YamlNode parse_yaml(std::string_view text, const std::string& file, Diagnostics& diagnostics);

/// Replaces ${NAME} and ${NAME:-default} in every scalar of the tree. A name that is not set and has no
/// default is a fault at the place of the scalar. "$${" stands for a literal "${".
void substitute_environment(YamlNode& root, const EnvironmentLookup& lookup, Diagnostics& diagnostics);

}  // namespace hall::codecs
