#include "menus/tree/menu.hpp"

#include "menus/tree/guess_entries.hpp"

#include <algorithm>

namespace hall::menus {

const MenuNode* Menu::by_id(std::string_view id) const {
    const auto found = by_id_.find(std::string(id));
    return found == by_id_.end() ? nullptr : &nodes[found->second];
}

const MenuNode* Menu::by_code(std::string_view folded) const {
    const auto found = by_code_.find(std::string(folded));
    return found == by_code_.end() ? nullptr : &nodes[found->second];
}

const MenuNode& Menu::menu_at(const MenuNode& node) const {
    const MenuNode* menu = &node;
    while (menu->choices.empty() && menu->parent) {
        menu = &nodes[*menu->parent];
    }
    return *menu;
}

Language Menu::language_of(std::string_view name) const {
    const auto found = std::find(languages.begin(), languages.end(), name);
    return found == languages.end() ? 0 : static_cast<Language>(found - languages.begin());
}

const MenuNode& Menu::entry(std::string_view extension) const {
    const auto found = extension.empty() ? extensions.end() : extensions.find(std::string(extension));
    return found == extensions.end() ? home() : nodes[found->second];
}

const MovedCode* Menu::moved_code(std::string_view folded) const {
    const auto found = moved_by_code_.find(std::string(folded));
    return found == moved_by_code_.end() ? nullptr : &moved[found->second];
}

void Menu::index() {
    by_id_.clear();
    by_code_.clear();
    patterned_.clear();
    moved_by_code_.clear();
    for (NodeIndex node = 0; node < nodes.size(); ++node) {
        by_id_.emplace(nodes[node].id, node);
        for (std::size_t code = 0; code < nodes[node].codes.size(); ++code) {
            const CodePattern& pattern = nodes[node].codes[code];
            if (pattern.literal().empty()) {
                patterned_.push_back({node, code});
            } else {
                by_code_.emplace(pattern.literal(), node);
            }
        }
    }
    // A code goes before an alias of the same letters, wherever the two stand.
    for (NodeIndex node = 0; node < nodes.size(); ++node) {
        for (const CodePattern& alias : nodes[node].aliases) by_code_.emplace(alias.literal(), node);
    }
    for (std::size_t i = 0; i < moved.size(); ++i) moved_by_code_.emplace(moved[i].code.literal(), i);
    guesser_ = std::make_shared<const Guesser>(guess_entries(*this), synonyms);
}

}  // namespace hall::menus
