#include "menus/text_check.hpp"

#include "menus/hall_texts.hpp"

namespace hall::menus {

void TextCheck::check(const MenuNode& node, const codecs::Place& place, const ActionSpec& spec,
                      const codecs::YamlNode* replies) {
    const std::string item = "menu item \"" + node.id + "\": ";
    for (const ActionSpec::Outcome& outcome : spec.outcomes) {
        const bool own = replies != nullptr && replies->find(outcome.slug) != nullptr;
        // A missing text that every file must have is reported once, under texts.
        if (own || texts_.contains(outcome.slug) || is_required_text(outcome.slug)) continue;
        // Actions that come to the same with other values cannot share a text, so each of them is told.
        std::string key = outcome.slug;
        for (const auto& placeholder : outcome.placeholders) key += " " + placeholder;
        if (missed_.insert(key).second) {
            diagnostics_.add(place, item + "no text says that " + spec.name + " came to " + outcome.slug,
                             "write it under replies here, or under texts for all");
        }
    }
    for (const ActionSpec::Outcome& text : spec.follow_ups) {
        if (!texts_.contains(text.slug) && missed_.insert(text.slug).second) {
            diagnostics_.add(place, item + spec.name + " needs the text " + text.slug + " of the hall",
                             "write it under texts");
        }
    }
}

}  // namespace hall::menus
