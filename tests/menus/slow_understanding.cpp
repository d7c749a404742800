#include "slow_understanding.hpp"

#include "codecs/text/han.hpp"
#include "codecs/text/unicode.hpp"
#include "menus/understand/sentence.hpp"

#include <algorithm>
#include <set>

namespace hall::test {

namespace {

using menus::Guess;
using menus::GuessEntry;
using menus::Nearness;
using menus::NodeIndex;

/// Optimal string alignment, the whole table.
std::size_t edits(const std::u32string& a, const std::u32string& b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            table[i][j] = std::min(
                {table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
            }
        }
    }
    return table[a.size()][b.size()];
}

bool looks_alike(const std::u32string& a, const std::u32string& b) {
    const auto plain = [](char32_t c) {
        const std::u32string letters = U"OILZSB";
        const std::size_t at = letters.find(c);
        return at == std::u32string::npos ? c : U"011258"[at];
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char32_t x, char32_t y) { return plain(x) == plain(y); });
}

std::string spoken(const std::u32string& text) {
    std::string sound;
    for (const char32_t c : text) {
        std::string syllable(codecs::syllable_text(codecs::syllable_of(c)));
        std::transform(syllable.begin(), syllable.end(), syllable.begin(),
                       [](char letter) { return static_cast<char>(letter - 'a' + 'A'); });
        sound += syllable.empty() ? codecs::encode_utf8(std::u32string(1, c)) : syllable;
    }
    return sound;
}

bool is_chinese(const std::u32string& text) {
    return std::any_of(text.begin(), text.end(), [](char32_t c) { return codecs::syllable_of(c) != 0; });
}

bool is_digits(const std::u32string& text) {
    return text.find_first_not_of(U"0123456789") == std::u32string::npos;
}

struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::u32string word;
    std::size_t size() const { return end - begin; }
};

std::vector<Place> places_of(const menus::Sentence& sentence, const std::u32string& word) {
    std::vector<Place> places;
    for (std::size_t at = 0; at + word.size() <= sentence.text().size(); ++at) {
        if (sentence.text().substr(at, word.size()) == word && sentence.is_word(at, at + word.size())) {
            places.push_back({at, at + word.size(), word});
        }
    }
    return places;
}

bool has_code(const GuessEntry& entry, const std::u32string& word) {
    return std::count(entry.codes.begin(), entry.codes.end(), codecs::encode_utf8(word)) > 0;
}

/// All codes of the sentence that stand in no other.
std::vector<Place> mentions_in(const std::vector<GuessEntry>& entries, const menus::Sentence& sentence) {
    std::vector<Place> all;
    std::set<std::string> seen;
    for (const GuessEntry& entry : entries) {
        for (const std::string& code : entry.codes) {
            const std::u32string word = codecs::decode_utf8(code);
            if (word.size() < 2 || !seen.insert(code).second) {
                continue;
            }
            for (const Place& place : places_of(sentence, word)) {
                if (!is_digits(word) || sentence.may_be_code(place.begin, place.end)) {
                    all.push_back(place);
                }
            }
        }
    }
    std::vector<Place> outermost;
    for (const Place& place : all) {
        const bool inside = std::any_of(all.begin(), all.end(), [&](const Place& other) {
            return other.begin <= place.begin && other.end >= place.end && other.size() > place.size();
        });
        if (!inside) {
            outermost.push_back(place);
        }
    }
    std::sort(outermost.begin(), outermost.end(), [](const Place& a, const Place& b) { return a.begin < b.begin; });
    return outermost;
}

/// Whether the item hears the word: outside of all longer codes, or inside one of its own.
bool hears(const GuessEntry& entry, const std::u32string& word, const std::vector<Place>& mentions,
           const menus::Sentence& sentence) {
    for (const Place& place : places_of(sentence, word)) {
        const Place* cover = nullptr;
        for (const Place& mention : mentions) {
            if (mention.begin <= place.begin) {
                cover = &mention;  // the last one that begins before it reaches furthest
            }
        }
        if (cover == nullptr || cover->end < place.end || cover->size() == place.size() ||
            has_code(entry, cover->word)) {
            return true;
        }
    }
    return false;
}

/// The word and all that stand for it.
std::vector<std::string> alternatives(const std::string& word, const menus::Synonyms& synonyms) {
    for (const auto& group : synonyms)
        if (std::count(group.begin(), group.end(), word) > 0) return group;
    return {word};
}

Guess offered(Guess::Why why, std::vector<NodeIndex> nodes, const std::function<bool(NodeIndex)>& there) {
    Guess guess{Guess::Kind::offer, why, {}};
    for (const NodeIndex node : nodes) {
        if (there(node) && std::count(guess.nodes.begin(), guess.nodes.end(), node) == 0 && guess.nodes.size() < 4) {
            guess.nodes.push_back(node);
        }
    }
    return guess.nodes.empty() ? Guess{} : guess;
}

}  // namespace

