#pragma once
// The parts of replies that one SMSC has not settled yet: which may go next, and what an answer (or none) means
// for a part. In order of their ids, which is the order in which subscribers asked; what comes back takes its old
// place. A part that fails in passing rests, and its subscriber's later parts rest behind it, so one handset that
// is switched off stops nobody else and sees its own answers in order (but for what was already in flight).
// Without I/O and clock; OutboxPump executes it. What it holds is in the store too.

#include "daemon/clerk/event.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace hall::daemon {

class Outbox {
public:
    void add(OutboundPart part);

    /// Takes out the next part that may be submitted at `now`, counts the attempt, and remembers it as in
    /// flight. Nothing when none may go.
    struct Departure {
        std::int64_t id;
        const codecs::SubmitSm* pdu;  // good until the part is answered or given back
    };
    std::optional<Departure> take_next(Instant now, UtcTime utc);

    /// What an answer came to.
    struct Verdict {
        std::optional<SubmitSettled> settled;  // the part's end; nothing: it will go again
        bool throttled = false;                // hold the whole link back for a while
    };
    Verdict answered(std::int64_t id, codecs::CommandStatus status, std::string message_id, Instant now, UtcTime utc);

    /// No answer came: the link was lost, or (`timed_out`) the SMSC kept silent. The SMSC may have taken the
    /// part; it goes again, marked, because an answer read twice is better than none. After a few silences on
    /// good links it is given up instead.
    Verdict unanswered(std::int64_t id, bool timed_out, UtcTime utc);

    /// The part cannot be put on the wire at all.
    SubmitSettled unsendable(std::int64_t id, UtcTime utc);

    /// When a resting part may go again.
    std::optional<Instant> next_wakeup() const;

    bool has_waiting() const { return !waiting_.empty(); }
    bool has_in_flight() const { return !in_flight_.empty(); }

private:
    struct Flight {
        OutboundPart part;
        UtcTime submitted_at;
    };
    struct Rest {
        Instant until;
        std::map<std::int64_t, OutboundPart> parts;
    };
    Flight land(std::int64_t id);
    void rest(OutboundPart part, Instant now);
    static SubmitSettled settle(Flight flight, Settlement how, std::optional<codecs::CommandStatus> status,
                                std::string message_id, UtcTime utc);

    std::map<std::int64_t, OutboundPart> waiting_;
    std::unordered_map<std::int64_t, Flight> in_flight_;
    std::unordered_map<std::string, Rest> resting_;           // by subscriber's address
    std::set<std::pair<Instant, std::string>> wakeups_;       // of resting_
};

}  // namespace hall::daemon
