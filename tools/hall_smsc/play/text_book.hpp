#pragma once
// Every text of a play: whether it was acknowledged and answered, which reply belongs to which, and what was broken
// on the way as far as the SMSC can see.
// Must not know SMPP or clocks.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hall::tools {

/// What became of a reply.
enum class ReplyOutcome : std::uint8_t {
    answers,    // the first reply to a text
    overtaken,  // the same, but a later text of this subscriber was answered before: order is broken
    repeated,   // a text that was answered already
    stray,      // no text that it could belong to
};

struct ReplyFound {
    ReplyOutcome outcome = ReplyOutcome::stray;
    std::uint32_t text = 0;
};

class TextBook {
public:
    /// `answer_contains`: `{n}` in it stands for the text's number; empty: replies are told apart by their order only.
    TextBook(std::size_t subscribers, std::string answer_contains);

    /// Ids count from 1. `answered` false: no reply is owed. `answer_contains`: of this text alone; empty: as for all.
    std::uint32_t begin(std::uint32_t subscriber, std::uint32_t number, std::size_t parts, bool answered,
                        const std::string& answer_contains = {});

    /// One of its parts was acknowledged for the first time; true when that makes the text acknowledged.
    bool part_acknowledged(std::uint32_t text);

    /// A whole message to this subscriber was taken.
    ReplyFound reply(std::uint32_t subscriber, std::string_view message);

    std::uint32_t subscriber_of(std::uint32_t text) const { return texts_[text - 1].subscriber; }
    /// The text that this subscriber began last; 0: none.
    std::uint32_t last_text_of(std::uint32_t subscriber) const { return shelves_[subscriber].last_text; }

    /// The texts to which a reply is owed, in order.
    std::vector<std::uint32_t> unanswered() const;

    std::size_t begun() const { return texts_.size(); }
    std::size_t acknowledged() const { return acknowledged_; }
    std::size_t owed() const { return owed_; }
    std::size_t answered() const { return answered_; }

private:
    struct Text {
        std::uint32_t subscriber = 0;
        std::uint32_t number = 0;
        std::size_t parts_missing = 0;
        bool owed = false;
        bool answered = false;
        std::string contains;  // what its reply contains; empty: it cannot be told by that
    };
    /// Of one subscriber.
    struct Shelf {
        std::vector<std::uint32_t> open;    // a reply is owed, in order
        std::vector<std::uint32_t> closed;  // answered
        std::uint32_t last_text = 0;
        std::uint32_t last_answered = 0;  // the latest text that was answered
    };

    bool names(std::string_view message, std::uint32_t text) const;

    std::string answer_contains_;
    std::vector<Text> texts_;
    std::vector<Shelf> shelves_;
    std::size_t acknowledged_ = 0;
    std::size_t owed_ = 0;
    std::size_t answered_ = 0;
};

/// True when `message` contains `wanted` and no digit continues it on either side where it ends in one.
bool contains_number(std::string_view message, std::string_view wanted);

}  // namespace hall::tools
