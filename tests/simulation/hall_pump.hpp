#pragma once
// What daemon/smpp/outbox_pump does with Asio, in virtual time: the real Outbox under the same decisions. Where
// OutboxPump changes, this changes.

#include "daemon/smpp/outbox.hpp"
#include "tests/simulation/hall_link.hpp"

namespace hall::simulation {

class HallPump : public std::enable_shared_from_this<HallPump> {
public:
    HallPump(World& world, Witness& witness, std::string smsc, daemon::OutboxSettings settings, std::function<void(daemon::Event)> tell)
        : world_(world), witness_(witness), smsc_(std::move(smsc)), tell_(std::move(tell)), outbox_(std::move(settings)) {}

    void use(std::shared_ptr<HallLink> link) { links_.push_back(std::move(link)); }
    void add(daemon::OutboundPart part) { outbox_.add(std::move(part)); }
    void released(std::int64_t outbound_id) { outbox_.released(outbound_id); }
    void pump();
    void answered(HallLink& link, const daemon::SubmitAnswered& answer);
    void unanswered(const daemon::SubmitUnanswered& submit);
    bool working() const;

    /// Nothing waits, rests or is under way; what is held for a person does not count.
    bool empty() const { return !outbox_.has_ready() && !outbox_.has_under_way() && !outbox_.next_wakeup(); }

private:
    HallLink* next_link();
    void tell_settled();
    void arm_timer();

    World& world_;
    Witness& witness_;
    std::string smsc_;
    std::function<void(daemon::Event)> tell_;
    std::vector<std::shared_ptr<HallLink>> links_;
    std::size_t last_used_ = 0;
    daemon::Outbox outbox_;
    std::uint64_t armed_ = 0;
};

}  // namespace hall::simulation
