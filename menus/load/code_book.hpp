#pragma once
// Which codes, aliases and old codes of a menu file are taken, so that each text leads to one item. Internal to menus.

#include "codecs/yaml/map_reader.hpp"
#include "menus/load/snippets.hpp"
#include "menus/tree/menu.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hall::menus {

class CodeBook {
public:
    CodeBook(const Snippets& snippets, codecs::Diagnostics& diagnostics)
        : snippets_(snippets), diagnostics_(diagnostics) {}

    /// Reads the codes of an item into `node`; only home may have none.
    void read_codes(codecs::MapReader& reader, MenuNode& node);

    /// Reads its aliases. Whether they are free is only known when every code is: see check_aliases().
    void read_aliases(codecs::MapReader& reader, MenuNode& node);

    /// Reports the aliases that are codes, or aliases of something else. Call it when all items are read.
    void check_aliases();

    /// One old code; nothing after a fault. Call it behind check_aliases().
    std::optional<CodePattern> read_moved(const codecs::YamlNode& written);

private:
    /// Says what is wrong with a code that has a meaning everywhere: 0, 00, a digit.
    bool is_free(const CodePattern& code);
    void check_slots(const CodePattern& code);
    const codecs::Place* place_of(const std::string& shape) const;

    const Snippets& snippets_;
    codecs::Diagnostics& diagnostics_;
    std::map<std::string, codecs::Place> codes_;  // by shape
    std::map<std::string, codecs::Place> aliases_;
    std::map<std::string, codecs::Place> moved_;
    std::vector<CodePattern> unchecked_aliases_;
};

}  // namespace hall::menus
