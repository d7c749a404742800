#pragma once
// How fast one link may submit: never faster than configured, and slower where the SMSC says that it cannot keep up, as
// long as slowing down helps. ESME_RTHROTTLED is not always about the link: SMSCs answer it for one destination, or for a
// share of everything whatever the rate. So refusals are judged by their share among many submits and by how many
// destinations they come from, and each slowing down is a trial: if the share does not fall it is taken back, and that
// share is known as what this SMSC refuses anyhow. Where it falls, the rate is kept just below what the SMSC was seen to
// bear, and tries more little by little. congestion_state is steered to lie between 80 and 90. [SMPP v5.0, 2.9, 4.8.4.18]
// docs/decisions/0033 says why it judges so. Without clock: time is passed in and must not go backwards.

#include "codecs/time.hpp"
#include "daemon/smpp/known_destinations.hpp"
#include "daemon/smpp/rate_limit.hpp"
#include "daemon/smpp/throttle_sample.hpp"

#include <array>
#include <optional>

namespace hall::daemon {

class SendRate {
public:
    /// `per_second`: PDUs, as configured; 0: no limit.
    explicit SendRate(std::uint32_t per_second);

    /// Whether one more submit may go now.
    bool allows(Instant now);

    /// Counts one that went.
    void count() { bucket_.count(); }

    /// The earliest moment at which one may go; it may be past.
    Instant next() const;

    /// What an answer to a submit came to.
    enum class Judgement {
        nothing,
        slower,    // the link goes on more slowly from now on
        restored,  // slowing down did not help, and was taken back
    };
    /// The SMSC answered a submit that left at `sent`: throttled it, or not. `destination`: tells destinations apart.
    Judgement answered(bool throttled, std::size_t destination, Instant sent, Instant now);

    /// What a response said of the SMSC's load, 0 to 100.
    void congested(std::uint32_t state, Instant now);

    /// Holds everything back until `until`.
    void pause(Instant until) { paused_until_ = std::max(paused_until_, until); }

    /// PDUs a second to which the SMSC has brought us down; nothing when it has not.
    std::optional<double> reduced_to() const { return reduced_; }

private:
    struct Evidence;
    // free: nothing is known against the rate. trying: slowed down, and watching whether that helps. capped: it did.
    enum class Mode { free, trying, capped };

    double taken_lately(Instant now);
    void note(Evidence& of, bool throttled, std::size_t destination, Instant now) const;
    Evidence& evidence(Instant now);
    double background(const Evidence& of, Instant now) const;
    double worth_a_trial(const Evidence& of, Instant now) const;
    bool near_ceiling() const;
    bool misled() const;
    bool telling(const Evidence& of, Instant now) const;
    bool complaint(const Evidence& of, Instant now) const;
    Judgement judge(Instant now);
    Judgement judge_trial(Instant now);
    Judgement step_down(Evidence& of, Instant now, Mode next);
    void change(std::optional<double> to, Instant now);
    void grow(Instant now);

    double configured_;
    RateLimit bucket_;
    Mode mode_ = Mode::free;
    std::optional<double> reduced_;
    double ceiling_ = 0;      // the rate at which the SMSC last complained; 0: not known
    bool confirmed_ = false;  // it complained there twice
    double haste_ = 0;        // share by which the rate grows in a second, away from the ceiling
    Instant grown_at_{};
    Instant changed_at_{};
    Instant settled_at_{};  // answers to what left before say nothing of the present rate
    Instant paused_until_{};

    // Answers of one kind, and what is known of their share of refusals.
    struct Evidence {
        ThrottleSample sample;   // since the last change, or the last look
        double background = 0;   // the share that slowing down did not help, and when that was found
        Instant background_at{};
        // Of a capped link: answers while it was well below its ceiling, and near it. Old ones count less and less.
        ThrottleTally below;
        ThrottleTally near;
    };
    // Of destinations that were accepted before: refusals are the link's, or chance.
    Evidence known_;
    // Of destinations that were never tried: they may be throttled whatever the rate. Looked at only where there is too
    // little of the other kind, and not for a while after a trial for their sake was in vain.
    Evidence fresh_;
    Evidence all_;  // of a link that is capped, where both count
    Instant fresh_counts_from_{};
    int in_vain_ = 0;  // trials for the sake of fresh ones, in a row
    KnownDestinations destinations_;

    // What it was like before the trial.
    Evidence SendRate::*tried_ = &SendRate::known_;  // by which kind it is judged
    double share_before_ = 0;
    std::optional<double> rate_before_;
    Mode mode_before_ = Mode::free;
    std::optional<double> calm_rate_;  // before congestion_state began to slow us down
    // Submits taken in each tenth of the last second, for the rate that the SMSC really bears.
    std::array<std::uint32_t, 10> tenths_{};
    std::int64_t tenth_ = 0;
};

}  // namespace hall::daemon
