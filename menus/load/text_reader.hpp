#pragma once
// Reads what subscribers read: names and texts, each once or in several languages. Internal to menus.

#include "codecs/yaml/map_reader.hpp"
#include "menus/load/snippets.hpp"
#include "menus/tree/menu.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::menus {

class TextReader {
public:
    /// `languages`: those of the menu, the first of which everything has. All three live as long as the reader.
    TextReader(const std::vector<std::string>& languages, Snippets& snippets, codecs::Diagnostics& diagnostics)
        : languages_(languages), snippets_(snippets), diagnostics_(diagnostics) {}

    /// The template under `key`, which may show `allowed`; empty when there is none, or after a fault.
    Localised<Template> read(codecs::MapReader& reader, std::string_view key,
                             const std::vector<std::string>& allowed) const;

    /// The name under `key` (required): one line of at most 20 characters.
    Localised<std::string> read_name(codecs::MapReader& reader, std::string_view key) const;

    /// Calls `take` with each language of `value` in which there are words, after it has looked at the languages.
    using Take = std::function<void(Language, const codecs::YamlNode&)>;
    void each_language(const codecs::YamlNode& value, std::string_view key, const Take& take) const;

    /// The words without the end of line that a YAML block leaves; empty, and a fault, when there are none.
    std::string words_of(const codecs::YamlNode& value, std::string_view key) const;

private:
    const std::vector<std::string>& languages_;
    Snippets& snippets_;
    codecs::Diagnostics& diagnostics_;
};

}  // namespace hall::menus
