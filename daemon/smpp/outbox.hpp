#pragma once
// The parts of replies that one SMSC has not settled yet: which may go next, and what an answer (or none) means
// for a part. Each subscriber has a lane: his replies go one after the other in the order in which he asked, the
// next only when all parts of the one before are settled, so that neither throttling, retries nor a lost link can
// turn them round. Lanes do not wait for each other: a handset that is switched off stops nobody else. And no lane grows
// without bound: of more open replies than the settings allow, the oldest that had no effect gives way.
// Without I/O and clock; OutboxPump executes it. What it holds is in the store too.

#include "daemon/clerk/event.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/smpp/refusal_run.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace hall::daemon {

struct OutboxSettings {
    Unanswered unanswered = Unanswered::resend;
    codecs::StatusOverrides statuses;
    std::size_t open_replies = 10;  // a subscriber; see ReplyKind
};

/// A lane as operators see it.
struct LaneState {
    std::string subscriber;
    std::size_t replies = 0;  // open ones and notices
    std::size_t parts = 0;
    std::size_t held = 0;     // of these: they wait for a person
    UtcTime oldest;           // when the first of them was written
    std::optional<Instant> rests_until;
    std::optional<codecs::CommandStatus> last_status;  // that its first part was refused with; nothing: it was not
};

class Outbox {
public:
    explicit Outbox(OutboxSettings settings) : settings_(std::move(settings)) {}

    /// Takes a part over. When its subscriber then has more open replies than allowed, the oldest that had no effect and
    /// of which nothing is under way ends as replaced; his newest one never does. See take_settled().
    void add(OutboundPart part);

    /// While the machine's clock is in doubt no part is given up as too old, or because its dialogue is over.
    void stand_still(bool still) { still_ = still; }
    /// Ends what is of no use any more at `utc`: lists and questions whose dialogue is over, also in lanes that rest.
    void expire(UtcTime utc);
    /// When expire() will have work.
    std::optional<UtcTime> next_expiry() const;

    /// Ends all parts of a subscriber that wait: what is in flight, about to be, or held stays. Returns how many.
    std::size_t empty_lane(const std::string& subscriber, UtcTime utc);

    /// Since when submits are refused for now, to several subscribers, with nothing accepted between.
    std::optional<UtcTime> nobody_accepted_since() const { return nobody_accepted_since_; }

    /// Since when the next reply of the lane that has waited longest could have left and has not: neither rests, nor waits for
    /// one before it, nor for a person. Looks at each lane that may send.
    std::optional<UtcTime> oldest_ready() const;

    /// Parts that are held, or in lanes that rest. Looks at each lane: for people who ask.
    std::size_t resting() const;

    /// The longest lanes, at most so many, the longest first.
    std::vector<LaneState> longest(std::size_t most) const;

    /// Subscribers whose lanes have begun to rest since the last call: once each until the SMSC settles a part of theirs.
    std::vector<std::string> take_resting();

    /// Takes out the next part that may be submitted at `now`, counts the attempt, and remembers it as in
    /// flight. Nothing when none may go. Parts of no use any more are settled on the way; see take_settled().
    struct Departure {
        std::int64_t id;
        const codecs::SubmitSm* pdu;  // good until the part is answered or given back
    };
    std::optional<Departure> take_next(Instant now, UtcTime utc);

    /// What the answer means beyond the part.
    struct Verdict {
        bool throttled = false;  // SendRate judges whether that is the link's
        bool refused = false;    // the part ended unanswered for its subscriber
        bool rebind = false;     // the session as such is at fault: begin a new one
        bool stop = false;       // everybody is refused: hold all links back, and call a person
    };
    /// `link`: any number that tells the links of this SMSC apart.
    Verdict answered(std::int64_t id, codecs::CommandStatus status, std::string message_id, Instant now, UtcTime utc,
                     std::size_t link = 0);

    /// This link has a new session, of which nothing is known yet.
    void session_began(std::size_t link) { sessions_.erase(link); }

    /// No answer came: the link was lost, or (`timed_out`) the SMSC kept silent on a living one.
    void unanswered(std::int64_t id, bool timed_out, Instant now, UtcTime utc);

    /// The part cannot be put on the wire at all.
    void unsendable(std::int64_t id, UtcTime utc);

    /// Ends of parts since the last call.
    std::vector<SubmitSettled> take_settled();

    /// Parts that wait for the record that they are about to be submitted; see SubmitsAnnounced. Given once each.
    std::vector<std::int64_t> take_announcements();

