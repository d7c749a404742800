#include "menus/understand/word_index.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

constexpr std::uint32_t nowhere = static_cast<std::uint32_t>(-1);

template <typename Next>
std::uint32_t target(const Next& next, char32_t c) {
    const auto found = std::lower_bound(next.begin(), next.end(), c,
                                        [](const auto& edge, char32_t wanted) { return edge.first < wanted; });
    return found != next.end() && found->first == c ? found->second : nowhere;
}

}  // namespace

WordIndex::WordNumber WordIndex::add(std::u32string_view word) {
    StateNumber state = 0;
    for (const char32_t c : word) {
        StateNumber next = target(states_[state].next, c);
        if (next == nowhere) {
            next = static_cast<StateNumber>(states_.size());
            auto& edges = states_[state].next;
            const auto place = std::lower_bound(edges.begin(), edges.end(), c,
                                                [](const auto& edge, char32_t other) { return edge.first < other; });
            edges.insert(place, {c, next});
            const std::uint32_t length = states_[state].length + 1;
            states_.emplace_back();
            states_.back().length = length;
        }
        state = next;
    }
    if (!states_[state].is_word) {
        states_[state].is_word = true;
        states_[state].word = words_++;
    }
    return states_[state].word;
}

void WordIndex::finish() {
    // By length, so that the suffix of a state is ready before those of its successors.
    std::vector<StateNumber> open = {0};
    for (std::size_t at = 0; at < open.size(); ++at) {
        const StateNumber state = open[at];
        for (const auto& [c, next] : states_[state].next) {
            StateNumber suffix = 0;
            if (state != 0) {
                suffix = step(states_[state].suffix, c);
            }
            states_[next].suffix = suffix;
            states_[next].shorter = states_[suffix].is_word ? suffix : states_[suffix].shorter;
            open.push_back(next);
        }
    }
}

WordIndex::StateNumber WordIndex::step(StateNumber state, char32_t c) const {
    for (;;) {
        const StateNumber next = target(states_[state].next, c);
        if (next != nowhere) {
            return next;
        }
        if (state == 0) {
            return 0;
        }
        state = states_[state].suffix;
    }
}

void WordIndex::find(std::u32string_view text,
                     const std::function<void(WordNumber, std::size_t, std::size_t)>& found) const {
    StateNumber state = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        state = step(state, text[at]);
        StateNumber word = states_[state].is_word ? state : states_[state].shorter;
        for (; word != 0; word = states_[word].shorter) {
            found(states_[word].word, at + 1 - states_[word].length, at + 1);
        }
    }
}

}  // namespace hall::menus
