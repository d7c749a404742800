#include "menus/load/menu_loader.hpp"

#include "codecs/yaml/map_reader.hpp"
#include "menus/load/detours.hpp"
#include "menus/load/hall_texts.hpp"
#include "menus/load/known_value.hpp"
#include "menus/load/menu_sources.hpp"
#include "menus/load/package_texts.hpp"
#include "menus/load/rules.hpp"
#include "menus/load/synonyms.hpp"
#include "menus/load/tree_reader.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>
#include <utility>

namespace hall::menus {

namespace {

using codecs::Diagnostics;
using codecs::MapReader;
using codecs::YamlNode;

bool is_language(std::string_view name) {
    return name.size() >= 2 && name.size() <= 8 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// All words for the values that a parameter may have, folded as subscribers' texts are. A value goes before a name of
/// the same letters.
std::map<std::string, std::map<std::string, std::string>> known_words(const std::vector<ActionSpec>& actions) {
    std::map<std::string, std::map<std::string, std::string>> words;
    for (const ActionSpec& action : actions)
        for (const auto& [parameter, values] : action.known_values)
            for (const std::string& value : values) words[parameter].emplace(fold_text(value), value);
    for (const ActionSpec& action : actions)
        for (const auto& [parameter, names] : action.value_names)
            for (const auto& [name, value] : names) words[parameter].emplace(fold_text(name), value);
    return words;
}

class Loader {
public:
    Loader(const MenuSurroundings& around, Diagnostics& diagnostics)
        : around_(around),
          diagnostics_(diagnostics),
          menu_(std::make_shared<Menu>()),
          sources_(around.include, diagnostics),
          texts_(menu_->languages, snippets_, diagnostics),
          text_check_(menu_->texts, diagnostics) {}

    std::shared_ptr<const Menu> load(const YamlNode& root) {
        MapReader reader(root, rules::the_menu_file, diagnostics_);
        read_languages(reader);
        sources_.add(reader, root.place);
        snippets_.read(sources_.snippets, all_placeholders(around_.actions), texts_, diagnostics_);
        menu_->hall_name = texts_.read_name(reader, "hall");
        read_dialogue(reader.node("dialogue"));
        read_texts(reader);
        if (const YamlNode* home = reader.required_node("home")) read_tree(*home);
        reader.finish();
        snippets_.report_unused(diagnostics_);
        menu_->synonyms = read_synonyms(sources_.synonyms, diagnostics_);
        if (!menu_->nodes.empty()) report_unused_synonyms(sources_.synonyms, menu_->synonyms, *menu_, diagnostics_);
        if (diagnostics_.has_errors()) return nullptr;
        menu_->known_words = known_words(around_.actions);
        menu_->needs_subscriber =
            menu_->languages.size() > 1 || std::any_of(menu_->nodes.begin(), menu_->nodes.end(),
                                                       [](const MenuNode& node) { return node.only_for.has_value(); });
        menu_->index();
        return menu_;
    }

private:
    void read_languages(MapReader& reader) {
        if (reader.node("languages") == nullptr) return;
        std::vector<std::string> languages;
        for (const YamlNode* written : reader.scalars("languages")) {
            const std::string& name = written->scalar;
            if (!is_language(name)) {
                diagnostics_.add(written->place, rules::bad_language, {name});
            } else if (std::find(languages.begin(), languages.end(), name) != languages.end()) {
                diagnostics_.add(written->place, rules::language_twice, {name});
            } else {
                languages.push_back(name);
            }
        }
        const YamlNode* list = reader.node("languages");
        if (list->kind == YamlNode::Kind::sequence && list->items.empty())
            diagnostics_.add(list->place, rules::not_a_list_of_items, {"languages"});
        if (!languages.empty()) menu_->languages = std::move(languages);
    }

    void read_dialogue(const YamlNode* node) {
        using namespace std::chrono_literals;
        menu_->dialogue_lifetime = 10min;
        if (node == nullptr) return;
        MapReader reader(*node, "dialogue", diagnostics_);
        menu_->dialogue_lifetime = reader.duration_or("expires_after", 10min, 1min, 24h);
        reader.finish();
    }

    void read_texts(MapReader& reader) {
        texts_known_ = sources_.texts.kind == YamlNode::Kind::map;
        if (texts_known_) {
            menu_->texts = read_hall_texts(sources_.texts, around_.actions, texts_, diagnostics_);
        } else {
            reader.required_node("texts");
        }
        menu_->package_texts = read_package_texts(sources_.package_texts, around_.actions, texts_, diagnostics_);
    }

    void read_tree(const YamlNode& home) {
        TextCheck* check = texts_known_ ? &text_check_ : nullptr;
        CodeBook codes(snippets_, diagnostics_);
        const ConditionSurroundings conditions{menu_->languages, known_packages(around_.actions), around_.zone, texts_,
                                               check};
        const TreeReader::Around around{around_.actions, texts_, check, codes, conditions};
        TreeReader tree(around, menu_->nodes, diagnostics_);
        tree.define_zones(sources_.zones);
        tree.read_home(home);
        tree.report_unused_zones();
        codes.check_aliases();
        const DetourSurroundings detours{tree, codes, texts_, check, around_.zone};
        read_moved(sources_.moved, detours, *menu_, diagnostics_);
        if (sources_.extensions.kind == YamlNode::Kind::map)
            read_extensions(sources_.extensions, detours, *menu_, diagnostics_);
    }

    const MenuSurroundings& around_;
    Diagnostics& diagnostics_;
    std::shared_ptr<Menu> menu_;
    MenuSources sources_;
    Snippets snippets_;
    TextReader texts_;
    TextCheck text_check_;
    bool texts_known_ = false;
};

}  // namespace

std::shared_ptr<const Menu> parse_menu(const YamlNode& root, const MenuSurroundings& surroundings,
                                       Diagnostics& diagnostics) {
    if (root.kind == YamlNode::Kind::null) {
        // Otherwise the file could not be read, and that has been said.
        if (!diagnostics.has_errors()) diagnostics.add(root.place, rules::menu_empty);
        return nullptr;
    }
    return Loader(surroundings, diagnostics).load(root);
}

}  // namespace hall::menus