    /// Announced parts that the SMSC refused for now: before they go again they are announced again. Given once each.
    std::vector<std::int64_t> take_voided();

    /// Whom the part is for has gone (his number was cancelled, and may soon be somebody else's): it is not submitted
    /// any more. One that is in flight ends so unless the SMSC takes it; one that is held is not touched.
    void recall(std::int64_t id, UtcTime utc);

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
        bool recalled = false;
        std::optional<UtcTime> submitted_at;
        std::uint64_t departure = 0;  // its number among all submits
        std::optional<codecs::CommandStatus> last_status;
        int rests = 0;           // so far; each is longer than the one before
        int rebinds = 0;         // new sessions asked for its sake
        int session_faults = 0;  // faults of the session that were its own, see answered()
        std::optional<std::uint64_t> session_fault_at;  // acceptances_ when it was last answered with one
    };
    using Parts = std::map<std::int64_t, Entry>;  // by id: the order in which subscribers asked
    // Lanes in which a reply waits go before those that hold nothing but notices. Lanes that have rested stand behind those
    // that have not, and take turns with them: ten thousand handsets that are off and wake together must not stand before
    // a subscriber who has just asked.
    struct Turn {
        bool notices_only = false;
        bool rested = false;
        std::int64_t id = 0;  // of the lane's next part
        auto operator<=>(const Turn&) const = default;
    };
    using Ready = std::map<Turn, std::string>;
    struct Lane {
        Parts parts;
        std::optional<Instant> rests_until;
        std::optional<Turn> ready;    // its key in ready_
        UtcTime ready_since;          // that turn
        std::size_t reply_parts = 0;  // that are no notices
        bool told_resting = false;    // see take_resting()
    };
    struct Found {
        Lane* lane;
        Parts::iterator entry;
    };
    std::optional<Found> find(std::int64_t id);
    void place(Lane& lane, Entry& entry, Place place);
    void refresh(const std::string& number, Lane& lane);
    static std::optional<Turn> next_of(const Lane& lane);
    Ready::const_iterator next_ready() const;
    static bool under_way(const Lane& lane, std::int64_t reply_id);
    void make_room(Lane& lane);
    void end_reply(Lane& lane, std::int64_t reply_id, Settlement how, UtcTime utc);
    void keep_whole(Lane& lane, std::int64_t reply_id);
    void watch_expiry(const Entry& entry, bool watched);
    void settle(const Found& found, Settlement how, std::optional<codecs::CommandStatus> status,
                std::string message_id, UtcTime utc);
    void rest(const Found& found, Instant now);
    bool give_up_if_too_old(const Found& found, UtcTime utc);
    Verdict session_refused(const Found& found, Instant now, UtcTime utc, std::size_t link);
    void wake(Instant now);
    void wake_first();
    std::optional<Instant> next_probe() const;

    OutboxSettings settings_;
    UtcTime utc_;  // as was said last
    bool still_ = false;
    std::unordered_map<std::string, Lane> lanes_;             // by subscriber
    std::unordered_map<std::int64_t, std::string> numbers_;   // of each part held
    Ready ready_;                                             // lanes that may send, by their next part
    bool rested_turn_ = false;                                // the next place is for one that has rested
    std::set<std::pair<UtcTime, std::int64_t>> expiries_;     // of waiting parts that are of use for a time only
    std::set<std::pair<Instant, std::string>> wakeups_;       // of resting lanes
    std::vector<SubmitSettled> settled_;
    std::vector<std::int64_t> announcements_;
    std::vector<std::int64_t> voided_;
    std::vector<std::string> resting_;
    std::size_t in_flight_ = 0;
    std::size_t announced_ = 0;
    RefusalRun refusals_;                       // of any kind that lets a part rest
    std::optional<UtcTime> nobody_accepted_since_;
    RefusalRun stops_;                          // of class stop
    struct LinkSession {
        RefusalRun refusals;  // of class rebind
        std::uint64_t accepted_last = 0;  // the number of its last acceptance; 0: none
    };
    std::map<std::size_t, LinkSession> sessions_;  // by link
    std::uint64_t acceptances_ = 0;                // of all sessions
    std::uint64_t departures_ = 0;
    std::uint64_t latest_accepted_ = 0;  // the departure of the latest submit that was accepted
    Instant tried_at_{};                        // when a part last left, or a lane was woken before its time
};

}  // namespace hall::daemon
