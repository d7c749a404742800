#include "menus/load/hall_texts.hpp"

#include <algorithm>
#include <map>

namespace hall::menus {

namespace {

using Names = std::vector<std::string>;

/// A text of the hall itself, one for each way in which no item answers.
struct OwnText {
    std::string key;
    Names shows;
    bool required = true;  // false: only where the menu uses what it is for
};

const std::vector<OwnText>& own_texts() {
    static const std::vector<OwnText> texts = {
        {"unknown_code", {"hall", "choices"}},
        {"no_dialogue", {"hall", "choices"}},
        {"not_available_yet", {"hall", "name", "code"}},
        {"invalid_phone", {"hall", "name", "code", "written", "choices"}},
        {"invalid_amount", {"hall", "name", "code", "written", "choices"}},
        {"invalid_number", {"hall", "name", "code", "written", "choices"}},
        {"invalid_word", {"hall", "name", "code", "written", "choices"}},
        {"unreadable", {"hall"}},
        {"fault", {"hall"}},
        {"try_later", {"hall"}, false},
        {"near", {"hall", "written", "choices"}},
        {"spoken_of", {"hall", "written", "choices"}, false},
        {"not_open_yet", {"hall", "name", "from"}, false},
        {"not_open_now", {"hall", "name", "hours"}, false},
        {"no_longer_open", {"hall", "name", "until"}, false},
        {"moved", {"hall", "name", "code", "old", "until"}, false},
        {"moved_for_good", {"hall", "name", "code", "old", "choices"}, false},
        {"next_page", {"hall"}, false},
        {"already_done", {"hall"}, false},
    };
    return texts;
}

const OwnText* own_text(std::string_view key) {
    const auto found = std::find_if(own_texts().begin(), own_texts().end(), [&](const auto& t) { return t.key == key; });
    return found == own_texts().end() ? nullptr : &*found;
}

bool has(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::map<std::string, ActionText> action_texts(const std::vector<ActionSpec>& actions) {
    std::map<std::string, ActionText> texts;
    for (const ActionSpec& action : actions) {
        const bool on_package = std::any_of(action.parameters.begin(), action.parameters.end(),
                                            [](const auto& slot) { return slot.name == "package"; });
        const auto add = [&](const ActionSpec::Outcome& needed, bool of_node) {
            const auto [known, is_new] = texts.emplace(needed.slug, ActionText{needed.placeholders});
            ActionText& text = known->second;
            if (!is_new) {
                std::erase_if(text.placeholders, [&](const auto& name) { return !has(needed.placeholders, name); });
            }
            text.of_node = text.of_node && of_node;
            text.of_package = text.of_package || on_package || has(needed.placeholders, "package");
        };
        for (const auto& outcome : action.outcomes) add(outcome, true);
        for (const auto& text : action.follow_ups) add(text, false);
    }
    return texts;
}

Names placeholders_of(const ActionText& text) {
    Names allowed = {"hall"};
    if (text.of_node) {
        allowed.insert(allowed.end(), {"name", "code"});
    }
    allowed.insert(allowed.end(), text.placeholders.begin(), text.placeholders.end());
    return allowed;
}

HallTexts read_hall_texts(const codecs::YamlNode& node, const std::vector<ActionSpec>& actions,
                          const TextReader& texts, codecs::Diagnostics& diagnostics) {
    HallTexts all;
    codecs::MapReader reader(node, "texts", diagnostics);
    const std::map<std::string, ActionText> outcomes = action_texts(actions);
    const auto read = [&](const std::string& key, const Names& allowed) {
        if (Localised<Template> text = texts.read(reader, key, allowed); !text.empty())
            all.emplace(key, std::move(text));
    };
    for (const OwnText& own : own_texts()) {
        if (own.required && reader.is_map() && !reader.has(own.key)) {
            reader.required_node(own.key);
            continue;
        }
        Names allowed = own.shows;
        if (const auto outcome = outcomes.find(own.key); outcome != outcomes.end()) {
            allowed.insert(allowed.end(), outcome->second.placeholders.begin(), outcome->second.placeholders.end());
        }
        read(own.key, allowed);
    }
    for (const auto& [slug, text] : outcomes) {
        if (own_text(slug) == nullptr) read(slug, placeholders_of(text));
    }
    reader.finish();
    return all;
}

bool is_required_text(std::string_view key) {
    const OwnText* own = own_text(key);
    return own != nullptr && own->required;
}

std::set<std::string, std::less<>> all_placeholders(const std::vector<ActionSpec>& actions) {
    std::set<std::string, std::less<>> names;
    for (const OwnText& own : own_texts()) names.insert(own.shows.begin(), own.shows.end());
    for (const ActionSpec& action : actions) {
        for (const auto& slot : action.parameters) names.insert(slot.name);
        for (const auto* texts : {&action.outcomes, &action.follow_ups})
            for (const auto& text : *texts) names.insert(text.placeholders.begin(), text.placeholders.end());
    }
    return names;
}

}  // namespace hall::menus
