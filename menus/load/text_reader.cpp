#include "menus/load/text_reader.hpp"

#include "menus/load/rules.hpp"
#include "menus/load/template_parser.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

using codecs::YamlNode;

constexpr std::size_t longest_name = 20;  // characters: a choice must fit on a line of a small display

std::size_t characters_in(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

void TextReader::each_language(const YamlNode& value, std::string_view key, const Take& take) const {
    if (value.kind != YamlNode::Kind::map) {
        take(0, value);
        for (std::size_t other = 1; other < languages_.size(); ++other)
            diagnostics_.add(value.place, rules::missing_language, {key, languages_[other], languages_.front()});
        return;
    }
    std::vector<bool> there(languages_.size());
    for (const YamlNode::Entry& entry : value.entries) {
        const auto known = std::find(languages_.begin(), languages_.end(), entry.key);
        if (known == languages_.end()) {
            diagnostics_.add(entry.key_place, rules::unknown_language, {entry.key, codecs::listed(languages_)});
            continue;
        }
        const auto language = static_cast<Language>(known - languages_.begin());
        there[language] = true;
        take(language, entry.value);
    }
    for (std::size_t language = 0; language < languages_.size(); ++language) {
        if (there[language]) continue;
        if (language == 0) {
            diagnostics_.add(value.place, rules::missing_first_language, {key, languages_.front()});
        } else {
            diagnostics_.add(value.place, rules::missing_language, {key, languages_[language], languages_.front()});
        }
    }
}

std::string TextReader::words_of(const YamlNode& value, std::string_view key) const {
    if (value.kind == YamlNode::Kind::sequence || value.kind == YamlNode::Kind::map) {
        diagnostics_.add(value.place, rules::not_one_text, {key});
        return {};
    }
    std::string text = value.scalar;
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    if (text.empty()) diagnostics_.add(value.place, rules::text_empty, {key});
    return text;
}

Localised<Template> TextReader::read(codecs::MapReader& reader, std::string_view key,
                                     const std::vector<std::string>& allowed) const {
    Localised<Template> text;
    const YamlNode* value = reader.node(key);
    if (value == nullptr) return text;
    each_language(*value, key, [&](Language language, const YamlNode& words) {
        const std::string written = words_of(words, key);
        if (written.empty()) return;
        text.set(language, parse_template(written, words.place, allowed, snippets_, language, diagnostics_));
    });
    return text;
}

Localised<std::string> TextReader::read_name(codecs::MapReader& reader, std::string_view key) const {
    Localised<std::string> name;
    const bool by_language = reader.has(key) && reader.node(key)->kind == YamlNode::Kind::map;
    const auto take = [&](Language language, const YamlNode& value, std::string written) {
        const std::size_t length = characters_in(written);
        if (length > longest_name) {
            diagnostics_.add(value.place, rules::name_too_long,
                             {key, std::to_string(length), std::to_string(longest_name)});
        } else if (written.find('\n') != std::string::npos) {
            diagnostics_.add(value.place, rules::name_of_several_lines, {key});
        }
        name.set(language, std::move(written));
    };
    if (by_language) {
        each_language(*reader.node(key), key, [&](Language language, const YamlNode& value) {
            if (std::string words = words_of(value, key); !words.empty()) take(language, value, std::move(words));
        });
    } else if (std::string written = reader.required_text(key); !written.empty()) {
        each_language(*reader.node(key), key,
                      [&](Language language, const YamlNode& value) { take(language, value, written); });
    }
    return name;
}

}  // namespace hall::menus
