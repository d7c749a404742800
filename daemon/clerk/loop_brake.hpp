#pragma once
// A brake on loops: what is said to one number, or by it, over and over ends in silence. A robot that answers the hall's answers
// falls silent with it; a person who repeats himself a few times notices nothing. A memory beside the store that follows the
// batch (keep() with its commit, undo() with its rollback); it is empty after a restart, which costs a robot's few answers. The
// clerk's thread only. Must not know what texts mean.

#include "codecs/time.hpp"
#include "daemon/config/settings.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hall::daemon {

/// `equal` equal replies one number gets at once. Each one is forgotten after `within` / `equal`, and each one more that it asks for
/// meanwhile makes the silence longer, up to `within`.
class LoopBrake {
public:
    explicit LoopBrake(const LoopBrakeSettings& settings) : settings_(settings) {}

    /// `number` (canonical) texts `body`, or is about to be sent it. False: not again. Texts may be equal three times as often
    /// as replies before they are not even read: the same digit or "next page" leads to other places.
    bool may_text(std::string_view number, std::string_view body, UtcTime now);
    bool may_reply(std::string_view number, std::string_view body, UtcTime now);

    /// This number is not answered now. True: it was before.
    bool silenced(std::string_view number, UtcTime now);

    /// Numbers that were not answered within the last `within`; since when there are any without a pause; and how many texts were
    /// not answered since the start.
    std::size_t numbers() const { return silent_.size(); }
    std::optional<UtcTime> since() const { return since_; }
    std::uint64_t texts() const { return texts_; }

    /// Forgets numbers whose silence is over; when it will next have work.
    void forget(UtcTime now);
    std::optional<UtcTime> next_over() const;

    /// Since the last call of one of these: it stays; it did not happen.
    void keep() { undo_.clear(); }
    void undo() { undo_to(0); }
    /// What happened since mark() did not happen.
    std::size_t mark() const { return undo_.size(); }
    void undo_to(std::size_t mark);

    /// How many things it remembers at once, texts and replies.
    static constexpr std::size_t most = 200'000;
    std::size_t size() const { return free_at_.size(); }

private:
    struct Step {
        std::uint64_t key = 0;
        std::optional<UtcTime> free_at;
        std::uint64_t texts = 0;
    };
    bool may(std::uint64_t key, std::size_t most_equal, UtcTime now);
    void make_room(UtcTime now);

    const LoopBrakeSettings& settings_;
    // By number and what is said: when nothing of it counts any more. Each time moves it on by `within` / `equal`.
    std::unordered_map<std::uint64_t, UtcTime> free_at_;
    std::unordered_map<std::uint64_t, UtcTime> silent_;  // by number: when it was not answered last
    std::optional<UtcTime> since_;
    UtcTime forgot_at_{};
    std::uint64_t texts_ = 0;
    std::vector<Step> undo_;
};

}  // namespace hall::daemon
