#pragma once
// Finds many words in one text at once. Internal to menus.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace hall::menus {

/// All words of a menu as one automaton (Aho and Corasick), so that a long text costs one step a character however many
/// words there are.
class WordIndex {
public:
    using WordNumber = std::uint32_t;

    /// The number of `word`, the same for the same word. Words are not empty; none may be added after `finish`.
    WordNumber add(std::u32string_view word);

    /// Once, after the last word.
    void finish();

    /// Calls `found` for each place where a word stands in `text`, with the word's number and where it begins and ends,
    /// in order of the ends, longer words first.
    void find(std::u32string_view text,
              const std::function<void(WordNumber, std::size_t begin, std::size_t end)>& found) const;

private:
    using StateNumber = std::uint32_t;
    struct State {
        std::vector<std::pair<char32_t, StateNumber>> next;  // sorted by character after `finish`
        StateNumber suffix = 0;   // the longest other beginning of a word that this one ends with
        StateNumber shorter = 0;  // the nearest of those that is a whole word; 0: none
        std::uint32_t length = 0;
        bool is_word = false;
        WordNumber word = 0;
    };

    StateNumber step(StateNumber state, char32_t c) const;

    std::vector<State> states_ = std::vector<State>(1);
    WordNumber words_ = 0;
};

}  // namespace hall::menus
