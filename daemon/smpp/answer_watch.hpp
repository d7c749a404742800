#pragma once
// Submits whose answers do not come although those of later ones did: they give their place in the window back, and go on
// waiting for the answer until response_timeout. An SMSC that loses one answer in fifty would otherwise have the whole
// window wait for answers that never come; one that is slow for everybody overtakes nothing, and gets no more than the
// window. Where the whole window waits nothing can overtake (with a window of one: always); then the oldest counts as lost
// when even the latest has waited much longer than is usual. Must not know PDUs. Without clock: time is passed in.

#include "codecs/time.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>

namespace hall::daemon {

class AnswerWatch {
public:
    /// A submit left under this sequence number; `request` counts on from one to the next.
    void sent(std::uint32_t sequence, std::uint64_t request, Instant now) { order_.push_back({sequence, request, now}); }

    /// That one was answered, `after` it was sent. `waits` says of a sequence number whether its answer is missing yet.
    template <class Waits>
    void answered(std::uint64_t request, Millis after, Instant now, Waits waits) {
        ++answers_;
        stuck_run_ = 0;
        usual_ += (static_cast<double>(after.count()) - usual_) / std::min<double>(weight, static_cast<double>(answers_));
        lost_ -= lost_ / lost_weight;
        late_ -= late_ / late_weight;
        if (request < latest_) late_ = std::max(late_, static_cast<double>(after.count()));
        latest_ = std::max(latest_, request);
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
            lost_ += (1 - lost_) / lost_weight;
            return first.sequence;
        }
        return std::nullopt;
    }

    /// The oldest submit, when all that wait have waited longer than is usual, by `now`. For a window that is full.
    template <class Waits>
    std::optional<std::uint32_t> take_stuck(Instant now, Waits waits) {
        while (!order_.empty() && !waits(order_.front().sequence)) order_.pop_front();
        const auto at = next_stuck();
        if (!at || *at > now) return std::nullopt;
        const auto sequence = order_.front().sequence;
        order_.pop_front();
        ++stuck_run_;
        lost_ += (1 - lost_) / lost_weight;
        return sequence;
    }

    /// When take_stuck() may have one, if nothing is answered before. Nothing: what is usual is not known.
    std::optional<Instant> next_stuck() const {
        if (order_.empty() || static_cast<double>(answers_) < weight) return std::nullopt;
        return order_.back().at + patience();
    }

    /// How many were taken so since the last answer.
    std::size_t stuck_run() const { return stuck_run_; }

    /// Whether most answers come: then places are given back however many are lost.
    bool few_lost() const { return lost_ < 0.25; }

    /// When take_overdue() may next have one.
    std::optional<Instant> next() const {
        if (overtaken_.empty()) return std::nullopt;
        return overtaken_.front().at + patience();
    }

private:
    /// Some SMSCs answer in any order: longer than the answers took that came behind others' lately (a bit more than a second, until
    /// that is known), and a multiple of what is usual. As long as that each lost answer has a place in the window.
    Millis patience() const {
        return std::max(Millis{100}, Millis{static_cast<Millis::rep>(std::max(4 * usual_, 1.5 * late_))});
    }

    static constexpr double weight = 16;        // answers over which the usual time is taken
    static constexpr double late_weight = 400;  // answers over which a late one is forgotten
    static constexpr double lost_weight = 200;  // submits over which the share of lost answers is taken
    struct Sent {
        std::uint32_t sequence = 0;
        std::uint64_t request = 0;
        Instant at;
    };
    struct Overtaken {
        std::uint32_t sequence = 0;
        Instant at;
    };
    std::deque<Sent> order_;
    std::deque<Overtaken> overtaken_;
    double usual_ = 0;  // milliseconds to an answer
    double late_ = 800;  // milliseconds to an answer that was overtaken
    double lost_ = 0;   // share of the submits
    std::uint64_t latest_ = 0;
    std::size_t stuck_run_ = 0;
    std::uint64_t answers_ = 0;
};

}  // namespace hall::daemon
