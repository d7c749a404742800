#include "menus/answer/choice_list.hpp"

#include "codecs/text/split.hpp"
#include "menus/answer/render.hpp"

namespace hall::menus {

namespace {

constexpr std::size_t most_lines = 9;

void add_line(ChoiceList& list, int digit, const std::string& name, std::string_view id) {
    list.text += (list.text.empty() ? "" : "\n") + std::to_string(digit) + "." + name;
    list.shown.push_back({digit, std::string(id)});
}

bool fits_one_part(const Menu& menu, const MenuNode& node, const std::string& choices, const Viewer& viewer) {
    Values values = item_values(menu, node, viewer.language);
    values.emplace_back("choices", choices);
    // What fits into one part does so however the link sends long texts.
    const auto split = codecs::split_text(node.text.in(viewer.language).render(values), codecs::DefaultAlphabet::gsm,
                                          codecs::LongMessages::udh16);
    return split && split->parts.size() == 1;
}

/// As many of `nodes` from `first` on as make a page, with a line for the next one where there are more.
ChoiceList page_from(const Menu& menu, const MenuNode& node, const std::vector<NodeIndex>& nodes, std::size_t first,
                     const Viewer& viewer) {
    const std::string more = render_text(menu, "next_page", {}, {}, viewer.language);
    const auto made_of = [&](std::size_t count) {
        ChoiceList list;
        for (std::size_t i = first; i < first + count; ++i) {
            const MenuNode& choice = menu.nodes[nodes[i]];
            add_line(list, static_cast<int>(i - first) + 1, choice.name.in(viewer.language), choice.id);
        }
        if (first + count < nodes.size()) add_line(list, static_cast<int>(count) + 1, more, next_page_id);
        return list;
    };
    const std::size_t left = nodes.size() - first;
    std::size_t count = left <= most_lines ? left : most_lines - 1;
    while (count > 1 && !fits_one_part(menu, node, made_of(count).text, viewer)) --count;
    return made_of(count);
}

}  // namespace

ChoiceList list_choices(const Menu& menu, const MenuNode& menu_node, const Viewer& viewer, int page) {
    std::vector<NodeIndex> there;
    for (const NodeIndex choice : menu_node.choices) {
        if (is_there(menu, menu.nodes[choice], viewer)) there.push_back(choice);
    }
    ChoiceList list;
    if (!menu_node.paged) {
        for (const NodeIndex index : there) {
            const MenuNode& choice = menu.nodes[index];
            add_line(list, choice.digit, choice.name.in(viewer.language), choice.id);
        }
        return list;
    }
    std::size_t first = 0;
    for (int number = 0; first < there.size(); ++number) {
        list = page_from(menu, menu_node, there, first, viewer);
        list.page = number;
        const bool last = list.shown.back().node_id != next_page_id;
        if (number >= page || last) break;
        first += list.shown.size() - 1;
    }
    return list;
}

ChoiceList list_nodes(const Menu& menu, const std::vector<NodeIndex>& nodes, const Viewer& viewer) {
    ChoiceList list;
    for (const NodeIndex index : nodes) {
        const MenuNode& node = menu.nodes[index];
        add_line(list, static_cast<int>(list.shown.size()) + 1, node.name.in(viewer.language), node.id);
    }
    return list;
}

}  // namespace hall::menus
