#include "menus/load/snippets.hpp"

#include "menus/load/rules.hpp"
#include "menus/load/template_parser.hpp"
#include "menus/load/text_reader.hpp"

namespace hall::menus {

void Snippets::read(const codecs::YamlNode& node, const std::set<std::string, std::less<>>& placeholders,
                    const TextReader& texts, codecs::Diagnostics& diagnostics) {
    std::vector<std::pair<const codecs::YamlNode::Entry*, std::string>> shown;
    for (const codecs::YamlNode::Entry& entry : node.entries) {
        if (!is_placeholder_name(entry.key)) {
            diagnostics.add(entry.key_place, rules::bad_snippet_name, {entry.key});
            continue;
        }
        if (placeholders.contains(entry.key)) {
            diagnostics.add(entry.key_place, rules::snippet_is_placeholder, {entry.key});
            continue;
        }
        Snippet& snippet = all_[entry.key];
        snippet.place = entry.key_place;
        texts.each_language(entry.value, entry.key, [&](Language language, const codecs::YamlNode& value) {
            const std::string words = texts.words_of(value, entry.key);
            if (words.empty()) return;
            Template piece = parse_template_piece(words, value.place, diagnostics);
            for (std::string& name : piece.placeholders()) shown.emplace_back(&entry, std::move(name));
            snippet.words.set(language, std::move(piece));
        });
    }
    for (const auto& [entry, name] : shown) {
        if (has(name)) diagnostics.add(entry->value.place, rules::snippet_in_snippet, {entry->key, name});
    }
}

std::vector<std::string> Snippets::names() const {
    std::vector<std::string> names;
    for (const auto& [name, snippet] : all_) names.push_back(name);
    return names;
}

const Template* Snippets::use(std::string_view name, Language language) {
    const auto found = all_.find(name);
    if (found == all_.end()) return nullptr;
    found->second.used = true;
    return &found->second.words.in(language);
}

void Snippets::report_unused(codecs::Diagnostics& diagnostics) const {
    for (const auto& [name, snippet] : all_) {
        if (!snippet.used) diagnostics.add(snippet.place, rules::snippet_unused, {name});
    }
}

}  // namespace hall::menus
