#pragma once
// Submits whose answers do not come although those of later ones did: they give their place in the window back, and go on
// waiting for the answer until response_timeout. An SMSC that loses one answer in fifty would otherwise have the whole
// window wait for answers that never come; one that is slow for everybody overtakes nothing, and gets no more than the
// window. Must not know PDUs. Without clock: time is passed in.

#include "codecs/time.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>

namespace hall::daemon {

class AnswerWatch {
public:
    /// A submit left under this sequence number; `request` counts on from one to the next.
    void sent(std::uint32_t sequence, std::uint64_t request) { order_.push_back({sequence, request}); }

    /// That one was answered, `after` it was sent. `waits` says of a sequence number whether its answer is missing yet.
    template <class Waits>
    void answered(std::uint64_t request, Millis after, Instant now, Waits waits) {
        usual_ += (static_cast<double>(after.count()) - usual_) / weight;
        for (; !order_.empty() && order_.front().request <= request; order_.pop_front())
            if (waits(order_.front().sequence)) overtaken_.push_back({order_.front().sequence, now});
        while (!overtaken_.empty() && !waits(overtaken_.front().sequence)) overtaken_.pop_front();
    }

    /// The next submit that has waited too long after it was overtaken, by `now`; given once.
    template <class Waits>
    std::optional<std::uint32_t> take_overdue(Instant now, Waits waits) {
        for (; !overtaken_.empty(); overtaken_.pop_front()) {
            const auto first = overtaken_.front();
            if (!waits(first.sequence)) continue;
            if (first.at + patience() > now) break;
            overtaken_.pop_front();
            return first.sequence;
        }
        return std::nullopt;
    }

    /// When take_overdue() may next have one.
    std::optional<Instant> next() const {
        if (overtaken_.empty()) return std::nullopt;
        return overtaken_.front().at + patience();
    }

private:
    /// Some SMSCs answer in any order: a second at least, and a multiple of what is usual.
    Millis patience() const { return std::max(Millis{1000}, Millis{static_cast<Millis::rep>(4 * usual_)}); }

    static constexpr double weight = 16;  // answers over which the usual time is taken
    struct Sent {
        std::uint32_t sequence = 0;
        std::uint64_t request = 0;
    };
    struct Overtaken {
        std::uint32_t sequence = 0;
        Instant at;
    };
    std::deque<Sent> order_;
    std::deque<Overtaken> overtaken_;
    double usual_ = 0;  // milliseconds to an answer
};

}  // namespace hall::daemon
