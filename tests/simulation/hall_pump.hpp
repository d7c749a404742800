#pragma once
// What daemon/smpp/outbox_pump does with Asio, in virtual time: the real Outbox under the same decisions.

#include "daemon/smpp/outbox.hpp"
#include "tests/simulation/hall_link.hpp"

namespace hall::simulation {

class HallPump : public std::enable_shared_from_this<HallPump> {
public:
    HallPump(World& world, std::function<void(daemon::Event)> tell) : world_(world), tell_(std::move(tell)) {}

    void use(std::shared_ptr<HallLink> link) { link_ = std::move(link); }
    void add(daemon::OutboundPart part) { outbox_.add(std::move(part)); }
    void pump();
    void answered(const daemon::SubmitAnswered& answer);
    void unanswered(const daemon::SubmitUnanswered& submit);

    /// Nothing waits, rests or is in flight.
    bool empty() const { return !outbox_.has_waiting() && !outbox_.has_in_flight() && !outbox_.next_wakeup(); }

private:
    void arm_timer();

    World& world_;
    std::function<void(daemon::Event)> tell_;
    std::shared_ptr<HallLink> link_;
    daemon::Outbox outbox_;
    std::uint64_t armed_ = 0;
};

}  // namespace hall::simulation
