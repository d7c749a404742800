#pragma once
// Submits what the Outbox lets go, as fast as the link's window and rate allow. I/O thread only.

#include "daemon/smpp/link.hpp"
#include "daemon/smpp/outbox.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>

namespace hall::daemon {

class OutboxPump {
public:
    /// `settled` gets the end of each part.
    OutboxPump(boost::asio::io_context& io, std::function<void(SubmitSettled)> settled);

    /// The link that sends to this SMSC. Once, before anything else.
    void use(std::shared_ptr<Link> link) { link_ = std::move(link); }

    /// Takes a part over. Call pump() after the last of several.
    void add(OutboundPart part) { outbox_.add(std::move(part)); }

    /// Submits what may go now.
    void pump();

    /// The SMSC answered, or did not.
    void answered(const SubmitAnswered& answer);
    void unanswered(const SubmitUnanswered& submit);

    /// True while something could still leave or be answered: what a stop waits for.
    bool working() const;

private:
    void tell(const SubmitSettled& settled);
    void arm_timer();

    boost::asio::steady_timer timer_;
    std::function<void(SubmitSettled)> settled_;
    std::shared_ptr<Link> link_;
    Outbox outbox_;
};

}  // namespace hall::daemon
