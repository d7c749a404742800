#pragma once
// Reads the `texts:` of a menu file. Internal to menus.

#include "codecs/yaml/map_reader.hpp"
#include "menus/load/text_reader.hpp"
#include "menus/tree/menu.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace hall::menus {

/// What the actions need a text for: an outcome, or a follow-up.
struct ActionText {
    std::vector<std::string> placeholders;  // values that come with it whichever action needs it
    bool of_node = true;                    // sent for an item of the menu; false: also sent when none is at hand
    bool of_package = false;                // comes of an action on one package, or can name one
};

/// By slug.
std::map<std::string, ActionText> action_texts(const std::vector<ActionSpec>& actions);

/// All that such a text of the hall may show.
std::vector<std::string> placeholders_of(const ActionText& text);

HallTexts read_hall_texts(const codecs::YamlNode& node, const std::vector<ActionSpec>& actions,
                          const TextReader& reader, codecs::Diagnostics& diagnostics);

/// True for a text that every menu file must have.
bool is_required_text(std::string_view key);

/// Every placeholder that some text of the hall, of an item or of an action may show, but for parameters of codes that
/// no action takes.
std::set<std::string, std::less<>> all_placeholders(const std::vector<ActionSpec>& actions);

}  // namespace hall::menus
