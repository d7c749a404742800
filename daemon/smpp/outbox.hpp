#pragma once
// The parts of replies that one SMSC has not settled yet: which may go next, and what an answer (or none) means
// for a part. Each subscriber has a lane: his replies go one after the other in the order in which he asked, the
// next only when all parts of the one before are settled, so that neither throttling, retries nor a lost link can
// turn them round. Lanes do not wait for each other: a handset that is switched off stops nobody else.
// Without I/O and clock; OutboxPump executes it. What it holds is in the store too.

#include "daemon/clerk/event.hpp"
#include "daemon/config/settings.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace hall::daemon {

struct OutboxSettings {
    Unanswered unanswered = Unanswered::resend;
    codecs::StatusOverrides statuses;
};

class Outbox {
public:
    explicit Outbox(OutboxSettings settings) : settings_(std::move(settings)) {}

    void add(OutboundPart part);

    /// While the machine's clock is in doubt no part is given up as too old, or because its dialogue is over.
    void stand_still(bool still) { still_ = still; }

    /// Takes out the next part that may be submitted at `now`, counts the attempt, and remembers it as in
    /// flight. Nothing when none may go. Parts of no use any more are settled on the way; see take_settled().
    struct Departure {
        std::int64_t id;
        const codecs::SubmitSm* pdu;  // good until the part is answered or given back
    };
    std::optional<Departure> take_next(Instant now, UtcTime utc);

    /// What the answer means for the link.
    struct Verdict {
        bool throttled = false;  // hold the whole link back for a while
        bool rebind = false;     // begin a new session
        bool stop = false;       // hold the whole link back for long, and call a person
    };
    Verdict answered(std::int64_t id, codecs::CommandStatus status, std::string message_id, Instant now, UtcTime utc);

    /// No answer came: the link was lost, or (`timed_out`) the SMSC kept silent on a living one.
    void unanswered(std::int64_t id, bool timed_out, UtcTime utc);

    /// The part cannot be put on the wire at all.
    void unsendable(std::int64_t id, UtcTime utc);

    /// Ends of parts since the last call.
    std::vector<SubmitSettled> take_settled();

    /// Parts that wait for the record that they are about to be submitted; see SubmitsAnnounced. Given once each.
    std::vector<std::int64_t> take_announcements();

    /// Announced parts that the SMSC refused for now: before they go again they are announced again. Given once each.
    std::vector<std::int64_t> take_voided();

    /// The record of an announced part is on disk.
    void released(std::int64_t id);

    /// All parts that are not settled yet, held ones included.
    std::size_t size() const { return numbers_.size(); }

    /// When a resting part may go again.
    std::optional<Instant> next_wakeup() const;

    /// Whether take_next() would give or settle something that does not wait for a record.
    bool has_ready() const;
    /// Parts in flight, or on their way through the record of announcements.
    bool has_under_way() const { return in_flight_ > 0 || announced_ > 0; }

private:
    enum class Place { waiting, announced, in_flight, held };
    struct Entry {
        OutboundPart part;
        Place place = Place::waiting;
        std::optional<UtcTime> submitted_at;
        std::optional<codecs::CommandStatus> last_status;
    };
    using Parts = std::map<std::int64_t, Entry>;  // by id: the order in which subscribers asked
    struct Lane {
        Parts parts;
        std::optional<Instant> rests_until;
        std::optional<std::int64_t> ready;  // its key in ready_
    };
    struct Found {
        Lane* lane;
        Parts::iterator entry;
    };
    std::optional<Found> find(std::int64_t id);
    void place(Lane& lane, Entry& entry, Place place);
    void refresh(const std::string& number, Lane& lane);
    static std::optional<std::int64_t> next_of(const Lane& lane);
    void settle(const Found& found, Settlement how, std::optional<codecs::CommandStatus> status,
                std::string message_id, UtcTime utc);
    void rest(const Found& found, Instant now);
    bool give_up_if_too_old(const Found& found, UtcTime utc);
    bool everybody_is_stopped(const std::string& number);
    void wake(Instant now);

    OutboxSettings settings_;
    bool still_ = false;
    std::unordered_map<std::string, Lane> lanes_;             // by subscriber
    std::unordered_map<std::int64_t, std::string> numbers_;   // of each part held
    std::map<std::int64_t, std::string> ready_;               // lanes that may send, by their next part
    std::set<std::pair<Instant, std::string>> wakeups_;       // of resting lanes
    std::vector<SubmitSettled> settled_;
    std::vector<std::int64_t> announcements_;
    std::vector<std::int64_t> voided_;
    std::size_t in_flight_ = 0;
    std::size_t announced_ = 0;
    std::set<std::string> stopped_;  // subscribers whose parts were answered with class stop since one was taken
};

}  // namespace hall::daemon
