#pragma once
// Pieces of text that operators use in several places: the `snippets:` of a menu file. They are put into the texts when
// these are read. Internal to menus.

#include "codecs/yaml/document.hpp"
#include "menus/tree/template.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hall::menus {

class TextReader;

class Snippets {
public:
    /// Reads the map under `snippets:`. A name of `placeholders` is a fault, as is a snippet inside another.
    void read(const codecs::YamlNode& node, const std::set<std::string, std::less<>>& placeholders,
              const TextReader& texts, codecs::Diagnostics& diagnostics);

    bool has(std::string_view name) const { return all_.find(name) != all_.end(); }
    std::vector<std::string> names() const;

    /// The words of that name, which now count as used; nullptr when there are none.
    const Template* use(std::string_view name, Language language);

    void report_unused(codecs::Diagnostics& diagnostics) const;

private:
    struct Snippet {
        Localised<Template> words;
        codecs::Place place;
        bool used = false;
    };
    std::map<std::string, Snippet, std::less<>> all_;
};

}  // namespace hall::menus
