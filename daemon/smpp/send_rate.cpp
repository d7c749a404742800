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
constexpr Millis trial_limit = 2s;
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
constexpr double complaint_share = 0.7;
// What is taken in a second is a whole number, and a second of ours is none of the SMSC's.
constexpr double counting_error = 1.5;
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
// So long fresh destinations are no reason for another trial after one for their sake was in vain, and longer each time.
constexpr Millis blind_after_vain = 30s;
constexpr int most_blind_doublings = 2;
constexpr std::uint32_t congestion_high = 90;
constexpr std::uint32_t congestion_optimum = 80;
// An SMSC that is congested by others, or always says so, does not bring us down for ever.
constexpr double least_congested = 0.25;

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
    }
    const auto before = destinations_.note(destination, throttled);
    if (sent < settled_at_) return Judgement::nothing;
    if (throttled && before == KnownDestinations::State::throttled) return Judgement::nothing;  // nothing new of the link
    using State = KnownDestinations::State;
    // That one which was refused is accepted now is what a trial hopes for.
    const bool hoped_for = mode_ == Mode::trying && before == State::throttled;
    note(hoped_for ? evidence(now) : before == State::fresh ? fresh_ : known_, throttled, destination, now);
    const bool all_tried = mode_ == Mode::trying && tried_ == &SendRate::all_ && !hoped_for;
    if (mode_ == Mode::capped || all_tried) note(all_, throttled, destination, now);
    return judge(now);
}

void SendRate::note(Evidence& of, bool throttled, std::size_t destination, Instant now) const {
    if (of.sample.answers() == 0) of.sample.begin(now);
    if (throttled) {
        of.sample.throttled(destination, now);
    } else {
        of.sample.passed();
    }
    if (mode_ == Mode::capped) (near_ceiling() ? of.near : of.below).add(throttled);
}

double SendRate::taken_lately(Instant now) {
    const auto tenth = tenth_of(now);
    if (tenth - tenth_ >= static_cast<std::int64_t>(tenths_.size())) tenths_.fill(0);
    for (auto i = tenth_ + 1; i <= tenth && i - tenth_ <= static_cast<std::int64_t>(tenths_.size()); ++i)
        tenths_[static_cast<std::size_t>(i) % tenths_.size()] = 0;
    tenth_ = std::max(tenth_, tenth);
    return std::accumulate(tenths_.begin(), tenths_.end(), 0.0);
}

/// What the rate is judged by.
SendRate::Evidence& SendRate::evidence(Instant now) {
    if (mode_ == Mode::trying) return this->*tried_;
    if (now < fresh_counts_from_) return known_;
    if (mode_ == Mode::capped) return all_;
    return known_.sample.answers() >= least_answers ? known_ : fresh_;
}

double SendRate::background(const Evidence& of, Instant now) const {
    if (mode_ == Mode::capped && of.below.answers > 0) return of.below.share();
    return of.background * std::exp2(-Seconds(now - of.background_at) / background_half_life);
}

/// The share that is so much beyond what is refused anyhow that a trial is worth it.
double SendRate::worth_a_trial(const Evidence& of, Instant now) const {
    const auto anyhow = background(of, now);
    return std::max(anyhow + least_excess, anyhow * least_ratio);
}

bool SendRate::near_ceiling() const { return !reduced_ || *reduced_ >= ceiling_ * below_share; }

/// Whether those that were accepted before are refused so much less than those that were never tried that it is no cap of
/// the link's: such a cap makes no difference between them.
bool SendRate::misled() const {
    const auto known = known_.below + known_.near;
    const auto fresh = fresh_.below + fresh_.near;
    return known.answers >= least_answers && fresh.answers >= least_answers && known.fewer_than(fresh.share());
}

/// Whether so much is refused, to so many, that slowing down is worth a trial.
bool SendRate::telling(const Evidence& of, Instant now) const {
    const auto& sample = of.sample;
    if (sample.answers() < least_answers || !sample.several_destinations()) return false;
    if (sample.refused_for(now) < counted_over) return false;
    return sample.share() >= worth_a_trial(of, now) && sample.above(background(of, now));
}

/// Whether a link that is known to be capped has come up to its cap again.
bool SendRate::complaint(const Evidence& of, Instant now) const {
    if (mode_ != Mode::capped || !near_ceiling() || of.sample.refusals() == 0) return false;
    return of.sample.above(background(of, now));
}

