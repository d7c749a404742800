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
    if (plan_.is_unreachable(pdu.destination.digits, world_.clock.since_begin())) {
        fate.status = plan_.unreachable_status;
        world_.counts.add(Count::unreachable);
    } else if (too_fast() || random.chance(plan_.throttle)) {
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

SubmitDesk::Receipt SubmitDesk::receipt(const codecs::SubmitSm& pdu, const Fate& fate, bool final, bool delivered) {
    auto& random = world_.random;
    Receipt receipt;
    receipt.message_id = fate.message_id;
    if (final) receipt.final_state = delivered ? "delivered" : "undeliverable";
    receipt.message.source = pdu.destination;
    receipt.message.destination = pdu.source;
    receipt.message.esm_class = 0x04;
    const auto* word = !final ? "ENROUTE" : delivered ? "DELIVRD" : "UNDELIV";
    // SMSCs write the id and the rest as they please, though each always in its own way. [domain facts: receipts]
    auto id = fate.message_id;
    if (plan_.decimal_receipts) id = fmt::format("{}", std::stoull(id, nullptr, 16));
    if (plan_.padded_receipts) id = "000" + id;
    std::string text;
    switch (random.below(4)) {
        case 0:
            text = fmt::format("id:{} sub:001 dlvrd:001 submit date:2701150800 done date:2701150801 stat:{} err:000 "
                               "text:hello", id, word);
            break;
        case 1: text = fmt::format("ID:{} STAT:{} ERR:12 Submit Date:20270115080000", id, word); break;
        case 2: text = fmt::format("stat:{} err:000 id:{}", word, id); break;
        default: {
            Bytes octets(id.begin(), id.end());
            octets.push_back(0);
            receipt.message.tlvs.add(codecs::Tag::receipted_message_id, std::move(octets));
            receipt.message.tlvs.add_u8(codecs::Tag::message_state, !final ? 1 : delivered ? 2 : 5);
        }
    }
    receipt.message.short_message.assign(text.begin(), text.end());
    // Some overtake the answer to the submit.
    receipt.after = random.chance(0.3) ? random.between(0ms, fate.answer_after) : random.between(0ms, Millis(20s));
    return receipt;
}

std::vector<SubmitDesk::Receipt> SubmitDesk::receipts_for(const codecs::SubmitSm& pdu, const Fate& fate) {
    std::vector<Receipt> receipts;
    if (!fate.taken || (pdu.registered_delivery & 3) != 1) return receipts;
    auto& random = world_.random;
    const bool delivered = random.chance(0.9);
    if (random.chance(0.2)) receipts.push_back(receipt(pdu, fate, false, delivered));  // may come after the final one
    receipts.push_back(receipt(pdu, fate, true, delivered));
    if (random.chance(0.1)) receipts.push_back(receipt(pdu, fate, true, delivered));
    return receipts;
}

}  // namespace hall::simulation
