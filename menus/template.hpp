#pragma once
// A reply text with {placeholders}, taken apart and checked when the menu is loaded, so that nothing can go
// wrong when a subscriber waits. "{{" and "}}" stand for the braces themselves.

#include "codecs/yaml/diagnostic.hpp"
#include "menus/localised.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hall::menus {

/// What the placeholders stand for in one rendering: few entries, searched in order.
using Values = std::vector<std::pair<std::string, std::string>>;

/// a-z, 0-9 and _.
bool is_placeholder_name(std::string_view name);

class Snippets;

class Template {
public:
    Template() = default;

    /// Parses `text` written at `place`. A placeholder outside `allowed`, an unclosed or empty brace is a
    /// fault; the message lists what is allowed and the nearest right word.
    static Template parse(std::string_view text, const codecs::Place& place, const std::vector<std::string>& allowed,
                          codecs::Diagnostics& diagnostics);

    /// The same for a text in `language` in which the names of `snippets` stand for their words. These may show what
    /// is allowed here, and nothing else.
    static Template parse(std::string_view text, const codecs::Place& place, const std::vector<std::string>& allowed,
                          Snippets& snippets, Language language, codecs::Diagnostics& diagnostics);

    /// Any placeholder is taken; only braces can be wrong. For a piece of text that is checked where it is used.
    static Template parse_piece(std::string_view text, const codecs::Place& place, codecs::Diagnostics& diagnostics);

    /// The text with every placeholder replaced. A placeholder without a value (impossible after parse with
    /// the right list) renders as nothing.
    std::string render(const Values& values) const;

    bool uses(std::string_view placeholder) const;
    /// Those that it uses, in the order of the text.
    std::vector<std::string> placeholders() const;
    bool empty() const { return pieces_.empty(); }
    /// Where the text stands in its file.
    const codecs::Place& place() const { return place_; }

    /// Plain text, or the name of a placeholder.
    struct Piece {
        bool placeholder = false;
        std::string text;
        bool operator==(const Piece&) const = default;
    };
    const std::vector<Piece>& pieces() const { return pieces_; }

    bool operator==(const Template&) const = default;

private:
    class Parser;
    std::vector<Piece> pieces_;
    codecs::Place place_;
};

/// Whether it stands in the text in any language, or in every one that there is.
bool any_uses(const Localised<Template>& text, std::string_view placeholder);
bool every_uses(const Localised<Template>& text, std::string_view placeholder);

}  // namespace hall::menus
