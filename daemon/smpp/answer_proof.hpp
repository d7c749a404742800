#pragma once
// What becomes of our answers to texts on one connection. TCP keeps the order of what we write, so the SMSC's answer
// to a request of ours proves that it has read every answer that we wrote before that request. An SMSC that dies may
// forget what it has read, so an answer is safe only when there was a sign of life some time later. What is not
// safe when the connection ends is in doubt: the SMSC may deliver the text again.
// Must not know PDUs, nor what becomes of a doubt.

#include "codecs/time.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace hall::daemon {

/// An answer to a recorded text.
struct GivenAnswer {
    std::int64_t inbound_id = 0;
    Instant at;                        // given to the connection
    std::optional<Instant> proven_at;  // known to have been read
    bool operator==(const GivenAnswer&) const = default;
};

class AnswerProof {
public:
    /// `doubt`: an SMSC that dies forgets nothing that it has read longer before than this.
    explicit AnswerProof(Millis doubt) : doubt_(doubt) {}

    /// An answer was written after our request number `requests` (0: after none).
    void given(std::int64_t inbound_id, std::uint64_t requests, Instant now);

    /// The SMSC answered our request number `request` (from 1): what that proves, in the order of writing.
    std::vector<GivenAnswer> proven_by(std::uint64_t request, Instant now);

    /// Anything came from the SMSC: the proven answers that are safe now.
    std::vector<GivenAnswer> safe_at(Instant heard);

    /// Our peer took its leave in order: all that is proven is safe.
    std::vector<GivenAnswer> safe_by_leave();

    /// The connection is gone: the proven answers that are in doubt all the same.
    std::vector<GivenAnswer> doubtful();

    /// When the SMSC should be asked for a sign of life, for the sake of the oldest answers. `heard`: when anything last
    /// came from it; a peer that talks anyway gives the sign by itself, in the next PDU, and is not asked for it.
    std::optional<Instant> ask_at(Instant heard) const;

private:
    struct Unproven {
        GivenAnswer answer;
        std::uint64_t requests;
    };

    Millis doubt_;
    std::deque<Unproven> unproven_;
    std::deque<GivenAnswer> proven_;  // and not safe yet
};

}  // namespace hall::daemon
