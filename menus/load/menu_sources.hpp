#pragma once
// A menu written in several files, put together: what the files that it includes hold counts as if it stood in the
// first one. Internal to menus.

#include "codecs/yaml/map_reader.hpp"
#include "menus/load/menu_loader.hpp"

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hall::menus {

class MenuSources {
public:
    MenuSources(const IncludeReader& include, codecs::Diagnostics& diagnostics)
        : include_(include), diagnostics_(diagnostics) {}

    /// Takes over what may stand in any of the files, and reads those that this one includes.
    void add(codecs::MapReader& reader, const codecs::Place& place);

    // Maps of all files in one; of kind null where no file has any.
    codecs::YamlNode texts, package_texts, snippets, synonyms, extensions;
    // Entries of all files, in their order; they live as long as this.
    std::vector<const codecs::YamlNode*> zones, moved;

private:
    void add_map(codecs::MapReader& reader, const char* key, codecs::YamlNode& all);
    void add_list(codecs::MapReader& reader, const char* key, std::vector<const codecs::YamlNode*>& all);
    void include(const codecs::YamlNode& path);

    const IncludeReader& include_;
    codecs::Diagnostics& diagnostics_;
    std::deque<codecs::YamlNode> files_;
    std::vector<std::string> open_;              // the file that is read now, behind those that include it
    std::map<std::string, codecs::Place> seen_;  // by path, where it is included
    std::map<std::pair<std::string_view, std::string>, codecs::Place> keys_;
};

}  // namespace hall::menus
