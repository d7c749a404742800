#include "menus/preview/preview.hpp"

#include "menus/answer/choice_list.hpp"
#include "menus/answer/render.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

/// The menu as it is for somebody for whom every condition holds: a page depends on what stands on it.
std::vector<std::string> pages_of(const Menu& menu, const MenuNode& node, Language language) {
    Menu open = menu;
    for (auto& one : open.nodes) {
        one.only_for.reset();
        one.open.reset();
    }
    const SubscriberView anybody;
    const Viewer viewer{anybody, UtcTime{}, language};
    const MenuNode& same = open.nodes[static_cast<std::size_t>(&node - menu.nodes.data())];
    std::vector<std::string> pages;
    for (int page = 0;; ++page) {
        const auto list = list_choices(open, same, viewer, page);
        pages.push_back(list.text);
        if (list.shown.empty() || list.shown.back().node_id != next_page_id) return pages;
    }
}

}  // namespace

std::vector<std::string> preview_lists(const Menu& menu, const MenuNode& node, Language language) {
    if (node.paged) return pages_of(menu, node, language);
    std::string list;
    for (const NodeIndex index : node.choices) {
        const MenuNode& choice = menu.nodes[index];
        list += (list.empty() ? "" : "\n") + std::to_string(choice.digit) + "." + choice.name.in(language);
    }
    return {list};
}

std::string preview(const Template& text, const Values& values) {
    std::string out;
    for (const auto& piece : text.pieces()) {
        const auto value =
            std::find_if(values.begin(), values.end(), [&](const auto& pair) { return pair.first == piece.text; });
        if (!piece.placeholder) {
            out += piece.text;
        } else {
            out += value != values.end() ? value->second : "{" + piece.text + "}";
        }
    }
    return out;
}

std::vector<std::string> preview_answer(const Menu& menu, const MenuNode& node, Language language) {
    std::vector<std::string> answers;
    if (!node.action.empty()) return answers;
    for (const auto& list : preview_lists(menu, node, language)) {
        auto values = item_values(menu, node, language);
        values.emplace_back("choices", list);
        answers.push_back(preview(node.text.in(language), values));
    }
    return answers;
}

}  // namespace hall::menus
