#pragma once
// Reads the keys of one YAML map, each as what it must be, and collects everything that is wrong: missing
// keys, wrong values, keys nobody asked for (with the nearest right one). Used by every loader, so that all
// files complain in the same words.

#include "codecs/time.hpp"
#include "codecs/yaml/document.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hall::codecs {

class MapReader {
public:
    /// `what` names the map in messages: the key it stands under, or a Phrase ("menu item", "菜单项"). A node that is no map is reported, and then
    /// every getter returns its fallback without a further word.
    MapReader(const YamlNode& node, Argument what, Diagnostics& diagnostics);

    bool is_map() const { return is_map_; }
    bool has(std::string_view key) const;

    /// Getters report what is wrong and return the fallback, so that reading goes on. The ones without a
    /// fallback report a missing key.
    std::string required_text(std::string_view key);
    std::string text_or(std::string_view key, std::string fallback);
    std::int64_t required_integer(std::string_view key, std::int64_t least, std::int64_t most);
    std::int64_t integer_or(std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most);
    bool flag_or(std::string_view key, bool fallback);  // true/false, yes/no, on/off
    /// "250ms", "30s", "10m", "2h", "1d"
    Millis duration_or(std::string_view key, Millis fallback, Millis least, Millis most);
    /// One of `words`, or `fallback`; the message lists the words.
    std::string word_or(std::string_view key, std::string fallback, const std::vector<std::string>& words);
    /// A list of scalars, or one scalar standing for a list of one. Missing: empty.
    std::vector<const YamlNode*> scalars(std::string_view key);
    /// The node under `key` for the caller to read, or nullptr (required_node reports it missing).
    const YamlNode* node(std::string_view key);
    const YamlNode* required_node(std::string_view key);

    /// The place of the value under `key`, or of the map when the key is missing.
    Place place_of(std::string_view key) const;

    /// Reports each key that no getter asked for. Call it last.
    void finish();

private:
    const YamlNode* take(std::string_view key, bool required);
    const YamlNode* take_scalar(std::string_view key, bool required);

    const YamlNode& node_;
    Argument what_;
    Diagnostics& diagnostics_;
    bool is_map_ = false;
    std::vector<std::string> asked_;
};

}  // namespace hall::codecs
