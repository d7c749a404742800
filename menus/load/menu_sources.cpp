#include "menus/load/menu_sources.hpp"

#include "menus/load/rules.hpp"
#include "menus/load/where.hpp"

#include <algorithm>
#include <filesystem>

namespace hall::menus {

namespace {

using codecs::YamlNode;

/// Of names alone: nothing is looked up on disk here.
std::string normal(const std::filesystem::path& path) {
    return path.lexically_normal().string();
}

}  // namespace

void MenuSources::add(codecs::MapReader& reader, const codecs::Place& place) {
    open_.push_back(normal(place.file));
    add_map(reader, "texts", texts);
    add_map(reader, "package_texts", package_texts);
    add_map(reader, "snippets", snippets);
    add_map(reader, "synonyms", synonyms);
    add_list(reader, "zones", zones);
    add_list(reader, "moved", moved);
    add_map(reader, "extensions", extensions);
    for (const YamlNode* path : reader.scalars("include")) include(*path);
    open_.pop_back();
}

void MenuSources::add_map(codecs::MapReader& reader, const char* key, YamlNode& all) {
    const YamlNode* node = reader.node(key);
    if (node == nullptr || !codecs::MapReader(*node, key, diagnostics_).is_map()) return;
    if (all.kind == YamlNode::Kind::null) {
        all.kind = YamlNode::Kind::map;
        all.place = node->place;
    }
    for (const YamlNode::Entry& entry : node->entries) {
        const auto [first, is_new] = keys_.emplace(std::pair{std::string_view(key), entry.key}, entry.key_place);
        if (is_new) {
            all.entries.push_back(entry);
        } else if (first->second.file != entry.key_place.file) {  // within one file, YAML has said so
            diagnostics_.add(entry.key_place, rules::written_twice,
                             {key, entry.key, where(first->second, entry.key_place)});
        }
    }
}

void MenuSources::add_list(codecs::MapReader& reader, const char* key, std::vector<const YamlNode*>& all) {
    const YamlNode* node = reader.node(key);
    if (node == nullptr) return;
    if (node->kind != YamlNode::Kind::sequence) {
        diagnostics_.add(node->place, rules::not_a_list_of_items, {key});
        return;
    }
    for (const YamlNode& item : node->items) all.push_back(&item);
}

void MenuSources::include(const YamlNode& path) {
    if (!include_) {
        diagnostics_.add(path.place, rules::include_unreadable, {path.scalar});
        return;
    }
    const std::string file = normal(std::filesystem::path(path.place.file).parent_path() / path.scalar);
    if (std::find(open_.begin(), open_.end(), file) != open_.end()) {
        diagnostics_.add(path.place, rules::include_in_a_circle, {path.scalar});
        return;
    }
    const auto [first, is_new] = seen_.emplace(file, path.place);
    if (!is_new) {
        diagnostics_.add(path.place, rules::include_twice, {path.scalar, where(first->second, path.place)});
        return;
    }
    files_.push_back(include_(file, path.place));
    const YamlNode& root = files_.back();
    if (root.kind == YamlNode::Kind::null) return;  // it holds nothing, or what is wrong with it has been said
    codecs::MapReader reader(root, rules::the_included_file, diagnostics_);
    if (reader.is_map()) {
        codecs::Place place = root.place;
        place.file = file;
        add(reader, place);
    }
    reader.finish();
}

}  // namespace hall::menus
