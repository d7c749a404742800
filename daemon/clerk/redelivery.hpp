#pragma once
// Tells a text that the SMSC delivers again from a text that a subscriber sends again. Nothing in a deliver_sm says
// which of the two it is; but the SMSC has a reason to repeat only what it saw no answer to. So the hall keeps
// which of its answers are in doubt, and takes a PDU for a repeat when one with the same content is.
// See docs/decisions/0007-what-counts-as-a-redelivery.md. Inside the clerk's transaction.

#include "daemon/clerk/clerk_settings.hpp"
#include "daemon/clerk/event.hpp"
#include "daemon/store/store.hpp"

#include <optional>
#include <unordered_map>

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
    std::optional<store::InDoubtRow> recognise(const store::InboundRow& row, UtcTime now);

    /// Takes news of answers: a doubt is over when the answer is safe and came in time. Throws StoreError.
    void trace(const AnswersTraced& traced);

    /// The hall's time leaps by `by`, because somebody says that the clock is right: what is in doubt stays as old as it is.
    /// In the store, in the transaction of the acceptance, and once that is committed in memory. Throws StoreError.
    void move_doubts(Millis by) { store_.texts.move_doubts(by.count()); }
    void time_has_leapt(Millis by);

    /// Forgets doubts that are too old; costs nothing when called often. Throws StoreError.
    void forget_old_doubts(UtcTime now);

private:
    /// An answer that the SMSC has read and may forget again.
    struct Read {
        std::int64_t answered_at;
        std::int64_t proven_at;
    };
    bool has_reason_to_repeat(const store::InDoubtRow& earlier, const store::InboundRow& row) const;

    store::Store& store_;
    const ClerkSettings& settings_;
    // Not in the store: after a restart all of these are in doubt. As many as are answered within `doubt`.
    std::unordered_map<std::int64_t, Read> read_;
    std::int64_t run_id_ = 0;
    UtcTime forgot_at_{};
};

}  // namespace hall::daemon
