#include "tools/hall_smsc/play/faults.hpp"

#include <numeric>

namespace hall::tools {

FaultPlan::FaultPlan(const Scenario& scenario, std::uint64_t seed)
    : scenario_(scenario),
      delivery_delay_(seed, "deliver_sm delay"),
      redelivery_(seed, "redelivery"),
      delivery_answer_(seed, "deliver_sm_resp lost"),
      twice_(seed, "handed twice"),
      parts_(seed, "order of parts"),
      status_(seed, "submit status"),
      never_(seed, "submit never"),
      submit_answer_(seed, "submit_sm_resp lost"),
      late_(seed, "submit_sm_resp late"),
      answer_delay_(seed, "submit_sm_resp delay"),
      receipt_(seed, "receipt"),
      variant_(seed, "receipt variant"),
      undelivered_(seed, "undelivered"),
      receipt_delay_(seed, "receipt delay"),
      shuffle_(seed, "receipt shuffle"),
      drop_(seed, "drop"),
      silence_(seed, "silence"),
      unbind_(seed, "unbind"),
      mid_frame_(seed, "mid-frame"),
      victim_(seed, "victim"),
      piece_(seed, "piece") {}

std::vector<std::size_t> FaultPlan::order_of_parts(std::size_t parts) {
    std::vector<std::size_t> order(parts);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (scenario_.deliver.reorder) parts_.shuffle(order);
    return order;
}

SubmitFate FaultPlan::submit() {
    const SubmitFaults& faults = scenario_.submit;
    SubmitFate fate;
    double drawn = status_.unit();
    for (const auto& [status, share] : faults.statuses) {
        if (drawn < share) {
            fate.status = status;
            break;
        }
        drawn -= share;
    }
    fate.never = never_.chance(faults.never);
    fate.lose_answer = submit_answer_.chance(faults.lose_answers);
    fate.late = late_.chance(faults.late_share);
    fate.delay = answer_delay_.between(faults.answer_delay);
    if (fate.late) fate.delay += faults.late_by;
    return fate;
}

ReceiptFate FaultPlan::receipt() {
    const ReceiptWish& wish = scenario_.receipts;
    ReceiptFate fate;
    fate.sent = receipt_.chance(wish.share);
    fate.variant = wish.variants[variant_.below(wish.variants.size())];
    fate.delivered = !undelivered_.chance(wish.undelivered);
    fate.delay = receipt_delay_.between(wish.delay);
    fate.shuffle = shuffle_.below(1'000'000);
    return fate;
}

std::optional<double> FaultPlan::mid_frame() {
    const double where = mid_frame_.unit();
    if (!mid_frame_.chance(scenario_.links.mid_frame)) return std::nullopt;
    return where;
}

std::optional<Millis> FaultPlan::wait(Draws& draws, const std::optional<Millis>& mean) {
    if (!mean) return std::nullopt;
    return draws.exponential(*mean);
}

}  // namespace hall::tools
