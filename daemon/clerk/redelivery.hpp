#pragma once
// Tells a text that the SMSC delivers again from a text that a subscriber sends again. Nothing in a deliver_sm says
// which of the two it is; but the SMSC has a reason to repeat only what it saw no answer to. So the hall keeps
// which of its answers are in doubt, and takes a PDU for a repeat when one with the same content is.
// See docs/decisions/0007-what-counts-as-a-redelivery.md. Inside the clerk's transaction.

#include "daemon/clerk/clerk_settings.hpp"
#include "daemon/clerk/event.hpp"
#include "daemon/store/store.hpp"

#include <optional>

namespace hall::daemon {

/// 64 bits of everything that stays the same when an SMSC delivers a message again: addresses, every octet of the
/// content with its header, the fields that say how to read it, and the TLVs that identify it. Not the sequence
/// number, nor TLVs that an SMSC may write anew.
std::int64_t fingerprint_of(const codecs::ShortMessage& message);

class Redelivery {
public:
    Redelivery(store::Store& store, const ClerkSettings& settings);

    /// This run of the daemon: connections of different runs must not be taken for one.
    void begin_run(std::int64_t run_id) { run_id_ = run_id; }

    /// Names a connection across runs.
    std::int64_t session_key(const SessionId& session) const;

    /// The earlier delivery that `row` repeats, if it does; from then on that one is in doubt no more. Once for
    /// each repeat. Throws StoreError.
    std::optional<store::InDoubtRow> recognise(const store::InboundRow& row);

    /// The SMSC has read these answers. Throws StoreError.
    void record_reached(const AnswersReached& reached);

    /// Forgets doubts that are too old; costs nothing when called often. Throws StoreError.
    void forget_old_doubts(UtcTime now);

private:
    store::Store& store_;
    const ClerkSettings& settings_;
    std::int64_t run_id_ = 0;
    UtcTime forgot_at_{};
};

}  // namespace hall::daemon
