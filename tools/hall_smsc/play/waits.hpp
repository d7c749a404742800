#pragma once
// How long each text waited for its reply, and whether that was its own fault: the SMSC refused, swallowed or never
// answered one of its submits, or one of an earlier text of the same subscriber that is open yet. The others are those
// whom nobody's misfortune but their own may keep waiting.
// Must not know SMPP or clocks: the moment is an argument.

#include "codecs/time.hpp"
#include "tools/hall_smsc/statistics.hpp"

#include <cstdint>
#include <vector>

namespace hall::tools {

class Waits {
public:
    explicit Waits(std::size_t subscribers) : open_hits_(subscribers) {}

    /// The next text, from 1, begins.
    void begin(std::uint32_t subscriber, Instant now) {
        const bool behind = open_hits_[subscriber] > 0;
        texts_.push_back({now, subscriber, behind, false});
        open_hits_[subscriber] += behind ? 1 : 0;
    }

    /// Something the scenario wished happened to a submit for this text; 0: for none.
    void hit(std::uint32_t text) {
        if (text == 0) return;
        Text& one = texts_[text - 1];
        if (one.hit || one.answered) return;
        one.hit = true;
        ++open_hits_[one.subscriber];
    }

    void answered(std::uint32_t text, Instant now) { end(text, now); }

    /// The texts that were never answered waited until now.
    void finish(const std::vector<std::uint32_t>& unanswered, Instant now) {
        for (const std::uint32_t text : unanswered) end(text, now);
    }

    /// Of the texts to which nothing happened; and of the others, and their number.
    Quantiles others() { return quantiles_of(others_micros_); }
    Quantiles hit_ones() { return quantiles_of(hit_micros_); }
    std::size_t hits() const { return hit_micros_.size(); }

private:
    struct Text {
        Instant began;
        std::uint32_t subscriber = 0;
        bool hit = false;
        bool answered = false;
    };
    void end(std::uint32_t text, Instant now) {
        Text& one = texts_[text - 1];
        if (one.answered) return;
        one.answered = true;
        if (one.hit) --open_hits_[one.subscriber];
        const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now - one.began).count();
        (one.hit ? hit_micros_ : others_micros_).push_back(static_cast<std::uint32_t>(micros));
    }

    std::vector<Text> texts_;
    std::vector<std::uint32_t> open_hits_;  // of each subscriber: texts that were hit and are not answered
    std::vector<std::uint32_t> others_micros_;
    std::vector<std::uint32_t> hit_micros_;
};

}  // namespace hall::tools
