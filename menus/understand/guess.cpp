#include "menus/understand/guess.hpp"

#include "codecs/text/unicode.hpp"
#include "menus/understand/sentence.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace hall::menus {

namespace {

using There = std::function<bool(NodeIndex)>;

constexpr std::size_t uncovered = static_cast<std::size_t>(-1);

bool all_digits(std::u32string_view text) {
    return std::all_of(text.begin(), text.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

bool is_punctuation(char32_t c) {
    return std::u32string_view(U",.;:!?、。/+-&'\"“”‘’()").find(c) != std::u32string_view::npos;
}

/// An offer of `nodes` as far as they are there, each once, and no more of them than one reads.
Guess offer(Guess::Why why, const std::vector<NodeIndex>& nodes, const There& there) {
    Guess guess{Guess::Kind::offer, why, {}};
    for (const NodeIndex node : nodes) {
        const bool known = std::count(guess.nodes.begin(), guess.nodes.end(), node) > 0;
        if (!known && there(node)) {
            guess.nodes.push_back(node);
            if (guess.nodes.size() == Guesser::most_offered) {
                break;
            }
        }
    }
    return guess.nodes.empty() ? Guess{} : guess;
}

}  // namespace

/// What was found in a sentence.
struct Guesser::Spoken {
    struct Mention {
        std::size_t begin = 0;
        std::size_t end = 0;
        WordIndex::WordNumber word = 0;
        bool clear = false;  // he speaks of the code itself
    };
    struct Hearing {
        bool openly = false;                          // it stands somewhere outside all longer codes
        std::size_t length = 0;                       // characters: of several synonyms the longest
        std::vector<WordIndex::WordNumber> inside{};  // the longer codes that it stands inside
    };
    std::vector<Mention> mentions;  // none inside another, in the order of the sentence
    bool only_codes = false;        // several of Latin letters and digits, and nothing else but punctuation
    std::map<WordIndex::WordNumber, Hearing> keywords;  // of synonyms by the first
};

Guesser::Guesser(const std::vector<GuessEntry>& entries, const Synonyms& synonyms) {
    const auto number_of = [this](const std::string& text) {
        const WordIndex::WordNumber number = words_.add(codecs::decode_utf8(text));
        items_of_code_.resize(std::max<std::size_t>(items_of_code_.size(), number + 1));
        sets_with_word_.resize(items_of_code_.size());
        while (first_synonym_.size() <= number) {
            first_synonym_.push_back(static_cast<WordIndex::WordNumber>(first_synonym_.size()));
        }
        return number;
    };
    for (const std::vector<std::string>& group : synonyms) {
        const WordIndex::WordNumber first = number_of(group.front());
        for (const std::string& word : group) {
            const WordIndex::WordNumber number = number_of(word);
            first_synonym_[number] = first;
        }
    }
    for (const GuessEntry& entry : entries) {
        const std::size_t item = items_.size();
        items_.push_back({entry.node, entry.charges, entry.page});
        for (const std::string& code : entry.codes) {
            near_codes_.add(code, item);
            if (codecs::decode_utf8(code).size() >= 2) {
                std::vector<std::size_t>& items = items_of_code_[number_of(code)];
                if (items.empty() || items.back() != item) {
                    items.push_back(item);
                }
            }
        }
        if (entry.charges) {
            continue;
        }
        for (const std::vector<std::string>& words : entry.keywords) {
            KeywordSet set{item, {}, 0};
            for (const std::string& word : words) {
                if (!word.empty()) {
                    const WordIndex::WordNumber number = number_of(word);
                    set.words.push_back(first_synonym_[number]);
                    set.length += codecs::decode_utf8(word).size();
                }
            }
            for (const WordIndex::WordNumber word : set.words) {
                sets_with_word_[word].push_back(sets_.size());
            }
            sets_.push_back(std::move(set));
        }
    }
    words_.finish();
}

Guess Guesser::guess(const std::vector<std::string>& readings, std::string_view sentence, const There& there) const {
    const Spoken spoken = listen(sentence);
    std::size_t length = 0;
    const Guess worded = keywords(spoken, there, length);
    const bool whole = std::any_of(readings.begin(), readings.end(), [length](const std::string& reading) {
        return length > 0 && codecs::decode_utf8(reading).size() <= length;
    });
    if (whole) {
        return worded;
    }
    if (Guess guess = mentioned(spoken, !spoken.only_codes, there); guess.kind != Guess::Kind::none) {
        return guess;
    }
    Nearness nearest{};
    if (Guess guess = near(readings, there, nearest); guess.kind != Guess::Kind::none) {
        if (worded.kind != Guess::Kind::answer || nearest < Nearness::one_edit) {
            return guess;
        }
        // Another character is a slip, or another word: 查话费 is not 充话费.
        if (std::count(guess.nodes.begin(), guess.nodes.end(), worded.nodes.front()) > 0) {
            return worded;
        }
        guess.nodes.insert(guess.nodes.begin(), worded.nodes.front());
        return offer(Guess::Why::near, guess.nodes, there);
    }
    return worded.kind != Guess::Kind::none ? worded : mentioned(spoken, false, there);
}

Guess Guesser::near(const std::vector<std::string>& readings, const There& there, Nearness& how) const {
    std::vector<NearCodes::Found> found;
    for (const std::string& reading : readings) {
        const std::vector<NearCodes::Found> more = near_codes_.find(reading);
        found.insert(found.end(), more.begin(), more.end());
    }
    std::stable_sort(found.begin(), found.end(), [](const NearCodes::Found& a, const NearCodes::Found& b) {
        return std::pair(a.nearness, a.entry) < std::pair(b.nearness, b.entry);
    });
    std::vector<NodeIndex> nodes;
    std::optional<Nearness> nearest;
    for (const NearCodes::Found& one : found) {
        if (there(items_[one.entry].node) && one.nearness == nearest.value_or(one.nearness)) {
            nearest = one.nearness;
            nodes.push_back(items_[one.entry].node);
        }
    }
    how = nearest.value_or(Nearness::alike);
    return offer(Guess::Why::near, nodes, there);
}

Guesser::Spoken Guesser::listen(std::string_view folded) const {
    const Sentence sentence(folded);
    // The longest code that begins at each place, and where keywords stand.
    std::vector<std::pair<std::size_t, WordIndex::WordNumber>> codes(sentence.text().size(), {0, 0});
    struct Place {
        WordIndex::WordNumber word;
        std::size_t begin;
        std::size_t end;
    };
    std::vector<Place> heard;
    words_.find(sentence.text(), [&](WordIndex::WordNumber word, std::size_t begin, std::size_t end) {
        if (!sentence.is_word(begin, end)) {
            return;
        }
        const bool digits = all_digits(std::u32string_view(sentence.text()).substr(begin, end - begin));
        if (!items_of_code_[word].empty() && end > codes[begin].first &&
            (!digits || sentence.may_be_code(begin, end))) {
            codes[begin] = {end, word};
        }
        if (!sets_with_word_[first_synonym_[word]].empty()) {
            heard.push_back({word, begin, end});
        }
    });

    Spoken spoken;
    std::size_t outside = 0;                                // letters, digits and the like outside all codes
    std::vector<std::size_t> covering(codes.size(), uncovered);  // for each place the mention that it is inside of
    for (std::size_t begin = 0, furthest = 0; begin < codes.size(); ++begin) {
        const auto [end, word] = codes[begin];
        if (end > furthest) {
            const auto& items = items_of_code_[word];
            const bool charges =
                std::any_of(items.begin(), items.end(), [this](std::size_t item) { return items_[item].charges; });
            spoken.mentions.push_back({begin, end, word, charges || sentence.is_commanded(begin)});
            furthest = end;
        }
        const char32_t c = sentence.text()[begin];
        outside += (begin >= furthest || c >= 0x80) && !is_punctuation(c) ? 1 : 0;
        if (!spoken.mentions.empty()) {
            covering[begin] = spoken.mentions.size() - 1;
        }
    }
    spoken.only_codes = outside == 0 && spoken.mentions.size() > 1;
    for (const Place& place : heard) {
        Spoken::Hearing& hearing = spoken.keywords[first_synonym_[place.word]];
        hearing.length = std::max(hearing.length, place.end - place.begin);
        const std::size_t cover = covering[place.begin];
        const Spoken::Mention* longer = cover == uncovered ? nullptr : &spoken.mentions[cover];
        if (longer == nullptr || longer->end < place.end || longer->end - longer->begin == place.end - place.begin) {
            hearing.openly = true;
        } else if (std::count(hearing.inside.begin(), hearing.inside.end(), longer->word) == 0) {
            hearing.inside.push_back(longer->word);
        }
    }
    return spoken;
}

Guess Guesser::mentioned(const Spoken& spoken, bool only_clear, const There& there) const {
    std::vector<const Spoken::Mention*> mentions;
    for (const Spoken::Mention& mention : spoken.mentions) {
        if (mention.clear || !only_clear) {
            mentions.push_back(&mention);
        }
    }
    std::stable_sort(mentions.begin(), mentions.end(), [](const auto* a, const auto* b) {
        return a->end - a->begin > b->end - b->begin;  // the longer one says more
    });
    std::vector<NodeIndex> nodes;
    for (const Spoken::Mention* mention : mentions) {
        for (const std::size_t index : items_of_code_[mention->word]) {
            const Item& item = items_[index];
            if (const auto node = item.charges ? item.page : std::optional(item.node)) {
                nodes.push_back(*node);
            }
        }
    }
    return offer(Guess::Why::mentioned, nodes, there);
}

Guess Guesser::keywords(const Spoken& spoken, const There& there, std::size_t& length) const {
    const auto is_heard = [&](WordIndex::WordNumber word, std::size_t item) {
        const auto found = spoken.keywords.find(word);
        if (found == spoken.keywords.end()) {
            return false;
        }
        const auto is_own = [&](WordIndex::WordNumber code) {
            const auto& items = items_of_code_[code];
            return std::count(items.begin(), items.end(), item) > 0;
        };
        return found->second.openly || std::any_of(found->second.inside.begin(), found->second.inside.end(), is_own);
    };
    std::size_t longest = 0;
    std::vector<std::size_t> best;  // items
    for (const auto& [word, hearing] : spoken.keywords) {
        for (const std::size_t number : sets_with_word_[word]) {
            const KeywordSet& set = sets_[number];
            const bool complete = std::all_of(set.words.begin(), set.words.end(),
                                              [&](WordIndex::WordNumber each) { return is_heard(each, set.item); });
            if (!complete || set.length < longest || !there(items_[set.item].node)) {
                continue;
            }
            if (set.length > longest) {
                longest = set.length;
                length = 0;
                best.clear();
            }
            std::size_t heard = 0;
            for (const WordIndex::WordNumber each : set.words) {
                heard += spoken.keywords.at(each).length;
            }
            length = std::max(length, heard);
            best.push_back(set.item);
        }
    }
    std::sort(best.begin(), best.end());
    std::vector<NodeIndex> nodes;
    for (const std::size_t item : best) {
        nodes.push_back(items_[item].node);
    }
    Guess guess = offer(Guess::Why::keyword, nodes, there);
    if (guess.nodes.size() == 1) {
        guess.kind = Guess::Kind::answer;
    }
    return guess;
}

}  // namespace hall::menus
