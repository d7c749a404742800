#include "tests/simulation/submit_desk.hpp"

namespace hall::simulation {

using codecs::CommandStatus;
using namespace std::chrono_literals;

bool SubmitDesk::too_fast() {
    if (plan_.most_per_second == 0) return false;
    const auto now = world_.clock.now();
    while (!taken_lately_.empty() && taken_lately_.front() + 1s <= now) taken_lately_.pop_front();
    return taken_lately_.size() >= plan_.most_per_second;
}

SubmitDesk::Fate SubmitDesk::decide(const codecs::SubmitSm& pdu) {
    auto& random = world_.random;
    Fate fate;
    fate.answer_after = random.between(0ms, 30ms);
    const auto content = pdu.destination.digits + " " + pdu.source.digits + " " +
                         std::string(pdu.short_message.begin(), pdu.short_message.end());
    if (too_fast() || random.chance(plan_.throttle)) {
        fate.status = CommandStatus::throttled;
    } else if (random.chance(plan_.passing_refusal)) {
        fate.status = random.one_of({CommandStatus::message_queue_full, CommandStatus::system_error,
                                     CommandStatus::submit_failed, CommandStatus::try_again_later});
    } else if (refused_.contains(content) || random.chance(plan_.final_refusal)) {
        // What was refused for good stays refused.
        const auto status = random.one_of({CommandStatus::invalid_destination_address, CommandStatus::reject_message});
        fate.status = refused_.emplace(content, status).first->second;
    } else if (random.chance(plan_.odd_refusal)) {
        fate.status = random.one_of({CommandStatus::invalid_bind_status, CommandStatus::invalid_source_address,
                                     CommandStatus::invalid_password, CommandStatus{0x410}});
    } else if (random.chance(plan_.swallowed)) {
        fate.answered = false;
    } else {
        fate.taken = true;
        fate.message_id = fmt::format("{:x}", ++last_message_id_);
        taken_lately_.push_back(world_.clock.now());
        fate.answered = !random.chance(plan_.lost_answer);
    }
    if (fate.answered && random.chance(plan_.late_answer)) {
        fate.answer_after = random.between(30ms, plan_.latest_answer);
        world_.counts.add(Count::late_submit_answers);
    }
    return fate;
}

std::vector<SubmitDesk::Receipt> SubmitDesk::receipts_for(const codecs::SubmitSm& pdu, const Fate& fate) {
    std::vector<Receipt> receipts;
    if (!fate.taken || (pdu.registered_delivery & 3) != 1) return receipts;
    auto& random = world_.random;
    const auto make = [&](const char* state) {
        Receipt receipt;
        receipt.message.source = pdu.destination;
        receipt.message.destination = pdu.source;
        receipt.message.esm_class = 0x04;
        const auto text = fmt::format("id:{} sub:001 dlvrd:001 submit date:2701150800 done date:2701150801 stat:{} "
                                      "err:000 text:",
                                      fate.message_id, state);
        receipt.message.short_message.assign(text.begin(), text.end());
        // Some overtake the answer to the submit.
        receipt.after = random.chance(0.3) ? random.between(0ms, fate.answer_after) : random.between(0ms, Millis(20s));
        receipts.push_back(std::move(receipt));
    };
    if (random.chance(0.2)) make("ENROUTE");  // may come after the final one
    make(random.chance(0.9) ? "DELIVRD" : "UNDELIV");
    if (random.chance(0.1)) receipts.push_back(receipts.back());
    return receipts;
}

}  // namespace hall::simulation
