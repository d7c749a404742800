#pragma once
// Judges one promise: **nobody whose SMSC takes submits waits longer than 5 s for another's sake.** Checked after each
// event of a history. Must not know the hall's decisions: it sees what waits, what left, and what was answered.
//
// Two waits count. (1) A text: from its delivery until the SMSC has read status 0 for it; "try later" is the worst wait
// of all, and is a breach at once, unless there was a reason for anybody to wait in the seconds before. (2) A reply:
// from when its parts are committed until the first of them is submitted.
//
// The wait is measured from the moment when the last *own* reason to wait ended; to the 5 s comes what the way there
// and back may take (a second, and the plan's delays). Own reasons are:
//   - the hall is down, going down, coming up, frozen, or its disk fails or crawls (World::troubled_until);
//   - his SMSC is away: no link that sends is bound and in order, or one came or went just now; or it has no room: each
//     link has a whole window of unanswered submits, or the rate that the settings allow is spent;
//   - the SMSC brings the hall down itself: it takes so many a second and no more, or throttles more than every third
//     submit; or the clerk has more to do than the plan lets it do (a slow disk under batches of one);
//   - his own lane: an earlier reply to him is not settled. One that was refused for now, or never answered, is in
//     front of the others, so a destination that is full or throttled excuses nobody but itself;
//   - he is the odd one himself: floods, or is not to be reached.
// Example: 13800138000 is switched off (0x14), 13800138001 texts 42. Its answer is due at once. When it has not left
// after 5 s there is a breach, and it names the longest lane and what the SMSC answered last, which is mostly the
// cause.

#include "codecs/smpp/pdu.hpp"
#include "daemon/clerk/event.hpp"
#include "tests/simulation/parcel.hpp"
#include "tests/simulation/plan.hpp"
#include "tests/simulation/witness.hpp"
#include "tests/simulation/world.hpp"

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <queue>
#include <set>

namespace hall::simulation {

class WaitJudge {
public:
    WaitJudge(World& world, const Plan& plan);

    /// What the SMSC knows of its links. Before anything else.
    struct Links {
        std::function<std::size_t(std::size_t smsc)> taking_submits;  // so many are bound and in order
        std::function<bool(std::uint64_t connection)> in_order;       // bound, and never disturbed
    };
    void ask(Links links) { links_ = std::move(links); }

    // The hall.
    void hall_up();
    /// SIGTERM: what comes now is refused, and rightly.
    void hall_leaves() { leaving_ = true; }
    /// Gone, and with it all that it remembered.
    void hall_down();
    void part_waits(const daemon::OutboundPart& part);
    void part_submitted(std::int64_t outbound_id, std::size_t link);
    void part_answered(std::int64_t outbound_id, std::size_t link, codecs::CommandStatus status);
    void part_unanswered(std::int64_t outbound_id, std::size_t link);
    /// Settled, or held for a person.
    void part_over(std::int64_t outbound_id);

    // The SMSC.
    void text_delivered(RequestId delivery, std::size_t smsc, const Text& text);
    void text_answered(RequestId delivery, codecs::CommandStatus status);
    /// A link came, is lost, is being left, or stands still until then.
    void link_changed(std::size_t smsc, Instant until);

    /// Since when it has been up, with a disk that works; now: it is not.
    Instant hall_well_since() const;

    /// After each event.
    void check() {
        while (!deadlines_.empty() && deadlines_.top().when <= world_.clock.now()) check_first();
    }

private:
    struct Reply {
        std::int64_t id = 0;
        std::set<std::int64_t> open;  // parts
        bool left = false;            // one of them was submitted, or the wait was judged already
    };
    struct Lane {
        std::size_t smsc = 0;
        std::string subscriber;
        std::deque<Reply> replies;  // the first one's turn is now
        Instant since{};            // it is the first one's turn
    };
    struct Waiting {
        std::size_t smsc = 0;
        std::size_t text = 0;
        std::string subscriber;
        Instant since{};
    };
    struct Deadline {
        Instant when;
        Lane* lane;  // nullptr: a text
        std::int64_t reply;
        RequestId delivery;
        bool operator<(const Deadline& other) const { return when > other.when; }
    };
    void check_first();
    void check_reply(const Deadline& deadline);
    void check_text(const Deadline& deadline);
    void watch(Lane& lane);
    Lane& lane_of(std::size_t smsc, const std::string& subscriber);
    Instant smsc_well_since(std::size_t smsc) const;
    bool overloaded() const { return plan_.batch_limit < 10 && plan_.commit_to >= Millis(20); }
    bool has_room(std::size_t smsc) const;
    void note_room(std::size_t smsc);
    std::string who_is_in_front(std::size_t smsc) const;

    World& world_;
    const Plan& plan_;
    Millis limit_{};
    Links links_;
    bool up_ = false;
    bool leaving_ = false;
    Instant up_since_{};
    std::array<Instant, most_smscs> links_changed_{};
    std::array<Instant, most_smscs> no_room_until_{};
    std::map<std::string, Lane> lanes_;                             // by SMSC and subscriber; stays where it is
    std::map<std::int64_t, std::pair<Lane*, std::int64_t>> parts_;  // open ones -> lane and reply
    // By link: submits that were not answered; and those that the hall waits for no more, whose answers may still come.
    std::map<std::size_t, std::multiset<std::int64_t>> unanswered_;
    std::map<std::size_t, std::multiset<std::int64_t>> late_;
    std::map<std::size_t, std::size_t> smsc_of_link_;
    std::array<std::deque<Instant>, most_smscs> submitted_lately_;       // in the last second
    std::array<std::deque<codecs::CommandStatus>, most_smscs> answers_;  // the last ones
    std::map<RequestId, Waiting> texts_;
    std::priority_queue<Deadline> deadlines_;
};

}  // namespace hall::simulation
