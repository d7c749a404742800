#pragma once
// A reply text as operators write it, taken apart: {placeholders}, snippets by their names, "{{" and "}}" for the braces
// themselves.

#include "codecs/yaml/diagnostic.hpp"
#include "menus/tree/template.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hall::menus {

class Snippets;

/// a-z, 0-9 and _.
bool is_placeholder_name(std::string_view name);

/// `text`, which stands at `place`. A placeholder outside `allowed`, an unclosed or empty brace is a fault; the message
/// lists what is allowed and the nearest right word.
Template parse_template(std::string_view text, const codecs::Place& place, const std::vector<std::string>& allowed,
                        codecs::Diagnostics& diagnostics);

/// The same for a text in `language` in which the names of `snippets` stand for their words. These may show what is
/// allowed here, and nothing else.
Template parse_template(std::string_view text, const codecs::Place& place, const std::vector<std::string>& allowed,
                        Snippets& snippets, Language language, codecs::Diagnostics& diagnostics);

/// Any placeholder is taken; only braces can be wrong. For a piece of text that is checked where it is used.
Template parse_template_piece(std::string_view text, const codecs::Place& place, codecs::Diagnostics& diagnostics);

}  // namespace hall::menus
