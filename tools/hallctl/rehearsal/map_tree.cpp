#include "tools/hallctl/rehearsal/map_tree.hpp"

#include "tools/hallctl/rehearsal/map_phrases.hpp"

#include <algorithm>

namespace hall::tools {

namespace {

using namespace map_phrases;

std::string written(const std::vector<menus::CodePattern>& codes) {
    std::vector<std::string_view> all;
    for (const auto& code : codes) all.push_back(code.written());
    return fmt::format("{}", fmt::join(all, " "));
}

std::string parts_of(const MapItem& item, const Words& words) {
    std::size_t most = 0;
    for (const auto& bubble : item.bubbles) most = std::max(most, bubble.parts.size());
    return most == 1 ? words(part_short) : words(parts_short, most);
}

std::string line_of(const HallFiles& files, const MapItem& item, const Words& words) {
    const auto& node = *item.node;
    std::string line(static_cast<std::size_t>(item.depth) * 2, ' ');
    line += fmt::format("{} {}", digit_words(node), map_name(*files.menu, node));
    if (!node.codes.empty()) line += "  [" + written(node.codes) + "]";
    if (!node.aliases.empty()) line += fmt::format("  {}: {}", words(aliases), written(node.aliases));
    if (!node.action.empty()) line += "  -> " + action_words(node, words);
    if (!item.bubbles.empty()) line += "  " + parts_of(item, words);
    if (item.charged) line += "  ¥ " + charge_words(item, words);
    if (node.paged) line += "  " + words(shared_phrases::paged);
    if (node.only_for)
        line += fmt::format("  {}: {}", words(shared_phrases::only_for), only_for_words(node.only_for, words));
    if (node.open) line += fmt::format("  {}: {}", words(shared_phrases::open), opening_words(node.open, words));
    return line + "\n";
}

}  // namespace

std::string charge_words(const MapItem& item, const Words& words) {
    return item.prices.empty() ? words(price_of_package) : price_words(item.prices, words);
}

std::string digit_words(const menus::MenuNode& node) {
    if (!node.parent) return "0";
    return node.digit > 0 ? std::to_string(node.digit) : node.listed ? "-" : "·";
}

std::string map_name(const menus::Menu& menu, const menus::MenuNode& node) {
    return node.name.in(0).empty() ? menu.hall_name.in(0) : node.name.in(0);
}

std::string map_tree(const HallFiles& files, const MenuMap& map, const Words& words) {
    const auto& menu = *files.menu;
    auto text = fmt::format("{}  {}\n\n", menu.hall_name.in(0), files.terms.number);
    for (const auto& item : map.items) text += line_of(files, item, words);
    if (!menu.extensions.empty()) text += "\n" + words(extensions_title) + "\n";
    for (const auto& [digits, node] : menu.extensions)
        text += fmt::format("  {}{}  {}\n", files.terms.number, digits, map_name(menu, menu.nodes[node]));
    if (!menu.moved.empty()) text += "\n" + words(moved_title) + "\n";
    for (const auto& moved : menu.moved) {
        text += fmt::format("  {}  {}", moved.code.written(), words(leads_to, map_name(menu, menu.nodes[moved.to])));
        if (moved.until) text += "  " + words(until, end_words(*moved.until, moved.zone));
        text += "\n";
    }
    return text;
}

}  // namespace hall::tools
