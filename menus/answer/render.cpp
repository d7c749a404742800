#include "menus/answer/render.hpp"

namespace hall::menus {

namespace {

/// The words of the package where it has some of its own, else the hall's; nullptr when there are none.
const Localised<Template>* text_for(const Menu& menu, std::string_view key, std::string_view package) {
    const std::string slug(key);
    if (const auto texts = menu.package_texts.find(std::string(package)); texts != menu.package_texts.end()) {
        if (const auto own = texts->second.find(slug); own != texts->second.end()) {
            return &own->second;
        }
    }
    const auto common = menu.texts.find(slug);
    return common == menu.texts.end() ? nullptr : &common->second;
}

}  // namespace

Values item_values(const Menu& menu, const MenuNode& node, Language language) {
    return {{"name", node.name.in(language)},
            {"code", node.codes.empty() ? std::string() : node.codes.front().literal()},
            {"hall", menu.hall_name.in(language)}};
}

std::string render_text(const Menu& menu, std::string_view key, const Values& values, std::string_view package,
                        Language language) {
    const Localised<Template>* text = text_for(menu, key, package);
    if (text == nullptr) {
        return {};
    }
    Values all = values;
    all.emplace_back("hall", menu.hall_name.in(language));
    return text->in(language).render(all);
}

std::string render_outcome(const Menu& menu, const MenuNode& node, const Told& told) {
    Values all = told.values;
    for (auto& value : item_values(menu, node, told.language)) {
        all.push_back(std::move(value));
    }
    if (const auto own = node.replies.find(std::string(told.slug)); own != node.replies.end()) {
        return own->second.in(told.language).render(all);
    }
    const Localised<Template>* text = text_for(menu, told.slug, told.package);
    return text == nullptr ? render_text(menu, "fault", {}, {}, told.language) : text->in(told.language).render(all);
}

}  // namespace hall::menus
