#include "menus/menu_loader.hpp"

#include "codecs/yaml/map_reader.hpp"
#include "menus/hall_texts.hpp"
#include "menus/node_answer.hpp"
#include "menus/package_texts.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace hall::menus {

namespace {

using codecs::Diagnostics;
using codecs::MapReader;
using codecs::Place;
using codecs::YamlNode;

constexpr std::size_t longest_name = 20;  // characters: a choice must fit on a line of a small display
constexpr std::size_t longest_id = 40;
constexpr int most_choices = 9;

std::string line_and_column(const Place& place) {
    return std::to_string(place.line) + ":" + std::to_string(place.column);
}

std::size_t characters_in(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_id(std::string_view id) {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return !id.empty() && lower(id.front()) && id.size() <= longest_id &&
           std::all_of(id.begin(), id.end(), [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; });
}

/// True when the item says "digit: none": it is on no list, only its codes lead to it.
bool is_unlisted(const YamlNode& item) {
    const YamlNode* digit = item.find("digit");
    return digit != nullptr && digit->scalar == "none";
}

class Loader {
public:
    Loader(const std::vector<ActionSpec>& actions, Diagnostics& diagnostics)
        : actions_(actions),
          diagnostics_(diagnostics),
          menu_(std::make_shared<Menu>()),
          check_(menu_->texts, diagnostics) {}

    std::shared_ptr<const Menu> load(const YamlNode& root) {
        MapReader reader(root, "the menu file", diagnostics_);
        menu_->hall_name = Localised<std::string>(read_name(reader, "hall"));
        read_dialogue(reader.node("dialogue"));
        if (const YamlNode* texts = reader.required_node("texts")) {
            texts_known_ = texts->kind == YamlNode::Kind::map;
            menu_->texts = read_hall_texts(*texts, actions_, diagnostics_);
        }
        if (const YamlNode* texts = reader.node("package_texts")) {
            menu_->package_texts = read_package_texts(*texts, actions_, diagnostics_);
        }
        if (const YamlNode* home = reader.required_node("home")) {
            read_node(*home, std::nullopt, 0);
        }
        reader.finish();
        if (!diagnostics_.empty()) {
            return nullptr;
        }
        menu_->index();
        return menu_;
    }

private:
    std::string read_name(MapReader& reader, std::string_view key) {
        std::string name = reader.required_text(key);
        const std::size_t length = characters_in(name);
        if (length > longest_name) {
            diagnostics_.add(reader.place_of(key),
                             std::string(key) + " is " + std::to_string(length) + " characters long",
                             "use at most " + std::to_string(longest_name));
        } else if (name.find('\n') != std::string::npos) {
            diagnostics_.add(reader.place_of(key), std::string(key) + " has more than one line", "use one line");
        }
        return name;
    }

    void read_dialogue(const YamlNode* node) {
        using namespace std::chrono_literals;
        menu_->dialogue_lifetime = 10min;
        if (node != nullptr) {
            MapReader reader(*node, "dialogue", diagnostics_);
            menu_->dialogue_lifetime = reader.duration_or("expires_after", 10min, 1min, 24h);
            reader.finish();
        }
    }

    /// Reads one node and everything below it. `digit`: 0 for home and for items that only codes reach.
    NodeIndex read_node(const YamlNode& yaml, std::optional<NodeIndex> parent, int digit) {
        const NodeIndex index = menu_->nodes.size();
        menu_->nodes.emplace_back();
        MenuNode node;
        node.place = yaml.place;
        node.parent = parent;
        node.digit = digit;
        node.listed = !parent || digit != 0;
        MapReader reader(yaml, parent ? "menu item" : "home", diagnostics_);
        read_id(reader, node);
        if (reader.is_map()) {
            node.name = Localised<std::string>(read_name(reader, "name"));
        }
        read_codes(reader, node);
        const YamlNode* choices = reader.node("choices");
        if (parent) {
            reader.node("digit");  // the parent has read it
        }
        if (reader.is_map()) {
            const bool has_choices = choices != nullptr && std::any_of(choices->items.begin(), choices->items.end(),
                                                                       [](const auto& c) { return !is_unlisted(c); });
            const NodeSurroundings around{actions_, texts_known_ ? &check_ : nullptr, has_choices,
                                          !parent || digit != 0};
            read_answer(reader, around, node, diagnostics_);
        }
        reader.finish();
        menu_->nodes[index] = std::move(node);
        if (choices != nullptr) {
            std::vector<NodeIndex> below = read_choices(*choices, index);
            menu_->nodes[index].choices = std::move(below);
        }
        return index;
    }

    void read_id(MapReader& reader, MenuNode& node) {
        node.id = reader.required_text("id");
        if (node.id.empty()) {
            return;
        }
        if (!is_id(node.id)) {
            diagnostics_.add(reader.place_of("id"), "id is " + node.id,
                             "use a-z, 0-9 and _, beginning with a letter, at most 40 characters");
            return;
        }
        const auto [first, is_new] = ids_.emplace(node.id, reader.place_of("id"));
        if (!is_new) {
            diagnostics_.add(reader.place_of("id"),
                             "id " + node.id + " is taken, first at " + line_and_column(first->second),
                             "give each item its own");
        }
    }

    void read_codes(MapReader& reader, MenuNode& node) {
        if (node.parent && reader.is_map() && !reader.has("codes")) {
            reader.required_node("codes");
            return;
        }
        const std::vector<const YamlNode*> codes = reader.scalars("codes");
        if (const YamlNode* list = reader.node("codes");
            list != nullptr && list->kind == YamlNode::Kind::sequence && list->items.empty()) {
            diagnostics_.add(list->place, "codes is an empty list", "write at least one code");
        }
        for (const YamlNode* written : codes) {
            if (auto code = CodePattern::parse(written->scalar, written->place, diagnostics_)) {
                check_code(*code);
                node.codes.push_back(std::move(*code));
            }
        }
    }

    void check_code(const CodePattern& code) {
        const std::string shape = code.shape();
        if (shape == "0" || shape == "00") {
            diagnostics_.add(code.place(), "code " + shape + " always leads " + (shape == "0" ? "back" : "home"),
                             "use another code");
            return;
        }
        if (shape.size() == 1 && shape.front() >= '1' && shape.front() <= '9') {
            diagnostics_.add(code.place(), "code " + shape + " is a single digit, which chooses from a list",
                             "use two characters or more");
            return;
        }
        const auto [first, is_new] = codes_.emplace(shape, code.place());
        if (!is_new) {
            diagnostics_.add(code.place(),
                             "code \"" + code.written() + "\" is taken, first at " + line_and_column(first->second),
                             "give each item its own; case, width and blanks make no difference");
        }
        for (const auto& slot : code.slots()) {
            for (const std::string_view reserved : {"name", "code", "hall", "choices", "written"}) {
                if (slot.name == reserved) {
                    diagnostics_.add(code.place(), "parameter " + slot.name + " has the name of a placeholder",
                                     "use another name");
                }
            }
        }
    }

    std::vector<NodeIndex> read_choices(const YamlNode& choices, NodeIndex parent) {
        if (choices.kind != YamlNode::Kind::sequence || choices.items.empty()) {
            diagnostics_.add(choices.place, "choices is no list of menu items", "begin each item with \"- id: ...\"");
            return {};
        }
        std::map<int, std::pair<NodeIndex, int>> by_digit;  // digit -> item and its line
        int position = 0;
        for (const YamlNode& item : choices.items) {
            if (is_unlisted(item)) {
                read_node(item, parent, 0);
                continue;
            }
            if (++position == most_choices + 1) {
                diagnostics_.add(item.place, "a menu has more than 9 choices",
                                 "group them in menus below, or give some digit: none");
            }
            const int digit = read_digit(item, std::min(position, most_choices));
            const NodeIndex index = read_node(item, parent, digit);
            const auto [first, is_new] = by_digit.emplace(digit, std::pair{index, item.place.line});
            if (!is_new && position <= most_choices) {
                const YamlNode* written = item.find("digit");
                diagnostics_.add(written == nullptr ? item.place : written->place,
                                 "digit " + std::to_string(digit) + " is taken by the item on line " +
                                     std::to_string(first->second.second),
                                 "without digit: an item has its position in the list; give each its own");
            }
        }
        std::vector<NodeIndex> indexes;
        for (const auto& [digit, item] : by_digit) {
            indexes.push_back(item.first);
        }
        return indexes;
    }

    int read_digit(const YamlNode& item, int position) {
        const YamlNode* digit = item.find("digit");
        if (digit == nullptr) {
            return position;
        }
        if (digit->scalar.size() == 1 && digit->scalar.front() >= '1' && digit->scalar.front() <= '9') {
            return digit->scalar.front() - '0';
        }
        diagnostics_.add(digit->place, "digit is " + (digit->scalar.empty() ? "no digit" : digit->scalar),
                         "use 1 to 9, or none for an item that only its codes reach");
        return position;
    }

    const std::vector<ActionSpec>& actions_;
    Diagnostics& diagnostics_;
    std::shared_ptr<Menu> menu_;
    TextCheck check_;
    bool texts_known_ = false;
    std::map<std::string, Place> ids_;
    std::map<std::string, Place> codes_;
};

}  // namespace

std::shared_ptr<const Menu> parse_menu(const YamlNode& root, const std::vector<ActionSpec>& actions,
                                       Diagnostics& diagnostics) {
    if (root.kind == YamlNode::Kind::null) {
        if (diagnostics.empty()) {  // otherwise the file could not be read, and that has been said
            diagnostics.add(root.place, "the menu file is empty", "docs/menu-file.md shows what belongs into it");
        }
        return nullptr;
    }
    return Loader(actions, diagnostics).load(root);
}

}  // namespace hall::menus
