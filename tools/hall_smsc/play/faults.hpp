#pragma once
// What goes wrong next: every decision of a play that is left to chance, each kind from a stream of its own. The
// same scenario and seed give the same decisions in the same order.
// Must not know links, PDUs or clocks; who asks brings them about.

#include "tools/hall_smsc/play/scenario.hpp"

namespace hall::tools {

/// What becomes of one submit_sm that nothing else stands against.
struct SubmitFate {
    codecs::CommandStatus status = codecs::CommandStatus::ok;
    bool never = false;        // neither taken nor answered
    bool lose_answer = false;  // taken, never answered
    bool late = false;
    Millis delay{0};  // until it is answered, lateness included
};

/// What becomes of a message for which a receipt was asked.
struct ReceiptFate {
    bool sent = false;
    ReceiptVariant variant = ReceiptVariant::tlv;
    bool delivered = true;  // the message, in the end
    Millis delay{0};
    std::size_t shuffle = 0;  // which order of fields; any number
};

class FaultPlan {
public:
    /// `scenario` must outlive this object.
    FaultPlan(const Scenario& scenario, std::uint64_t seed);

    Millis delivery_delay() { return delivery_delay_.between(scenario_.deliver.delay); }
    Millis redelivery_delay() { return redelivery_.between(scenario_.deliver.redeliver_within); }
    bool lose_delivery_answer() { return delivery_answer_.chance(scenario_.deliver.lose_answers); }
    bool hand_twice() { return twice_.chance(scenario_.deliver.twice); }
    /// 0 to parts - 1, in the order in which the parts go out.
    std::vector<std::size_t> order_of_parts(std::size_t parts);

    SubmitFate submit();
    ReceiptFate receipt();

    /// Nothing: never.
    std::optional<Millis> until_drop() { return wait(drop_, scenario_.links.drop_every); }
    std::optional<Millis> until_silence() { return wait(silence_, scenario_.links.silent_every); }
    std::optional<Millis> until_unbind() { return wait(unbind_, scenario_.links.unbind_every); }
    /// Where in its frame a dropped link ends, as a share of the frame; nothing: between two frames.
    std::optional<double> mid_frame();
    /// Which of `count` links it hits.
    std::size_t victim(std::size_t count) { return victim_.below(count); }
    /// Octets of the next write. Only when the scenario splits writes.
    std::size_t piece() { return 1 + piece_.below(scenario_.links.split_writes); }

private:
    static std::optional<Millis> wait(Draws& draws, const std::optional<Millis>& mean);

    const Scenario& scenario_;
    Draws delivery_delay_, redelivery_, delivery_answer_, twice_, parts_;
    Draws status_, never_, submit_answer_, late_, answer_delay_;
    Draws receipt_, variant_, undelivered_, receipt_delay_, shuffle_;
    Draws drop_, silence_, unbind_, mid_frame_, victim_, piece_;
};

}  // namespace hall::tools