SendRate::Judgement SendRate::judge(Instant now) {
    if (mode_ == Mode::trying) return judge_trial(now);
    if (mode_ == Mode::capped && tried_ == &SendRate::fresh_ && misled()) {
        fresh_counts_from_ = now + blind_after_vain;
        mode_ = Mode::free;
        ceiling_ = 0;
        change(std::nullopt, now);
        return Judgement::restored;
    }
    auto& of = evidence(now);
    if (mode_ == Mode::capped && of.near.refusals >= proving_complaints && of.near.share() < 2 * of.below.share()) {
        // As many are refused well below the ceiling as near it: it is none, and the next is looked for in haste.
        ceiling_ = 0;
        confirmed_ = false;
        of.near = {};
    }
    if (telling(of, now)) return step_down(of, now, Mode::trying);
    // One far below the ceiling that is known is none of it: it must be telling.
    const bool as_known = ceiling_ == 0 || taken_lately(now) >= complaint_share * ceiling_ - counting_error;
    if (as_known && complaint(of, now)) return step_down(of, now, Mode::capped);
    for (auto* sample : {&known_.sample, &fresh_.sample, &all_.sample}) {
        const auto age = sample->age(now);
        if ((sample->answers() >= most_answers && age >= 2 * counted_over) || age >= longest_sample) sample->begin(now);
    }
    return Judgement::nothing;
}

SendRate::Judgement SendRate::judge_trial(Instant now) {
    auto& of = evidence(now);
    const auto& sample = of.sample;
    const auto wanted = std::max(static_cast<double>(least_answers), trial_refusals / std::max(share_before_, least_excess));
    const bool full = static_cast<double>(sample.answers()) >= wanted;
    const bool enough = full || now - changed_at_ >= counted_over + trial_limit;
    const bool plain = sample.answers() >= least_trial_answers && sample.tally().fewer_than(share_before_);
    const bool in_vain = static_cast<double>(sample.refusals()) > helps * share_before_ * wanted;
    if (!enough && !in_vain) return Judgement::nothing;
    if (enough && plain && sample.share() <= share_before_ * helped) {
        mode_ = Mode::capped;
        in_vain_ = 0;
        fresh_counts_from_ = now;
        const auto below = sample.tally();
        for (auto* each : {&known_, &fresh_, &all_}) {
            each->below = each->near = {};
            each->sample.begin(now);
        }
        of.below = all_.below = below;
        return Judgement::nothing;
    }
    // Still more than it must be; or far more than before, as of an SMSC that has used up what it had saved: the rate that
    // it was seen to take was too high, and the trial goes on with the next one.
    if ((enough && plain && sample.share() <= share_before_ * helps) || sample.above(share_before_))
        return step_down(of, now, Mode::trying);
    of.background = (share_before_ + sample.share()) / 2;
    of.background_at = now;
    if (&of == &fresh_) fresh_counts_from_ = now + blind_after_vain * (1 << std::min(in_vain_++, most_blind_doublings));
    mode_ = mode_before_;
    // Of a capped link that was seen below its ceiling, if it has one.
    if (mode_ == Mode::capped) of.below = of.below + sample.tally();
    if (mode_ == Mode::free) ceiling_ = 0;
    change(rate_before_, now);
    return Judgement::restored;
}

SendRate::Judgement SendRate::step_down(Evidence& of, Instant now, Mode next) {
    const auto& sample = of.sample;
    const auto share = sample.answers() >= least_answers ? sample.share() : 0;
    const auto anyhow = background(of, now);
    auto bearable = std::max(1.0, taken_lately(now) / (1 - std::min(anyhow, 0.9)));
    if (reduced_) bearable = std::min(bearable, *reduced_);
    const auto moved = std::abs(bearable - ceiling_);
    confirmed_ = ceiling_ > 0 && moved < std::max(near_share * ceiling_, counting_error);
    if (confirmed_ && moved >= near_share * ceiling_) bearable = (bearable + ceiling_) / 2;
    if (next == Mode::trying && mode_ != Mode::trying) {
        tried_ = &of == &fresh_ ? &SendRate::fresh_ : &of == &all_ ? &SendRate::all_ : &SendRate::known_;
        rate_before_ = reduced_;
        mode_before_ = mode_;
    }
    // A trial that goes on from a few answers is still about the share with which it began.
    if (next == Mode::trying && (mode_ != Mode::trying || sample.answers() >= least_answers)) share_before_ = share;
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
    known_.sample = fresh_.sample = all_.sample = {};
    bucket_.set(reduced_.value_or(configured_));
}

void SendRate::grow(Instant now) {
    if (!reduced_ || mode_ == Mode::trying || now <= grown_at_) return;
    const double passed = Seconds(now - grown_at_).count();
    if (passed < 0.1) return;
    grown_at_ = now;
    // Refusals that are not judged yet: no further before they are.
    const auto& of = evidence(now);
    if (of.sample.refusals() > 0 && of.sample.share() >= worth_a_trial(of, now)) return;
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
