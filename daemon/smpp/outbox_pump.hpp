#pragma once
// Submits what the Outbox of one SMSC lets go, over all links to it in turn, as fast as their windows and rates
// allow. Must not know Asio: the simulation runs it as it is. I/O thread only.

#include "daemon/smpp/link.hpp"
#include "daemon/smpp/outbox.hpp"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace hall::daemon {

/// A lane of one SMSC, with the real time until which it rests.
struct LaneStatus {
    std::string smsc;
    LaneState lane;
    std::optional<UtcTime> rests_until;
};

class OutboxPump {
public:
    /// `tell` gets the end of each part, announcements, and what a person should know of the links, as events for
    /// the clerk.
    OutboxPump(Network& network, std::string smsc, OutboxSettings settings,
               std::function<void(Event)> tell);

    /// One more link that sends to this SMSC. Before anything else.
    void use(std::shared_ptr<Link> link) { links_.push_back(std::move(link)); }

    /// Takes a part over. Call pump() after the last of several.
    void add(OutboundPart part) { outbox_.add(std::move(part)); }

    /// The record that this part is about to be submitted is on disk. Call pump() after the last of several.
    void released(std::int64_t outbound_id) { outbox_.released(outbound_id); }

    /// Whom this part is for has gone: see Outbox::recall(). Call pump() after the last of several.
    void recall(std::int64_t outbound_id) { outbox_.recall(outbound_id, network_.utc_now()); }

    /// See Outbox. Before the parts of the batch that said so.
    void stand_still(bool still) { outbox_.stand_still(still); }

    /// Submits what may go now.
    void pump();

    /// The SMSC answered on `link`, or did not.
    void answered(Link& link, const SubmitAnswered& answer);
    void unanswered(const SubmitUnanswered& submit);

    /// True while something could still leave or be answered: what a stop waits for.
    bool working() const;

    /// Parts that are not settled yet.
    std::size_t waiting() const { return outbox_.size(); }

    std::size_t resting() const { return outbox_.resting(); }
    std::optional<UtcTime> oldest_ready() const { return outbox_.oldest_ready(); }

    /// Since when everybody's submits are refused and all links held back, see submits_stopped; and Outbox.
    std::optional<UtcTime> stopped_since() const { return stopped_since_; }
    std::optional<UtcTime> nobody_accepted_since() const { return outbox_.nobody_accepted_since(); }

    /// See Outbox.
    std::vector<LaneStatus> longest_lanes(std::size_t most) const;
    std::size_t empty_lane(const std::string& subscriber);

    /// True when no part waits, rests or is under way; what is held for a person does not count.
    bool empty() const { return !outbox_.has_ready() && !outbox_.has_under_way() && !outbox_.next_wakeup(); }

private:
    Link* next_link();
    void tell_settled();
    void stop_links(codecs::CommandStatus status);
    void arm_timer();
    std::optional<Instant> next_departure() const;

    Network& network_;
    std::unique_ptr<Timer> timer_;
    std::string smsc_;
    std::function<void(Event)> tell_;
    std::vector<std::shared_ptr<Link>> links_;
    std::size_t last_used_ = 0;
    Outbox outbox_;
    std::map<std::size_t, std::uint64_t> sessions_;  // that answered last, by link
    std::optional<UtcTime> stopped_since_;  // an alarm is on, see stop_links()
};

}  // namespace hall::daemon
