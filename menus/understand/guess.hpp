#pragma once
// The last step of understanding a text that is no code: what its sender may mean. A free item may answer him; all else
// is only offered, so that he chooses.

#include "menus/understand/near_codes.hpp"
#include "menus/understand/word_index.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::menus {

using NodeIndex = std::size_t;

/// What guessing needs to know of an item.
struct GuessEntry {
    NodeIndex node = 0;
    std::vector<std::string> codes;  // folded codes without parameters and aliases, and the name that people read
    // Folded. Each is one or more words, all of which a sentence must hold. Not looked at where it charges.
    std::vector<std::vector<std::string>> keywords;
    bool charges = false;
    // The free item above it that tells about it: offered in its place to someone who only speaks of it.
    std::optional<NodeIndex> page;
};

/// Words that keywords take for one another, in groups; folded, and none in two groups.
using Synonyms = std::vector<std::vector<std::string>>;

struct Guess {
    enum class Kind {
        none,
        answer,  // exactly one node, which charges nothing, may answer
        offer,   // one to four nodes, the likeliest first: ask which one
    };
    enum class Why { near, keyword, mentioned };

    Kind kind = Kind::none;
    Why why = Why::near;
    std::vector<NodeIndex> nodes;
    bool operator==(const Guess&) const = default;
};

class Guesser {
public:
    static constexpr std::size_t most_offered = 4;

    Guesser(const std::vector<GuessEntry>& entries, const Synonyms& synonyms);

    /// `readings`: those of the text, of which none is a code. `sentence`: fold_sentence of it, which tells where words
    /// end. `there`: whether a node is one of this subscriber's at this moment; others are left out. In this order:
    /// 1. keywords that are the whole text; several codes like 42 or CX and nothing else, which are offered;
    /// 2. a code of which he clearly speaks: one that charges, or one behind 发, 发送, 回复 ("发送42至10086"). Offered
    ///    is its item; of one that charges, its page;
    /// 3. near: codes that a reading is a slip away from are offered (NearCodes), of those only the nearest. Where
    ///    keywords have one answer and another character is no sure slip (查话费, 充话费), both are offered, or
    ///    it answers if it is the same;
    /// 4. keywords: the item with the longest words that the sentence holds answers; of several alike each is offered.
    ///    Words inside a longer code that he wrote are part of that code;
    /// 5. any other code inside the sentence is offered. Of Latin letters and digits it counts only as a word of its
    ///    own, and digits only where they are no sum, date, time or number of a telephone.
    Guess guess(const std::vector<std::string>& readings, std::string_view sentence,
                const std::function<bool(NodeIndex)>& there) const;

private:
    struct Item {
        NodeIndex node = 0;
        bool charges = false;
        std::optional<NodeIndex> page;
    };
    struct KeywordSet {
        std::size_t item = 0;
        std::vector<WordIndex::WordNumber> words;  // of synonyms the first
        std::size_t length = 0;                    // characters of all words, as the operator wrote them
    };
    struct Spoken;

    Guess near(const std::vector<std::string>& readings, const std::function<bool(NodeIndex)>& there,
               Nearness& how) const;
    Spoken listen(std::string_view sentence) const;
    Guess mentioned(const Spoken& spoken, bool only_clear, const std::function<bool(NodeIndex)>& there) const;
    /// `length`: how many characters of the sentence the words took that were found.
    Guess keywords(const Spoken& spoken, const std::function<bool(NodeIndex)>& there, std::size_t& length) const;

    std::vector<Item> items_;
    NearCodes near_codes_;
    WordIndex words_;
    std::vector<WordIndex::WordNumber> first_synonym_;      // by word; of a word without synonyms itself
    std::vector<std::vector<std::size_t>> items_of_code_;   // by word; empty: no code
    std::vector<std::vector<std::size_t>> sets_with_word_;  // by word: which of sets_
    std::vector<KeywordSet> sets_;
};

}  // namespace hall::menus
