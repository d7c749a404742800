#pragma once
// Reads the items of a menu file into the tree: `home:` and all that stands below it, zones put in their places.
// Internal to menus.

#include "codecs/yaml/map_reader.hpp"
#include "menus/load/code_book.hpp"
#include "menus/load/condition_reader.hpp"
#include "menus/load/text_check.hpp"
#include "menus/load/text_reader.hpp"
#include "menus/tree/menu.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hall::menus {

class TreeReader {
public:
    /// What a tree is read against; all of it lives as long as the reader.
    struct Around {
        const std::vector<ActionSpec>& actions;
        const TextReader& texts;
        TextCheck* text_check;  // nullptr: the file has no readable `texts:`, which was reported already
        CodeBook& codes;
        const ConditionSurroundings& conditions;
    };

    TreeReader(const Around& around, std::vector<MenuNode>& nodes, codecs::Diagnostics& diagnostics)
        : around_(around), nodes_(nodes), diagnostics_(diagnostics) {}

    /// The entries of `zones:`, before any item is read.
    void define_zones(const std::vector<const codecs::YamlNode*>& zones);

    void read_home(const codecs::YamlNode& home);

    /// Says which zones are in no menu. Call it last.
    void report_unused_zones() const;

    /// The item of that id; a fault at `named_at` when there is none.
    std::optional<NodeIndex> item(const std::string& id, const codecs::Place& named_at) const;

private:
    /// Where an item stands in the list above it.
    struct Spot {
        std::optional<NodeIndex> parent;  // nothing: home
        int digit = 0;
        bool listed = true;
        int depth = 0;
    };
    /// An entry of `choices:`; a zone that is put there is what its definition says.
    struct Choice {
        const codecs::YamlNode* entry = nullptr;
        const codecs::YamlNode* item = nullptr;
        const codecs::YamlNode* digit = nullptr;  // nullptr: none is written
        bool listed = true;
    };
    struct Zone {
        const codecs::YamlNode* item = nullptr;
        codecs::Place place;                    // of its id
        std::optional<codecs::Place> put_at;
    };

    NodeIndex read_node(const codecs::YamlNode& yaml, const Spot& spot);
    void read_id(codecs::MapReader& reader, MenuNode& node, NodeIndex index);
    std::vector<Choice> choices_of(const codecs::YamlNode& choices);
    std::optional<Choice> zone_choice(const codecs::YamlNode& entry);
    std::vector<NodeIndex> read_choices(const std::vector<Choice>& choices, const Spot& above, NodeIndex parent);
    std::vector<NodeIndex> read_pages(const std::vector<Choice>& choices, const Spot& above, NodeIndex parent);
    int read_digit(const Choice& choice, int position);

    const Around& around_;
    std::vector<MenuNode>& nodes_;
    codecs::Diagnostics& diagnostics_;
    std::map<std::string, std::pair<NodeIndex, codecs::Place>> ids_;
    std::map<std::string, Zone> zones_;
};

}  // namespace hall::menus
