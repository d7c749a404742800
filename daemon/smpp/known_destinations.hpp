#pragma once
// What became of the last submit to each destination of a link, for as many as were tried lately. A refusal of one that was
// accepted before says something of the link; of one that was refused before, of that destination; of one that was never
// tried, perhaps the one and perhaps the other. Without clock or I/O.

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <utility>

namespace hall::daemon {

class KnownDestinations {
public:
    enum class State { fresh, accepted, throttled };

    /// Notes an answer, and says what was known before it.
    State note(std::size_t destination, bool throttled) {
        auto before = State::fresh;
        for (auto* generation : {&young_, &old_}) {
            const auto found = generation->find(destination);
            if (found == generation->end()) continue;
            before = found->second ? State::throttled : State::accepted;
            break;
        }
        if (young_.size() >= most_) old_ = std::exchange(young_, {});
        young_[destination] = throttled;
        return before;
    }

private:
    static constexpr std::size_t most_ = 20000;
    // Whoever was not heard of since the generation before has begun is forgotten.
    std::unordered_map<std::size_t, bool> young_;
    std::unordered_map<std::size_t, bool> old_;
};

}  // namespace hall::daemon
