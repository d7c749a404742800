#pragma once
// What the simulated SMSC does with a submit_sm: take it, throttle, refuse, lose it or its answer, answer late; and
// the receipts for what it took.

#include "codecs/smpp/pdu.hpp"
#include "tests/simulation/plan.hpp"
#include "tests/simulation/world.hpp"

#include <deque>
#include <map>
#include <string>

namespace hall::simulation {

class SubmitDesk {
public:
    SubmitDesk(World& world, const Plan& plan) : world_(world), plan_(plan) {}

    struct Fate {
        bool taken = false;
        bool answered = true;
        codecs::CommandStatus status = codecs::CommandStatus::ok;
        std::string message_id;
        Millis answer_after{};
    };
    Fate decide(const codecs::SubmitSm& pdu);

    /// A receipt for a part that was taken, and when it comes.
    struct Receipt {
        codecs::ShortMessage message;
        Millis after{};
    };
    std::vector<Receipt> receipts_for(const codecs::SubmitSm& pdu, const Fate& fate);

private:
    bool too_fast();

    World& world_;
    const Plan& plan_;
    std::deque<Instant> taken_lately_;
    std::map<std::string, codecs::CommandStatus> refused_;  // by destination, source and content
    std::uint64_t last_message_id_ = 0x1000;
};

}  // namespace hall::simulation
