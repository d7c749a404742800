#include "menus/tree/template.hpp"

#include <algorithm>

namespace hall::menus {

std::string Template::render(const Values& values) const {
    std::string text;
    for (const Piece& piece : pieces_) {
        if (!piece.placeholder) {
            text += piece.text;
            continue;
        }
        const auto value =
            std::find_if(values.begin(), values.end(), [&](const auto& pair) { return pair.first == piece.text; });
        if (value != values.end()) {
            text += value->second;
        }
    }
    return text;
}

bool Template::uses(std::string_view placeholder) const {
    return std::any_of(pieces_.begin(), pieces_.end(),
                       [&](const Piece& piece) { return piece.placeholder && piece.text == placeholder; });
}

std::vector<std::string> Template::placeholders() const {
    std::vector<std::string> names;
    for (const Piece& piece : pieces_) {
        if (piece.placeholder) names.push_back(piece.text);
    }
    return names;
}

bool any_uses(const Localised<Template>& text, std::string_view placeholder) {
    return std::any_of(text.values().begin(), text.values().end(),
                       [&](const Template& one) { return one.uses(placeholder); });
}

bool every_uses(const Localised<Template>& text, std::string_view placeholder) {
    return std::all_of(text.values().begin(), text.values().end(),
                       [&](const Template& one) { return one.empty() || one.uses(placeholder); });
}

}  // namespace hall::menus
