#include "menus/load/text_check.hpp"

#include "menus/load/hall_texts.hpp"
#include "menus/load/rules.hpp"

namespace hall::menus {

void TextCheck::check(const MenuNode& node, const codecs::Place& place, const ActionSpec& spec,
                      const codecs::YamlNode* replies) {
    for (const ActionSpec::Outcome& outcome : spec.outcomes) {
        const bool own = replies != nullptr && replies->find(outcome.slug) != nullptr;
        // A missing text that every file must have is reported once, under texts.
        if (own || texts_.contains(outcome.slug) || is_required_text(outcome.slug)) continue;
        // Actions that come to the same with other values cannot share a text, so each of them is told.
        std::string key = outcome.slug;
        for (const auto& placeholder : outcome.placeholders) key += " " + placeholder;
        if (missed_.insert(key).second) {
            diagnostics_.add(place, rules::outcome_without_text, {node.id, spec.name, outcome.slug});
        }
    }
    for (const ActionSpec::Outcome& text : spec.follow_ups) {
        if (!text.optional && !texts_.contains(text.slug) && missed_.insert(text.slug).second) {
            diagnostics_.add(place, rules::follow_up_without_text, {node.id, spec.name, text.slug});
        }
    }
}

void TextCheck::need(std::string_view by, const std::string& key, const codecs::Place& place) {
    if (!texts_.contains(key) && missed_.insert(key).second) diagnostics_.add(place, rules::text_needed, {by, key});
}

}  // namespace hall::menus
