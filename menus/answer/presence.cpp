#include "menus/answer/presence.hpp"

#include "menus/answer/moment_text.hpp"
#include "menus/answer/render.hpp"

namespace hall::menus {

namespace {

bool conditions_hold(const MenuNode& node, const Viewer& viewer) {
    return (!node.only_for || holds(*node.only_for, viewer.subscriber)) &&
           (!node.open || state_of(*node.open, viewer.now) == OpenState::open);
}

}  // namespace

const MenuNode* hindrance(const Menu& menu, const MenuNode& node, const Viewer& viewer) {
    if (node.releases) return nullptr;  // what he was promised to be able to give up he always can
    const MenuNode* hindering = nullptr;
    for (const MenuNode* one = &node; one != nullptr; one = one->parent ? &menu.nodes[*one->parent] : nullptr) {
        if (!conditions_hold(*one, viewer)) hindering = one;
    }
    return hindering;
}

std::string refusal_text(const Menu& menu, const MenuNode& node, const MenuNode& hindering, const Viewer& viewer) {
    Values values = item_values(menu, node, viewer.language);
    if (hindering.only_for && !holds(*hindering.only_for, viewer.subscriber)) {
        return hindering.only_for->otherwise.in(viewer.language).render(values);
    }
    const Opening& opening = *hindering.open;
    const OpenState state = state_of(opening, viewer.now);
    if (opening.from) values.emplace_back("from", moment_text(menu, *opening.from, opening.zone, viewer.language));
    if (opening.until) values.emplace_back("until", end_text(menu, *opening.until, opening.zone, viewer.language));
    values.emplace_back("hours", opening.hours_written);
    if (!opening.otherwise.empty()) return opening.otherwise.in(viewer.language).render(values);
    const auto* key = state == OpenState::not_yet ? "not_open_yet"
                      : state == OpenState::over  ? "no_longer_open"
                                                  : "not_open_now";
    return render_text(menu, key, values, {}, viewer.language);
}

}  // namespace hall::menus
