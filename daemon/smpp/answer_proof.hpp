#pragma once
// Which of our answers to texts the SMSC has read. TCP keeps the order of what we write, so the SMSC's answer to
// a request of ours proves that it has read every answer that we wrote before that request. What is not proven
// when the connection ends is in doubt: the SMSC may deliver the text again.
// Must not know PDUs, nor what becomes of a doubt.

#include "codecs/time.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace hall::daemon {

/// An answer to a recorded text, and when it was given to the connection.
struct GivenAnswer {
    std::int64_t inbound_id = 0;
    Instant at;
    bool operator==(const GivenAnswer&) const = default;
};

class AnswerProof {
public:
    /// `doubt`: an SMSC that dies may forget what it has read, but not longer ago than this.
    explicit AnswerProof(Millis doubt) : doubt_(doubt) {}

    /// An answer was written after our request number `requests` (0: after none).
    void given(std::int64_t inbound_id, std::uint64_t requests, Instant now);

    /// The SMSC answered our request number `request` (from 1): what that proves, in the order of writing.
    std::vector<GivenAnswer> proven_by(std::uint64_t request, Instant now);

    /// Our peer took its leave in order: nothing of what it has read will be forgotten.
    void taken_leave() { recent_.clear(); }

    /// The connection is gone: proven answers so recent that they are in doubt all the same.
    std::vector<std::int64_t> doubtful(Instant now);

    /// Since when there has been an answer with no request behind it that could prove it.
    std::optional<Instant> unasked_since() const { return unasked_since_; }

    /// A request was written: it asks for every answer before it.
    void asked() { unasked_since_.reset(); }

private:
    struct Unproven {
        GivenAnswer answer;
        std::uint64_t requests;
    };
    void forget_old(Instant now);

    Millis doubt_;
    std::deque<Unproven> unproven_;
    std::deque<GivenAnswer> recent_;  // proven, younger than doubt_
    std::optional<Instant> unasked_since_;
};

}  // namespace hall::daemon
