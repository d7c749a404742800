#pragma once
// A reply text with {placeholders}, taken apart and checked when the menu is loaded, so that nothing can go
// wrong when a subscriber waits.

#include "codecs/yaml/diagnostic.hpp"
#include "menus/tree/localised.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hall::menus {

/// What the placeholders stand for in one rendering: few entries, searched in order.
using Values = std::vector<std::pair<std::string, std::string>>;

class Template {
public:
    /// Plain text, or the name of a placeholder.
    struct Piece {
        bool placeholder = false;
        std::string text;
        bool operator==(const Piece&) const = default;
    };

    Template() = default;
    /// A text that stands at `place` of its file; menus/load/template_parser.hpp takes it apart.
    Template(std::vector<Piece> pieces, codecs::Place place) : pieces_(std::move(pieces)), place_(std::move(place)) {}

    /// The text with every placeholder replaced. A placeholder without a value (impossible when the
    /// right list was allowed) renders as nothing.
    std::string render(const Values& values) const;

    bool uses(std::string_view placeholder) const;
    /// Those that it uses, in the order of the text.
    std::vector<std::string> placeholders() const;
    bool empty() const { return pieces_.empty(); }
    /// Where the text stands in its file.
    const codecs::Place& place() const { return place_; }

    const std::vector<Piece>& pieces() const { return pieces_; }

    bool operator==(const Template&) const = default;

private:
    std::vector<Piece> pieces_;
    codecs::Place place_;
};

/// Whether it stands in the text in any language, or in every one that there is.
bool any_uses(const Localised<Template>& text, std::string_view placeholder);
bool every_uses(const Localised<Template>& text, std::string_view placeholder);

}  // namespace hall::menus
