#include "menus/answer/withdrawal.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

/// Whether what the item says itself is what is asked for, as far as both say it.
bool agrees(const Menu& menu, const MenuNode& item, const Values& values) {
    return std::all_of(values.begin(), values.end(), [&](const auto& asked) {
        const auto own = item.arguments.find(asked.first);
        return own == item.arguments.end() ||
               menu.value_meant(asked.first, own->second) == menu.value_meant(asked.first, asked.second);
    });
}

}  // namespace

std::optional<Withdrawn> withdrawn(const Menu& menu, std::string_view action, const Values& values,
                                   const Viewer& viewer) {
    std::optional<Withdrawn> first;
    for (const auto& [parameter, value] : values) {
        for (const NodeIndex index : menu.naming(action, parameter, value)) {
            const MenuNode& item = menu.nodes[index];
            if (!agrees(menu, item, values)) continue;
            const MenuNode* hindering = hindrance(menu, item, viewer);
            if (hindering == nullptr) return std::nullopt;
            if (!first || &item < first->item) first = Withdrawn{&item, hindering};
        }
    }
    return first;
}

}  // namespace hall::menus
