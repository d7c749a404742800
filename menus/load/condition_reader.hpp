#pragma once
// Reads for whom and when an item is there: `only_for:` and `open:`. Internal to menus.

#include "codecs/yaml/map_reader.hpp"
#include "menus/load/text_check.hpp"
#include "menus/load/text_reader.hpp"
#include "menus/tree/condition.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hall::menus {

/// What conditions are read against.
struct ConditionSurroundings {
    const std::vector<std::string>& languages;
    std::optional<std::vector<std::string>> packages;  // nothing: it is not known which there are
    Millis zone;                                       // of the hall
    const TextReader& texts;
    TextCheck* text_check;  // nullptr: the file has no readable `texts:`
};

/// The `only_for:` of an item, or nothing. Some faults leave a part of it out.
std::optional<OnlyFor> read_only_for(codecs::MapReader& item, const ConditionSurroundings& around,
                                     codecs::Diagnostics& diagnostics);

/// The `open:` of an item, or nothing.
std::optional<Opening> read_opening(codecs::MapReader& item, const ConditionSurroundings& around,
                                    codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
