#pragma once
// Reads the ways to items that do not lead through the tree: codes of the hall before (`moved:`) and extensions of the
// hall's number. Internal to menus.

#include "menus/load/code_book.hpp"
#include "menus/load/text_check.hpp"
#include "menus/load/text_reader.hpp"
#include "menus/load/tree_reader.hpp"
#include "menus/tree/menu.hpp"

#include <vector>

namespace hall::menus {

/// What both need: the tree, read and complete.
struct DetourSurroundings {
    const TreeReader& tree;
    CodeBook& codes;
    const TextReader& texts;
    TextCheck* text_check;  // nullptr: the file has no readable `texts:`
    Millis zone;            // of the hall
};

void read_moved(const std::vector<const codecs::YamlNode*>& entries, const DetourSurroundings& around, Menu& menu,
                codecs::Diagnostics& diagnostics);

/// `node`: a map.
void read_extensions(const codecs::YamlNode& node, const DetourSurroundings& around, Menu& menu,
                     codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
