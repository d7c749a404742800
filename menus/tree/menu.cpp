#include "menus/tree/menu.hpp"

#include "menus/tree/guess_entries.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

std::string naming_key(std::string_view action, std::string_view parameter, std::string_view value) {
    std::string key(action);
    return key.append(" ").append(parameter).append("=").append(value);
}

}  // namespace

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

const std::vector<NodeIndex>& Menu::naming(std::string_view action, std::string_view parameter,
                                           std::string_view value) const {
    static const std::vector<NodeIndex> none;
    const auto found = naming_.find(naming_key(action, parameter, value_meant(parameter, value)));
    return found == naming_.end() ? none : found->second;
}

std::string Menu::value_meant(std::string_view parameter, std::string_view word) const {
    std::string folded = fold_text(word);
    const auto words = known_words.find(std::string(parameter));
    if (words == known_words.end()) return folded;
    const auto value = words->second.find(folded);
    return value == words->second.end() ? folded : value->second;
}

void Menu::index() {
    by_id_.clear();
    by_code_.clear();
    patterned_.clear();
    moved_by_code_.clear();
    naming_.clear();
    for (NodeIndex node = 0; node < nodes.size(); ++node) {
        const bool opens = nodes[node].acts && !nodes[node].releases;
        for (const auto& [parameter, value] : nodes[node].arguments) {
            if (opens && !nodes[node].incidental.contains(parameter))
                naming_[naming_key(nodes[node].action, parameter, value_meant(parameter, value))].push_back(node);
        }
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
