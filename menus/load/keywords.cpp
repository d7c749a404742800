#include "menus/load/keywords.hpp"

#include "codecs/text/unicode.hpp"
#include "menus/load/rules.hpp"
#include "menus/understand/fold.hpp"

namespace hall::menus {

namespace {

constexpr std::size_t shortest_keyword = 2;  // characters, all words together

}  // namespace

std::vector<std::vector<std::string>> read_keywords(codecs::MapReader& reader, codecs::Diagnostics& diagnostics) {
    std::vector<std::vector<std::string>> keywords;
    for (const codecs::YamlNode* written : reader.scalars("keywords")) {
        std::vector<std::string> words;
        std::size_t length = 0;
        bool word_missing = false;
        std::string rest = fold_text(written->scalar);
        for (std::size_t begin = 0; begin <= rest.size();) {
            const std::size_t end = std::min(rest.find('+', begin), rest.size());
            words.push_back(fold_text(rest.substr(begin, end - begin)));
            length += codecs::decode_utf8(words.back()).size();
            word_missing = word_missing || words.back().empty();
            begin = end + 1;
        }
        if (word_missing || length < shortest_keyword) {
            diagnostics.add(written->place, rules::keyword_too_short, {written->scalar});
        } else {
            keywords.push_back(std::move(words));
        }
    }
    return keywords;
}

}  // namespace hall::menus
