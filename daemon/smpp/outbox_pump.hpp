#pragma once
// Committed parts of replies on their way to one SMSC: in order of their ids (which is the order in which
// subscribers asked), as fast as the link's window and rate allow, until each is accepted or refused for
// good. I/O thread only. What it holds is in the store too, so a crash loses nothing of it.

#include "daemon/clerk/event.hpp"
#include "daemon/smpp/link.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>

namespace hall::daemon {

class OutboxPump {
public:
    /// `settled` gets the end of each part.
    OutboxPump(boost::asio::io_context& io, std::function<void(SubmitSettled)> settled);

    /// The link that sends to this SMSC. Once, before anything else.
    void use(std::shared_ptr<Link> link) { link_ = std::move(link); }

    /// Takes a part over. Call pump() after the last of several.
    void add(OutboundPart part);

    /// Submits what may go now.
    void pump();

    /// The SMSC answered, or never will.
    void answered(const SubmitAnswered& answer);
    void unanswered(std::int64_t id);

    std::size_t waiting() const { return waiting_.size() + resting_.size(); }
    std::size_t in_flight() const { return in_flight_.size(); }

    /// True while something could still leave or be answered: what a stop waits for.
    bool working() const;

private:
    struct Flight {
        OutboundPart part;
        UtcTime submitted_at;
    };
    void settle(Flight& flight, bool accepted, codecs::CommandStatus status, std::string message_id);
    void rest(OutboundPart part);
    void arm_timer();

    boost::asio::steady_timer timer_;
    std::function<void(SubmitSettled)> settled_;
    std::shared_ptr<Link> link_;
    std::map<std::int64_t, OutboundPart> waiting_;  // by id: what comes back takes its old place
    std::multimap<Instant, OutboundPart> resting_;  // refused for the moment; until then
    std::unordered_map<std::int64_t, Flight> in_flight_;
};

}  // namespace hall::daemon
