#pragma once
// Reads what a node of the menu file answers: its text, or its action with what the action needs and the
// replies to what it may come to. Internal to menus.

#include "codecs/yaml/map_reader.hpp"
#include "menus/load/text_check.hpp"
#include "menus/load/text_reader.hpp"
#include "menus/tree/menu.hpp"

#include <vector>

namespace hall::menus {

/// What the reader of one node must know of the rest of the file.
struct NodeSurroundings {
    const std::vector<ActionSpec>& actions;
    const TextReader& texts;
    TextCheck* text_check = nullptr;  // nullptr: the file has no readable `texts:`, which was reported already
    bool has_choices = false;    // the node has children that a digit chooses
    bool digit_chooses = true;   // a digit, or being home, leads to the node without a code
};

/// Reads text, action, with, replies and keywords into `node`, whose name, codes and aliases are there already.
void read_answer(codecs::MapReader& reader, const NodeSurroundings& around, MenuNode& node,
                 codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
