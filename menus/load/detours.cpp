#include "menus/load/detours.hpp"

#include "codecs/yaml/map_reader.hpp"
#include "menus/load/rules.hpp"
#include "menus/load/written_time.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

using codecs::Diagnostics;
using codecs::MapReader;
using codecs::YamlNode;

constexpr std::size_t longest_extension = 10;

/// Whether it can be answered when nothing brings a parameter. That what leads to it without one suffices has been
/// checked with the item.
bool reached_without_parameters(const MenuNode& node) {
    const auto literal = [](const CodePattern& code) { return !code.literal().empty(); };
    return node.listed || !node.aliases.empty() || std::any_of(node.codes.begin(), node.codes.end(), literal);
}

bool shows_its_code(const MenuNode& node) {
    return !node.codes.empty() && !node.codes.front().literal().empty();
}

class MovedReader {
public:
    MovedReader(const DetourSurroundings& around, Menu& menu, Diagnostics& diagnostics)
        : around_(around), menu_(menu), diagnostics_(diagnostics) {}

    void read(const YamlNode& entry) {
        MapReader reader(entry, rules::old_code, diagnostics_);
        if (!reader.is_map()) return;
        MovedCode moved;
        moved.place = entry.place;
        moved.zone = around_.zone;
        read_until(reader, moved);
        std::vector<std::string> allowed = {"hall", "name", "code", "old"};
        if (reader.has("until")) allowed.emplace_back("until");
        moved.notice = around_.texts.read(reader, "notice", allowed);
        const std::string id = reader.required_text("to");
        const auto target = id.empty() ? std::nullopt : around_.tree.item(id, reader.place_of("to"));
        if (target) {
            moved.to = *target;
            check_target(reader, moved);
        }
        read_codes(reader, moved);
        reader.finish();
    }

private:
    void read_until(MapReader& reader, MovedCode& moved) {
        if (reader.node("until") == nullptr) return;
        const std::string written = reader.required_text("until");
        if (const auto until = parse_moment(written, around_.zone)) {
            moved.until = until->ends;
        } else if (!written.empty()) {
            diagnostics_.add(reader.place_of("until"), rules::bad_moment, {"until", written});
        }
    }

    void read_codes(MapReader& reader, const MovedCode& moved) {
        if (reader.is_map()) reader.required_node("code");
        for (const YamlNode* written : reader.scalars("code")) {
            if (auto code = around_.codes.read_moved(*written)) {
                menu_.moved.push_back(moved);
                menu_.moved.back().code = std::move(*code);
            }
        }
    }

    void check_target(MapReader& reader, const MovedCode& moved) {
        const MenuNode& target = menu_.nodes[moved.to];
        const codecs::Place place = reader.place_of("to");
        if (!reached_without_parameters(target))
            diagnostics_.add(place, rules::needs_a_parameter, {target.id});
        if (!moved.notice.empty() && any_uses(moved.notice, "code") && !shows_its_code(target))
            diagnostics_.add(place, rules::moved_shows_code, {"notice", target.id});
        if (!reader.has("notice")) check_hall_text("moved", moved, target);
        if (moved.until) check_hall_text("moved_for_good", moved, target);
    }

    void check_hall_text(const char* key, const MovedCode& moved, const MenuNode& target) {
        if (around_.text_check != nullptr) around_.text_check->need("moved", key, moved.place);
        const auto text = menu_.texts.find(key);
        if (text == menu_.texts.end()) return;
        if (any_uses(text->second, "code") && !shows_its_code(target))
            diagnostics_.add(moved.place, rules::moved_shows_code, {key, target.id});
        if (any_uses(text->second, "until") && !moved.until)
            diagnostics_.add(moved.place, rules::moved_shows_until, {key});
    }

    const DetourSurroundings& around_;
    Menu& menu_;
    Diagnostics& diagnostics_;
};

bool is_extension(const std::string& written) {
    return !written.empty() && written.size() <= longest_extension &&
           std::all_of(written.begin(), written.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void read_moved(const std::vector<const YamlNode*>& entries, const DetourSurroundings& around, Menu& menu,
                Diagnostics& diagnostics) {
    MovedReader reader(around, menu, diagnostics);
    for (const YamlNode* entry : entries) reader.read(*entry);
}

void read_extensions(const YamlNode& node, const DetourSurroundings& around, Menu& menu, Diagnostics& diagnostics) {
    MapReader reader(node, "extensions", diagnostics);
    for (const YamlNode::Entry& entry : node.entries) {
        if (!is_extension(entry.key)) diagnostics.add(entry.key_place, rules::bad_extension, {entry.key});
        const std::string id = reader.required_text(entry.key);
        if (id.empty()) continue;
        const auto found = around.tree.item(id, entry.value.place);
        if (!found) continue;
        const MenuNode& target = menu.nodes[*found];
        if (target.acts) {
            diagnostics.add(entry.value.place, rules::extension_acts, {entry.key, target.id});
        } else if (!reached_without_parameters(target)) {
            diagnostics.add(entry.value.place, rules::needs_a_parameter, {target.id});
        }
        menu.extensions.emplace(entry.key, *found);
    }
}

}  // namespace hall::menus
