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

    /// The connection is gone: proven answers that are in doubt all the same. `last_heard`: when anything came from
    /// the SMSC for the last time. It may have died any time since, and we need not have noticed soon.
    std::vector<std::int64_t> doubtful(Instant last_heard);

    /// Since when an answer has been waiting for its proof.
    std::optional<Instant> unproven_since() const {
        if (unproven_.empty()) return std::nullopt;
        return unproven_.front().answer.at;
    }

private:
    struct Unproven {
        GivenAnswer answer;
        std::uint64_t requests;
    };
    void forget_old(Instant heard);

    Millis doubt_;
    std::deque<Unproven> unproven_;
    std::deque<GivenAnswer> recent_;  // proven, younger than doubt_
};

}  // namespace hall::daemon
