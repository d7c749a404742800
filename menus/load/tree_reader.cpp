#include "menus/load/tree_reader.hpp"

#include "menus/load/node_answer.hpp"
#include "menus/load/rules.hpp"
#include "menus/load/where.hpp"

#include <algorithm>
#include <utility>

namespace hall::menus {

namespace {

using codecs::MapReader;
using codecs::YamlNode;

constexpr std::size_t longest_id = 40;
constexpr int most_choices = 9;
constexpr int deepest_menu = 40;  // more than YAML lets anybody write without zones

bool is_id(std::string_view id) {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return !id.empty() && lower(id.front()) && id.size() <= longest_id &&
           std::all_of(id.begin(), id.end(), [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace

void TreeReader::define_zones(const std::vector<const YamlNode*>& zones) {
    for (const YamlNode* zone : zones) {
        const YamlNode* id = zone->kind == YamlNode::Kind::map ? zone->find("id") : nullptr;
        if (id == nullptr || id->scalar.empty()) {
            MapReader(*zone, rules::menu_item, diagnostics_).required_text("id");
            continue;
        }
        const auto [first, is_new] = zones_.emplace(id->scalar, Zone{zone, id->place, std::nullopt});
        if (!is_new)
            diagnostics_.add(id->place, rules::item_id_taken, {id->scalar, where(first->second.place, id->place)});
    }
}

void TreeReader::read_home(const YamlNode& home) {
    read_node(home, {});
}

void TreeReader::report_unused_zones() const {
    for (const auto& [id, zone] : zones_)
        if (!zone.put_at) diagnostics_.add(zone.place, rules::zone_unused, {id});
}

std::optional<NodeIndex> TreeReader::item(const std::string& id, const codecs::Place& named_at) const {
    if (const auto found = ids_.find(id); found != ids_.end()) return found->second.first;
    std::vector<std::string> known;
    for (const auto& [name, node] : ids_) known.push_back(name);
    if (const std::string nearest = codecs::nearest_word(id, known); nearest.empty()) {
        diagnostics_.add(named_at, rules::unknown_item, {id});
    } else {
        diagnostics_.add(named_at, rules::unknown_item, {id}, rules::did_you_mean, {nearest});
    }
    return std::nullopt;
}

NodeIndex TreeReader::read_node(const YamlNode& yaml, const Spot& spot) {
    const NodeIndex index = nodes_.size();
    nodes_.emplace_back();
    MenuNode node;
    node.place = yaml.place;
    node.parent = spot.parent;
    node.digit = spot.digit;
    node.listed = spot.listed;
    MapReader reader(yaml, spot.parent ? codecs::Argument(rules::menu_item) : codecs::Argument("home"), diagnostics_);
    read_id(reader, node, index);
    std::vector<Choice> choices;
    if (reader.is_map()) {
        node.name = around_.texts.read_name(reader, "name");
        around_.codes.read_codes(reader, node);
        around_.codes.read_aliases(reader, node);
        if (const YamlNode* list = reader.node("choices")) choices = choices_of(*list);
        if (spot.parent) reader.node("digit");  // whoever reads the list above has read it
        const bool has_choices = std::any_of(choices.begin(), choices.end(), [](const auto& c) { return c.listed; });
        node.paged = reader.flag_or("paged", false);
        if (node.paged && !has_choices) diagnostics_.add(reader.place_of("paged"), rules::paged_without_choices);
        if (node.paged && around_.text_check != nullptr)
            around_.text_check->need("paged", "next_page", reader.place_of("paged"));
        node.only_for = read_only_for(reader, around_.conditions, diagnostics_);
        node.open = read_opening(reader, around_.conditions, diagnostics_);
        const NodeSurroundings around{around_.actions, around_.texts, around_.text_check, has_choices, spot.listed};
        read_answer(reader, around, node, diagnostics_);
    }
    reader.finish();
    const bool paged = node.paged;
    nodes_[index] = std::move(node);
    if (!choices.empty() && spot.depth == deepest_menu) {
        diagnostics_.add(yaml.place, rules::menu_too_deep, {std::to_string(deepest_menu)});
    } else {
        std::vector<NodeIndex> below = paged ? read_pages(choices, spot, index) : read_choices(choices, spot, index);
        nodes_[index].choices = std::move(below);
    }
    return index;
}

void TreeReader::read_id(MapReader& reader, MenuNode& node, NodeIndex index) {
    node.id = reader.required_text("id");
    if (node.id.empty()) return;
    const codecs::Place place = reader.place_of("id");
    if (!is_id(node.id)) {
        diagnostics_.add(place, rules::bad_item_id, {node.id});
        return;
    }
    const auto [first, is_new] = ids_.emplace(node.id, std::pair{index, place});
    if (!is_new) diagnostics_.add(place, rules::item_id_taken, {node.id, where(first->second.second, place)});
}

std::vector<TreeReader::Choice> TreeReader::choices_of(const YamlNode& choices) {
    if (choices.kind != YamlNode::Kind::sequence || choices.items.empty()) {
        diagnostics_.add(choices.place, rules::choices_no_list);
        return {};
    }
    std::vector<Choice> all;
    for (const YamlNode& entry : choices.items) {
        const bool of_zone = entry.kind == YamlNode::Kind::map && entry.find("zone") != nullptr;
        std::optional<Choice> choice = of_zone ? zone_choice(entry) : Choice{&entry, &entry};
        if (!choice) continue;
        if (choice->item->kind == YamlNode::Kind::map && choice->digit == nullptr)
            choice->digit = choice->item->find("digit");
        choice->listed = choice->digit == nullptr || choice->digit->scalar != "none";
        all.push_back(*choice);
    }
    return all;
}

std::optional<TreeReader::Choice> TreeReader::zone_choice(const YamlNode& entry) {
    MapReader reader(entry, rules::zone_in_choices, diagnostics_);
    const std::string id = reader.required_text("zone");
    const YamlNode* digit = reader.node("digit");
    reader.finish();
    if (id.empty()) return std::nullopt;
    const codecs::Place place = reader.place_of("zone");
    const auto zone = zones_.find(id);
    if (zone == zones_.end()) {
        std::vector<std::string> known;
        for (const auto& [name, one] : zones_) known.push_back(name);
        if (const std::string nearest = codecs::nearest_word(id, known); nearest.empty()) {
            diagnostics_.add(place, rules::unknown_zone, {id});
        } else {
            diagnostics_.add(place, rules::unknown_zone, {id}, rules::did_you_mean, {nearest});
        }
        return std::nullopt;
    }
    if (zone->second.put_at) {
        diagnostics_.add(place, rules::zone_twice, {id, where(*zone->second.put_at, place)});
        return std::nullopt;
    }
    zone->second.put_at = place;
    return Choice{&entry, zone->second.item, digit};
}

std::vector<NodeIndex> TreeReader::read_choices(const std::vector<Choice>& choices, const Spot& above,
                                                NodeIndex parent) {
    std::map<int, std::pair<NodeIndex, int>> by_digit;  // digit -> item and its line
    int position = 0;
    for (const Choice& choice : choices) {
        if (!choice.listed) {
            read_node(*choice.item, {parent, 0, false, above.depth + 1});
            continue;
        }
        if (++position == most_choices + 1) diagnostics_.add(choice.entry->place, rules::too_many_choices);
        const int digit = read_digit(choice, std::min(position, most_choices));
        const NodeIndex index = read_node(*choice.item, {parent, digit, true, above.depth + 1});
        const auto [first, is_new] = by_digit.emplace(digit, std::pair{index, choice.entry->place.line});
        if (!is_new && position <= most_choices)
            diagnostics_.add(choice.digit == nullptr ? choice.entry->place : choice.digit->place, rules::digit_taken,
                             {std::to_string(digit), std::to_string(first->second.second)});
    }
    std::vector<NodeIndex> indexes;
    for (const auto& [digit, item] : by_digit) indexes.push_back(item.first);
    return indexes;
}

/// Of a paged menu: each page numbers its items when it is shown.
std::vector<NodeIndex> TreeReader::read_pages(const std::vector<Choice>& choices, const Spot& above, NodeIndex parent) {
    std::vector<NodeIndex> indexes;
    for (const Choice& choice : choices) {
        if (choice.listed && choice.digit != nullptr)
            diagnostics_.add(choice.digit->place, rules::digit_in_paged_menu, {choice.digit->scalar});
        const NodeIndex index = read_node(*choice.item, {parent, 0, choice.listed, above.depth + 1});
        if (choice.listed) indexes.push_back(index);
    }
    return indexes;
}

int TreeReader::read_digit(const Choice& choice, int position) {
    if (choice.digit == nullptr) return position;
    const std::string& written = choice.digit->scalar;
    if (written.size() == 1 && written.front() >= '1' && written.front() <= '9') return written.front() - '0';
    diagnostics_.add(choice.digit->place, rules::bad_digit,
                     {written.empty() ? codecs::Argument(rules::no_digit) : codecs::Argument(written)});
    return position;
}

}  // namespace hall::menus
