#include "menus/keywords.hpp"

#include "codecs/text/unicode.hpp"
#include "menus/fold.hpp"
#include "menus/rules.hpp"

namespace hall::menus {

namespace {

constexpr std::size_t shortest_word = 2;  // characters

}  // namespace

std::vector<std::vector<std::string>> read_keywords(codecs::MapReader& reader, codecs::Diagnostics& diagnostics) {
    std::vector<std::vector<std::string>> keywords;
    for (const codecs::YamlNode* written : reader.scalars("keywords")) {
        std::vector<std::string> words;
        bool too_short = false;
        std::string rest = fold_text(written->scalar);
        for (std::size_t begin = 0; begin <= rest.size();) {
            const std::size_t end = std::min(rest.find('+', begin), rest.size());
            words.push_back(fold_text(rest.substr(begin, end - begin)));
            too_short = too_short || codecs::decode_utf8(words.back()).size() < shortest_word;
            begin = end + 1;
        }
        if (too_short) {
            diagnostics.add(written->place, rules::keyword_too_short, {written->scalar});
        } else {
            keywords.push_back(std::move(words));
        }
    }
    return keywords;
}

}  // namespace hall::menus
