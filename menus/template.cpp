#include "menus/template.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

bool is_placeholder_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "{" : ", {") + name + "}";
    }
    return text;
}

void report_unknown(std::string_view name, const codecs::Place& place, const std::vector<std::string>& allowed,
                    codecs::Diagnostics& diagnostics) {
    const std::string nearest = codecs::nearest_word(name, allowed);
    std::string remedy = nearest.empty() ? "" : "write {" + nearest + "}; ";
    remedy += allowed.empty() ? "no placeholder is known here" : "known here: " + listed(allowed);
    diagnostics.add(place, "placeholder {" + std::string(name) + "} is unknown here", remedy);
}

}  // namespace

Template Template::parse(std::string_view text, const codecs::Place& place, const std::vector<std::string>& allowed,
                         codecs::Diagnostics& diagnostics) {
    Template parsed;
    parsed.place_ = place;
    std::string plain;
    const auto end_plain = [&] {
        if (!plain.empty()) {
            parsed.pieces_.push_back({false, std::exchange(plain, {})});
        }
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
            plain.push_back(c);
            ++i;
        } else if (c == '}') {
            diagnostics.add(place, "\"}\" closes no placeholder", "write }} for a brace");
        } else if (c == '{') {
            const std::size_t end = text.find_first_of("{}", i + 1);
            if (end == std::string_view::npos || text[end] == '{') {
                diagnostics.add(place, "a placeholder is not closed", "close it with \"}\", or write {{ for a brace");
                continue;
            }
            const std::string_view name = text.substr(i + 1, end - i - 1);
            if (!is_placeholder_name(name)) {
                diagnostics.add(place, "\"{" + std::string(name) + "}\" is no placeholder",
                                "write {name} with a-z, 0-9 and _ inside, or {{ and }} for braces");
            } else if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
                report_unknown(name, place, allowed, diagnostics);
            } else {
                end_plain();
                parsed.pieces_.push_back({true, std::string(name)});
            }
            i = end;
        } else {
            plain.push_back(c);
        }
    }
    end_plain();
    return parsed;
}

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

}  // namespace hall::menus
