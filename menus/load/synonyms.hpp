#pragma once
// Reads the `synonyms:` of a menu file: words that keywords take for one another. Internal to menus.

#include "codecs/yaml/document.hpp"
#include "menus/tree/menu.hpp"
#include "menus/understand/guess.hpp"

namespace hall::menus {

/// The groups under `node`, folded as keywords are; the key of each comes first. An empty word, one that stands in two
/// groups, or one with a + is a fault.
Synonyms read_synonyms(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics);

/// A warning for each group of which no word stands in a keyword of `menu`.
void report_unused_synonyms(const codecs::YamlNode& node, const Synonyms& synonyms, const Menu& menu,
                            codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
