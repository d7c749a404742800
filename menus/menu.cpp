#include "menus/menu.hpp"

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

std::string Menu::choices_text(const MenuNode& node) const {
    std::string text;
    for (const NodeIndex index : node.choices) {
        const MenuNode& choice = nodes[index];
        text += (text.empty() ? "" : "\n") + std::to_string(choice.digit) + "." + choice.name;
    }
    return text;
}

void Menu::index() {
    by_id_.clear();
    by_code_.clear();
    patterned_.clear();
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
}

}  // namespace hall::menus
