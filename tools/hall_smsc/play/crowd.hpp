#pragma once
// The subscribers of a play: who texts what next. Each has one text under way at a time, so that the order of the
// replies can be judged; a subscriber who was acknowledged and waited in vain goes on with the next text.
// Must not know SMPP or clocks: the moment is an argument.

#include "tools/hall_smsc/play/faults.hpp"

#include <deque>
#include <map>

namespace hall::tools {

/// A text that begins now.
struct TextBegun {
    std::uint32_t subscriber = 0;  // from 0
    std::uint32_t number = 0;      // what `{n}` stands for; an honest repeat has the number of the text it repeats
    std::uint32_t reference = 0;   // ties its parts together; the subscriber's previous texts had others
    const Word* word = nullptr;
    bool repeat = false;
};

/// `{n}` in `pattern` replaced by `number`.
std::string with_number(std::string_view pattern, std::uint32_t number);

class Crowd {
public:
    /// `wish` must outlive this object.
    Crowd(const TextsWish& wish, std::uint64_t seed);

    /// Nothing when nobody is free.
    std::optional<TextBegun> begin(Instant now);

    /// Of the text that this subscriber has under way.
    void acknowledged(std::uint32_t subscriber, Instant now);
    /// By a whole reply.
    void answered(std::uint32_t subscriber, std::string_view reply, Instant now);

    /// Lets those go on who waited in vain; their number.
    std::size_t look(Instant now);

    /// No honest repeats of what was answered from now on, and nothing that would follow a reply.
    void no_more_repeats();

    std::size_t under_way() const { return subscribers_.size() - free_.size() - resting_.size(); }

private:
    struct Subscriber {
        std::uint32_t number = 0;
        std::uint32_t texts = 0;
        const Word* word = nullptr;
        bool under_way = false;
        bool acknowledged = false;
        bool answered = false;
        bool repeats = false;            // the next text is the last one again
        const Word* follows = nullptr;  // the next text is this one
    };

    void settle(std::uint32_t subscriber, Instant now);

    const TextsWish& wish_;
    Draws word_, long_word_, long_, repeat_, rest_;
    std::vector<Subscriber> subscribers_;
    std::deque<std::uint32_t> free_;
    std::multimap<Instant, std::uint32_t> resting_;  // until they repeat a text, or go on in their dialogue
    struct Deadline {
        Instant at;
        std::uint32_t subscriber = 0;
        std::uint32_t texts = 0;
    };
    std::deque<Deadline> deadlines_;
    std::uint32_t last_number_ = 0;
};

}  // namespace hall::tools
