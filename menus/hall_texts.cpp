#include "menus/hall_texts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace hall::menus {

namespace {

using Names = std::vector<std::string>;

struct RequiredText {
    std::string_view key;
    bool of_node = false;  // sent for a node, so its name and code can be shown
    bool shows_choices = true;
    bool shows_written = false;
};

constexpr std::array<RequiredText, 9> required_texts = {{
    {"unknown_code"},
    {"no_dialogue"},
    {"not_available_yet", true, false},
    {"invalid_phone", true, true, true},
    {"invalid_amount", true, true, true},
    {"invalid_number", true, true, true},
    {"invalid_word", true, true, true},
    {"unreadable", false, false},
    {"fault", false, false},
}};

bool has(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Names allowed_in(const RequiredText& text) {
    Names allowed = {"hall"};
    if (text.of_node) {
        allowed.insert(allowed.end(), {"name", "code"});
    }
    if (text.shows_written) {
        allowed.emplace_back("written");
    }
    if (text.shows_choices) {
        allowed.emplace_back("choices");
    }
    return allowed;
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

std::string read_text(codecs::MapReader& reader, std::string_view key, codecs::Diagnostics& diagnostics) {
    const codecs::YamlNode* value = reader.node(key);
    if (value == nullptr) {
        return {};
    }
    if (value->kind == codecs::YamlNode::Kind::sequence || value->kind == codecs::YamlNode::Kind::map) {
        diagnostics.add(value->place, std::string(key) + " is not one text",
                        "put it in quotes if it begins with { or [");
        return {};
    }
    std::string text = value->scalar;
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    if (text.empty()) {
        diagnostics.add(value->place, std::string(key) + " is empty", "write what the subscriber shall read");
    }
    return text;
}

HallTexts read_hall_texts(const codecs::YamlNode& node, const std::vector<ActionSpec>& actions,
                          codecs::Diagnostics& diagnostics) {
    HallTexts texts;
    codecs::MapReader reader(node, "texts", diagnostics);
    const std::map<std::string, ActionText> outcomes = action_texts(actions);
    const auto read = [&](const std::string& key, const Names& allowed) {
        const std::string text = read_text(reader, key, diagnostics);
        if (!text.empty()) {
            texts.emplace(key, Localised<Template>(Template::parse(text, reader.place_of(key), allowed, diagnostics)));
        }
    };
    for (const RequiredText& required : required_texts) {
        const std::string key(required.key);
        if (reader.is_map() && !reader.has(key)) {
            reader.required_node(key);
            continue;
        }
        Names allowed = allowed_in(required);
        if (const auto outcome = outcomes.find(key); outcome != outcomes.end()) {
            allowed.insert(allowed.end(), outcome->second.placeholders.begin(), outcome->second.placeholders.end());
        }
        read(key, allowed);
    }
    for (const auto& [slug, text] : outcomes) {
        if (!is_required_text(slug)) {
            read(slug, placeholders_of(text));
        }
    }
    reader.finish();
    return texts;
}

bool is_required_text(std::string_view key) {
    return std::any_of(required_texts.begin(), required_texts.end(),
                       [&](const RequiredText& text) { return text.key == key; });
}

}  // namespace hall::menus
