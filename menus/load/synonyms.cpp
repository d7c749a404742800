#include "menus/load/synonyms.hpp"

#include "codecs/text/unicode.hpp"
#include "codecs/yaml/map_reader.hpp"
#include "menus/load/rules.hpp"
#include "menus/load/where.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace hall::menus {

Synonyms read_synonyms(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics) {
    Synonyms all;
    if (node.kind != codecs::YamlNode::Kind::map) return all;  // there are none
    std::map<std::string, codecs::Place> taken;
    codecs::MapReader reader(node, "synonyms", diagnostics);
    for (const codecs::YamlNode::Entry& entry : node.entries) {
        std::vector<std::string> group;
        const auto add = [&](const std::string& written, const codecs::Place& place) {
            std::string word = fold_text(written);
            if (word.empty() || word.find('+') != std::string::npos) {
                diagnostics.add(place, rules::bad_synonym, {written});
                return;
            }
            if (std::count(group.begin(), group.end(), word) > 0) return;  // "ring tone" beside "ringtone"
            const auto [first, is_new] = taken.emplace(word, place);
            if (!is_new) {
                diagnostics.add(place, rules::synonym_taken, {written, where(first->second, place)});
                return;
            }
            group.push_back(std::move(word));
        };
        add(entry.key, entry.key_place);
        for (const codecs::YamlNode* written : reader.scalars(entry.key)) add(written->scalar, written->place);
        if (group.size() > 1) all.push_back(std::move(group));
    }
    return all;
}

void report_unused_synonyms(const codecs::YamlNode& node, const Synonyms& synonyms, const Menu& menu,
                            codecs::Diagnostics& diagnostics) {
    std::set<std::string> used;
    for (const MenuNode& item : menu.nodes)
        for (const auto& words : item.keywords) used.insert(words.begin(), words.end());
    for (const std::vector<std::string>& group : synonyms) {
        if (std::any_of(group.begin(), group.end(), [&](const std::string& word) { return used.contains(word); })) continue;
        for (const codecs::YamlNode::Entry& entry : node.entries)
            if (fold_text(entry.key) == group.front()) diagnostics.add(entry.key_place, rules::synonym_unused, {entry.key});
    }
}

}  // namespace hall::menus
