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
    {"not_available_yet", true},
    {"invalid_phone", true, true, true},
    {"invalid_amount", true, true, true},
    {"invalid_number", true, true, true},
    {"invalid_word", true, true, true},
    {"unreadable", false, false},
    {"fault", false, false},
}};

/// The outcomes of all actions, each with the values that come with it whichever action came to it.
std::map<std::string, Names> outcome_values(const std::vector<ActionSpec>& actions) {
    std::map<std::string, Names> values;
    for (const ActionSpec& action : actions) {
        for (const ActionSpec::Outcome& outcome : action.outcomes) {
            const auto [known, is_new] = values.emplace(outcome.slug, outcome.placeholders);
            if (!is_new) {
                std::erase_if(known->second, [&](const std::string& name) {
                    return std::find(outcome.placeholders.begin(), outcome.placeholders.end(), name) ==
                           outcome.placeholders.end();
                });
            }
        }
    }
    return values;
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
    std::map<std::string, Names> outcomes = outcome_values(actions);
    const auto read = [&](const std::string& key, const Names& allowed) {
        const std::string text = read_text(reader, key, diagnostics);
        if (!text.empty()) {
            texts.emplace(key, Template::parse(text, reader.place_of(key), allowed, diagnostics));
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
            allowed.insert(allowed.end(), outcome->second.begin(), outcome->second.end());
        }
        read(key, allowed);
    }
    for (const auto& [slug, values] : outcomes) {
        if (!is_required_text(slug)) {
            Names allowed = {"hall", "name", "code", "choices"};
            allowed.insert(allowed.end(), values.begin(), values.end());
            read(slug, allowed);
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