std::optional<Nearness> slow_nearness(std::string_view written, std::string_view code_written) {
    const std::u32string text = codecs::decode_utf8(written);
    const std::u32string code = codecs::decode_utf8(code_written);
    if (text == code || text.size() < 2 || code.size() < 2) {
        return std::nullopt;
    }
    if (looks_alike(text, code) || (is_chinese(code) && spoken(text) == spoken(code))) {
        return Nearness::alike;
    }
    const std::size_t distance = edits(text, code);
    std::u32string a = text;
    std::u32string b = code;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    if (distance == 1 && a == b) {
        return Nearness::exchanged;
    }
    const std::size_t allowed = code.size() == 2 ? 0 : code.size() <= 5 || is_digits(code) ? 1 : 2;
    if (distance > allowed) {
        return std::nullopt;
    }
    return distance == 1 ? Nearness::one_edit : Nearness::two_edits;
}

Guess slow_guess(const std::vector<GuessEntry>& entries, const menus::Synonyms& synonyms,
                 const std::vector<std::string>& readings, std::string_view folded,
                 const std::function<bool(NodeIndex)>& there) {
    const menus::Sentence sentence(folded);
    const std::vector<Place> mentions = mentions_in(entries, sentence);

    std::size_t longest = 0;
    std::size_t taken = 0;  // how many characters of the sentence
    std::vector<NodeIndex> worded;
    for (const GuessEntry& entry : entries) {
        for (const auto& words : entry.charges ? std::vector<std::vector<std::string>>{} : entry.keywords) {
            std::size_t length = 0;
            std::size_t heard = 0;
            bool all = true;
            for (const std::string& word : words) {
                length += codecs::decode_utf8(word).size();
                bool any = false;
                std::size_t longest_heard = 0;
                for (const std::string& each : alternatives(word, synonyms)) {
                    const std::u32string decoded = codecs::decode_utf8(each);
                    any = any || hears(entry, decoded, mentions, sentence);
                    if (!places_of(sentence, decoded).empty()) longest_heard = std::max(longest_heard, decoded.size());
                }
                all = all && any;
                heard += longest_heard;
            }
            if (all && length > 0 && length >= longest && there(entry.node)) {
                if (length > longest) {
                    worded.clear();
                    taken = 0;
                }
                taken = std::max(taken, heard);
                longest = length;
                worded.push_back(entry.node);
            }
        }
    }
    Guess by_words = offered(Guess::Why::keyword, worded, there);
    if (by_words.nodes.size() == 1) {
        by_words.kind = Guess::Kind::answer;
    }
    for (const std::string& reading : readings) {
        if (longest > 0 && codecs::decode_utf8(reading).size() <= taken) {
            return by_words;
        }
    }

    std::u32string rest = sentence.text();
    for (const Place& mention : mentions) {
        for (std::size_t at = mention.begin; at < mention.end; ++at) {
            rest[at] = sentence.text()[at] < 0x80 ? U',' : U'X';
        }
    }
    const bool only_codes =
        mentions.size() > 1 && rest.find_first_not_of(U",.;:!?、。/+-&'\"“”‘’()") == std::u32string::npos;
    const auto spoken_of = [&](bool only_clear) {
        std::vector<Place> sorted = mentions;
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const Place& a, const Place& b) { return a.size() > b.size(); });
        std::vector<NodeIndex> nodes;
        for (const Place& mention : sorted) {
            const bool clear = sentence.is_commanded(mention.begin) ||
                               std::any_of(entries.begin(), entries.end(), [&](const GuessEntry& entry) {
                                   return entry.charges && has_code(entry, mention.word);
                               });
            for (const GuessEntry& entry : entries) {
                if ((clear || !only_clear) && has_code(entry, mention.word) && (!entry.charges || entry.page)) {
                    nodes.push_back(entry.charges ? *entry.page : entry.node);
                }
            }
        }
        return offered(Guess::Why::mentioned, nodes, there);
    };
    if (Guess guess = spoken_of(!only_codes); guess.kind != Guess::Kind::none) {
        return guess;
    }
    for (const Nearness nearness : {Nearness::alike, Nearness::exchanged, Nearness::one_edit, Nearness::two_edits}) {
        std::vector<NodeIndex> nodes;
        for (const GuessEntry& entry : entries) {
            for (const std::string& code : entry.codes) {
                for (const std::string& reading : readings) {
                    if (slow_nearness(reading, code) == nearness) {
                        nodes.push_back(entry.node);
                    }
                }
            }
        }
        if (Guess guess = offered(Guess::Why::near, nodes, there); guess.kind != Guess::Kind::none) {
            if (nearness < Nearness::one_edit || by_words.kind != Guess::Kind::answer) {
                return guess;
            }
            std::vector<NodeIndex> both = by_words.nodes;
            both.insert(both.end(), guess.nodes.begin(), guess.nodes.end());
            const bool agree = std::count(guess.nodes.begin(), guess.nodes.end(), both.front()) > 0;
            return agree ? by_words : offered(Guess::Why::near, both, there);
        }
    }
    return by_words.kind != Guess::Kind::none ? by_words : spoken_of(false);
}

}  // namespace hall::test
