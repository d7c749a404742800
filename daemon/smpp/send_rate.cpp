#include "daemon/smpp/send_rate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hall::daemon {

namespace {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

// Answers that make a sample: fewer say nothing. A sample that has told nothing by the larger figures ends.
constexpr std::size_t least_answers = 20;
constexpr std::size_t most_answers = 400;
constexpr Millis longest_sample = 10s;
// SMSCs count what they take over a second. A sample that is much shorter sees their good half or their bad one, and what
// is answered so soon after the rate has changed may still be about the old one.
constexpr Millis counted_over = 1s;
// A trial ends after so long even with few answers, or a slow link would be held down by it. What chance explains has not
// helped then.
constexpr Millis trial_limit = 3s;
constexpr std::size_t least_trial_answers = 3;
// Refusals that a trial would see if it did not help: so many that half of them is no chance.
constexpr double trial_refusals = 12;
// Beyond what is refused anyhow: a smaller share is not worth slowing down for, as each such part comes a second later.
constexpr double least_excess = 0.04;
constexpr double least_ratio = 1.5;
// What is refused anyhow is forgotten, so that slowing down is tried again some time.
constexpr Seconds background_half_life = 30s;
// The share must fall to this part of what it was if slowing down is to have helped; to this one if it helps on the way.
constexpr double helped = 0.5;
constexpr double helps = 0.8;
// Most were refused: the SMSC is given a pause, too.
constexpr double most_refused = 0.5;
constexpr Millis pause_after_throttle = 1s;
// The share of the rate that was taken with which a throttled link goes on.
constexpr double rate_step = 0.9;
// Near the ceiling the rate grows so that a complaint comes once in several hundred submits: by half a percent a second,
// and faster where more submits go in a second. Away from it, and before it is confirmed, by a tenth a second, then more.
constexpr double near_share = 0.12;
constexpr double beyond_share = 0.12;
constexpr double below_share = 0.97;
constexpr double slow_growth = 0.005;
constexpr double growth_a_submit = 0.00015;
constexpr double most_slow_growth = 0.05;
constexpr double fast_growth = 0.10;
constexpr double more_haste = 1.5;  // a second
constexpr double most_haste = 1.0;
// Where nothing was taken there is no ceiling to be careful of.
constexpr double blind_growth = 2.0;
constexpr double least_fast_growth = 2;
// Fewer submits taken in a second say nothing about what the SMSC bears: there was no more to send.
constexpr double telling_rate = 3;
// Complaints near a ceiling after which it must be plain that there are fewer below it.
constexpr double proving_complaints = 3;
// A limit beyond any real link is none.
constexpr double no_limit = 100000;
constexpr std::size_t most_suspects = 20000;
constexpr std::uint32_t congestion_high = 90;
constexpr std::uint32_t congestion_optimum = 80;
// An SMSC that is congested by others, or always says so, does not bring us down for ever.
constexpr double least_congested = 0.25;

/// Whether fewer were refused than chance explains where `share` is: two standard deviations fewer.
bool fell(const ThrottleSample& sample, double share) {
    const auto expected = share * static_cast<double>(sample.answers());
    return static_cast<double>(sample.refusals()) < expected - 2 * std::sqrt(expected * (1 - share));
}

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

SendRate::Judgement SendRate::answered(bool throttled, std::size_t destination, Instant sent, Instant now) {
    taken_lately(now);
    if (!throttled) {
        ++tenths_[static_cast<std::size_t>(tenth_) % tenths_.size()];
        suspects_.erase(destination);
    }
    if (sent < settled_at_) return Judgement::nothing;
    if (throttled) {
        if (suspects_.size() >= most_suspects) suspects_.clear();
        if (!suspects_.insert(destination).second) return Judgement::nothing;
    }
    if (sample_.answers() == 0) sample_.begin(now);
    if (throttled) {
        sample_.throttled(destination, now);
    } else {
        sample_.passed();
    }
    if (mode_ == Mode::capped) (near_ceiling() ? near_ : below_).add(throttled);
    return judge(now);
}

double SendRate::taken_lately(Instant now) {
    const auto tenth = tenth_of(now);
    if (tenth - tenth_ >= static_cast<std::int64_t>(tenths_.size())) tenths_.fill(0);
    for (auto i = tenth_ + 1; i <= tenth && i - tenth_ <= static_cast<std::int64_t>(tenths_.size()); ++i)
        tenths_[static_cast<std::size_t>(i) % tenths_.size()] = 0;
    tenth_ = std::max(tenth_, tenth);
    return std::accumulate(tenths_.begin(), tenths_.end(), 0.0);
}

double SendRate::background(Instant now) const {
    if (mode_ != Mode::capped) return background_ * std::exp2(-Seconds(now - background_at_) / background_half_life);
    return below_.share();
}

bool SendRate::near_ceiling() const { return !reduced_ || *reduced_ >= ceiling_ * below_share; }

/// Whether so much is refused, to so many, that slowing down is worth a trial.
bool SendRate::telling(Instant now) const {
    if (sample_.answers() < least_answers || !sample_.several_destinations()) return false;
    if (sample_.refused_for(now) < counted_over) return false;
    const auto anyhow = background(now);
    return sample_.share() >= std::max(anyhow + least_excess, anyhow * least_ratio) && sample_.above(anyhow);
}

/// Whether a link that is known to be capped has come up to its cap again.
bool SendRate::complaint(Instant now) const {
    return mode_ == Mode::capped && near_ceiling() && sample_.refusals() > 0 && sample_.above(background(now));
}

SendRate::Judgement SendRate::judge(Instant now) {
    if (mode_ == Mode::trying) return judge_trial(now);
    if (mode_ == Mode::capped && near_.refusals >= proving_complaints && near_.share() < 2 * below_.share()) {
        // As many are refused well below the ceiling as near it: it is none, and the next is looked for in haste.
        ceiling_ = 0;
        confirmed_ = false;
        near_ = {};
    }
    if (telling(now)) return step_down(now, Mode::trying);
    if (complaint(now)) return step_down(now, Mode::capped);
    const auto age = sample_.age(now);
    if ((sample_.answers() >= most_answers && age >= 2 * counted_over) || age >= longest_sample) sample_.begin(now);
    return Judgement::nothing;
}

SendRate::Judgement SendRate::judge_trial(Instant now) {
    const auto wanted = std::max(static_cast<double>(least_answers), trial_refusals / std::max(share_before_, least_excess));
    const bool full = static_cast<double>(sample_.answers()) >= wanted;
    const bool enough = full || (sample_.age(now) >= trial_limit && sample_.answers() >= least_trial_answers);
    const bool plain = full || fell(sample_, share_before_);
    const bool in_vain = static_cast<double>(sample_.refusals()) > helps * share_before_ * wanted;
    if (!enough && !in_vain) return Judgement::nothing;
    if (enough && plain && sample_.share() <= share_before_ * helped) {
        mode_ = Mode::capped;
        below_ = {static_cast<double>(sample_.answers()), static_cast<double>(sample_.refusals())};
        near_ = {};
        sample_.begin(now);
        return Judgement::nothing;
    }
    // Still more than it must be; or far more than before, as of an SMSC that has used up what it had saved: the rate that
    // it was seen to take was too high, and the trial goes on with the next one.
    if ((enough && plain && sample_.share() <= share_before_ * helps) || sample_.above(share_before_)) return step_down(now, Mode::trying);
    background_ = (share_before_ + sample_.share()) / 2;
    background_at_ = now;
    mode_ = mode_before_;
    if (mode_ == Mode::free) ceiling_ = 0;
    change(rate_before_, now);
    return Judgement::restored;
}

SendRate::Judgement SendRate::step_down(Instant now, Mode next) {
    const auto share = sample_.answers() >= least_answers ? sample_.share() : 0;
    const auto anyhow = background(now);
    auto bearable = std::max(1.0, taken_lately(now) / (1 - std::min(anyhow, 0.9)));
    if (reduced_) bearable = std::min(bearable, *reduced_);
    confirmed_ = ceiling_ > 0 && std::abs(bearable - ceiling_) < near_share * ceiling_;
    if (next == Mode::trying && mode_ != Mode::trying) {
        rate_before_ = reduced_;
        mode_before_ = mode_;
    }
    // A trial that goes on from a few answers is still about the share with which it began.
    if (next == Mode::trying && (mode_ != Mode::trying || sample_.answers() >= least_answers)) share_before_ = share;
    ceiling_ = bearable >= telling_rate ? bearable : 0;
    mode_ = next;
    haste_ = ceiling_ > 0 ? fast_growth : blind_growth;
    change(std::max(1.0, bearable * rate_step), now);
    if (share - anyhow >= most_refused) paused_until_ = std::max(paused_until_, now + pause_after_throttle);
    return Judgement::slower;
}

void SendRate::congested(std::uint32_t state, Instant now) {
    // Values above 100 are reserved. [SMPP v5.0, 4.8.4.18]
    if (state > 100) return;
    if (state < congestion_optimum) calm_rate_.reset();
    if (state < congestion_optimum || now < changed_at_ + 1s) return;
    if (state <= congestion_high) {
        // Just right: no growth for now, unless others cause the load while we crawl.
        if (reduced_ && *reduced_ > ceiling_ / 2) grown_at_ = now;
        return;
    }
    auto rate = std::max(1.0, taken_lately(now));
    if (reduced_) rate = std::min(rate, *reduced_);
    if (!calm_rate_) calm_rate_ = rate;
    ceiling_ = rate;
    confirmed_ = true;
    haste_ = fast_growth;
    change(std::max({1.0, rate * (state >= 100 ? 0.5 : rate_step), *calm_rate_ * least_congested}), now);
}

void SendRate::change(std::optional<double> to, Instant now) {
    reduced_ = to;
    changed_at_ = now;
    settled_at_ = now + counted_over;
    grown_at_ = now;
    sample_ = {};
    bucket_.set(reduced_.value_or(configured_));
}

void SendRate::grow(Instant now) {
    if (!reduced_ || mode_ == Mode::trying || now <= grown_at_) return;
    const double passed = Seconds(now - grown_at_).count();
    if (passed < 0.1) return;
    grown_at_ = now;
    // Refusals that are not judged yet: no further before they are.
    if (sample_.refusals() > 0 && sample_.share() >= background(now) + least_excess) return;
    const bool near = confirmed_ && *reduced_ > ceiling_ * (1 - near_share) && *reduced_ < ceiling_ * (1 + beyond_share);
    const auto step = std::min(1.0, passed);
    if (near) {
        *reduced_ *= 1 + step * std::clamp(*reduced_ * growth_a_submit, slow_growth, most_slow_growth);
    } else {
        *reduced_ += step * std::max(least_fast_growth, *reduced_ * haste_);
        haste_ = std::max(haste_, std::min(most_haste, haste_ * std::pow(more_haste, step)));
    }
    if (*reduced_ >= no_limit || (configured_ > 0 && *reduced_ >= configured_)) {
        reduced_.reset();
        mode_ = Mode::free;
        ceiling_ = 0;
    }
    bucket_.set(reduced_.value_or(configured_));
}

}  // namespace hall::daemon
