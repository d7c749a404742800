#include "daemon/smpp/send_rate.hpp"

#include <numeric>

namespace hall::daemon {

namespace {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

constexpr Millis pause_after_throttle = 1s;
// The share of the rate that was taken with which a throttled link goes on.
constexpr double step_down = 0.9;
// A second complaint so soon after the pause means that the estimate was far too high.
constexpr Millis soon = 3s;
// Growth a second: near the last ceiling, so that a complaint stays rare, and away from it.
constexpr double slow_growth = 0.005;
constexpr double fast_growth = 0.10;
constexpr double near_ceiling = 0.12;
// Away from the ceiling it grows by so much a second at least, or it would take a minute to leave 1/s.
constexpr double least_fast_growth = 2;
// Fewer submits taken in a second say nothing about what the SMSC bears: there was no more to send.
constexpr double telling_rate = 3;
// A limit beyond any real link is none.
constexpr double no_limit = 100000;
constexpr std::uint32_t congestion_high = 90;
constexpr std::uint32_t congestion_optimum = 80;

std::int64_t tenth_of(Instant now) { return now.time_since_epoch() / 100ms; }

}  // namespace

SendRate::SendRate(std::uint32_t per_second) : configured_(per_second), bucket_(per_second) {}

bool SendRate::allows(Instant now) {
    if (now < paused_until_) return false;
    grow(now);
    return bucket_.allows(now);
}

Instant SendRate::next() const {
    const auto by_rate = bucket_.next();
    return by_rate ? std::max(*by_rate, paused_until_) : paused_until_;
}

void SendRate::accepted(Instant now) {
    taken_lately(now);
    ++tenths_[static_cast<std::size_t>(tenth_) % tenths_.size()];
}

double SendRate::taken_lately(Instant now) {
    const auto tenth = tenth_of(now);
    if (tenth - tenth_ >= static_cast<std::int64_t>(tenths_.size())) tenths_.fill(0);
    for (auto i = tenth_ + 1; i <= tenth && i - tenth_ <= static_cast<std::int64_t>(tenths_.size()); ++i)
        tenths_[static_cast<std::size_t>(i) % tenths_.size()] = 0;
    tenth_ = std::max(tenth_, tenth);
    return std::accumulate(tenths_.begin(), tenths_.end(), 0.0);
}

bool SendRate::throttled(Instant now) {
    // The pause is on already, or this answers a submit from before it.
    if (now < paused_until_ || (reduced_ && sent_since_pause_ == 0)) return false;
    const bool again = reduced_ && now - reduced_at_ < pause_after_throttle + soon;
    auto rate = std::max(1.0, taken_lately(now));
    if (reduced_) rate = std::min(rate, *reduced_);
    ceiling_ = rate >= telling_rate ? rate : 0;
    reduce(again ? rate / 2 : rate * step_down, now);
    paused_until_ = now + pause_after_throttle;
    sent_since_pause_ = 0;
    return true;
}

void SendRate::congested(std::uint32_t state, Instant now) {
    // Values above 100 are reserved. [SMPP v5.0, 4.8.4.18]
    if (state < congestion_optimum || state > 100 || now < reduced_at_ + 1s) return;
    if (state <= congestion_high) {
        // Just right: no growth for now, unless others cause the load while we crawl.
        if (reduced_ && *reduced_ > ceiling_ / 2) grown_at_ = now;
        return;
    }
    auto rate = std::max(1.0, taken_lately(now));
    if (reduced_) rate = std::min(rate, *reduced_);
    ceiling_ = rate;
    reduce(rate * (state >= 100 ? 0.5 : step_down), now);
}

void SendRate::reduce(double to, Instant now) {
    reduced_ = std::max(1.0, to);
    reduced_at_ = now;
    grown_at_ = now;
    apply();
}

void SendRate::grow(Instant now) {
    if (!reduced_ || now <= grown_at_) return;
    const double passed = Seconds(now - grown_at_).count();
    if (passed < 0.1) return;
    grown_at_ = now;
    const bool near = *reduced_ > ceiling_ * (1 - near_ceiling) && *reduced_ < ceiling_ * (1 + near_ceiling);
    const auto step = std::min(1.0, passed);
    *reduced_ += step * (near ? *reduced_ * slow_growth : std::max(least_fast_growth, *reduced_ * fast_growth));
    if (*reduced_ >= no_limit || (configured_ > 0 && *reduced_ >= configured_)) reduced_.reset();
    apply();
}

void SendRate::apply() { bucket_.set(reduced_.value_or(configured_)); }

}  // namespace hall::daemon
