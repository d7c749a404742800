#include "campaigns/catalogue_reading.hpp"

#include "campaigns/rules.hpp"
#include "codecs/text/yuan.hpp"

#include <algorithm>

namespace hall::campaigns {

using codecs::Diagnostics;
using codecs::MapReader;

namespace {

constexpr std::size_t longest_id = 20;

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::vector<Reference> read_references(MapReader& reader, std::string_view key, Diagnostics& diagnostics) {
    std::vector<Reference> references;
    for (const auto* node : reader.scalars(key)) {
        const auto same = [node](const Reference& r) { return r.id == node->scalar; };
        if (node->scalar.empty()) {
            diagnostics.add(node->place, rules::empty_word, {key});
        } else if (std::any_of(references.begin(), references.end(), same)) {
            diagnostics.add(node->place, rules::named_twice, {key, node->scalar});
        } else {
            references.push_back({node->scalar, node->place});
        }
    }
    return references;
}

std::vector<std::string> ids_of(const std::vector<Reference>& references) {
    std::vector<std::string> ids;
    for (const auto& reference : references) ids.push_back(reference.id);
    return ids;
}

std::optional<std::int64_t> read_yuan(MapReader& reader, std::string_view key, Diagnostics& diagnostics) {
    if (!reader.has(key)) return std::nullopt;
    const auto text = reader.required_text(key);
    if (text.empty()) return std::nullopt;  // reported
    const auto fen = codecs::parse_yuan(text);
    if (!fen) diagnostics.add(reader.place_of(key), rules::not_yuan, {key, text});
    constexpr std::int64_t most = 100'000 * 100;
    if (fen && *fen > most) {
        diagnostics.add(reader.place_of(key), rules::too_many_yuan, {key, text});
        return std::nullopt;
    }
    return fen;
}

std::string read_id(MapReader& reader, Diagnostics& diagnostics) {
    auto id = reader.required_text("id");
    if (id.empty()) return id;
    const bool right = is_letter(id.front()) && id.size() <= longest_id &&
                       std::all_of(id.begin(), id.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
    if (!right) diagnostics.add(reader.place_of("id"), rules::bad_entry_id, {id});
    return id;
}

const codecs::YamlNode* read_list(MapReader& reader, std::string_view key, bool required, std::string_view first_key,
                                  Diagnostics& diagnostics) {
    const auto* node = required ? reader.required_node(key) : reader.node(key);
    if (node == nullptr) return nullptr;
    if (node->kind == codecs::YamlNode::Kind::sequence && !node->items.empty()) return node;
    diagnostics.add(node->place, rules::nothing_listed, {key, first_key});
    return nullptr;
}

std::map<std::string, std::int64_t> read_amounts(const codecs::YamlNode& node, const char* what,
                                                 Diagnostics& diagnostics) {
    std::map<std::string, std::int64_t> amounts;
    MapReader reader(node, what, diagnostics);
    if (!reader.is_map()) return amounts;
    for (const auto* unit : {"data_mb", "minutes", "texts"})
        if (const auto amount = reader.integer_or(unit, 0, 1, most_of_anything); amount > 0) amounts[unit] = amount;
    reader.finish();
    return amounts;
}

}  // namespace hall::campaigns
