#include "daemon/business/staff_rewards.hpp"

namespace hall::daemon {

namespace {

bool same_family(const campaigns::Catalogue& catalogue, const std::string& one, const std::string& other) {
    if (one == other) return true;
    const auto* first = catalogue.find(one);
    const auto* second = catalogue.find(other);
    return first != nullptr && second != nullptr && !first->family.empty() && first->family == second->family;
}

}  // namespace

void StaffRewards::charged(const store::SubscriptionRow& row, std::int64_t amount, const HallTime& time) {
    if (amount == 0) return;
    const auto order = tools_.store.orders.of_subscription(row.id);
    if (!order) return;
    const auto staff = order->staff ? order->staff : tools_.store.referrals.staff_of_subscription(row.id);
    const auto* package = tools_.catalogue.find(row.package);
    if (!staff || package == nullptr || package->staff_reward == 0 || tools_.store.staff.was_credited(order->id)) return;
    tools_.store.staff.record_credit(to_millis(time.at), day_number(time.day), *staff, order->id, package->staff_reward);
}

void StaffRewards::given_up(const store::SubscriptionRow& row, const HallTime& time) {
    const auto day = day_number(time.day);
    for (const auto& one : tools_.store.subscriptions.of(row.number)) {
        if (!same_family(tools_.catalogue, one.package, row.package)) continue;
        if (const auto credit = tools_.store.staff.credit_of(one.id); credit && day < credit->day + store::reward_hold_days)
            tools_.store.staff.record_credit(to_millis(time.at), day, credit->staff, credit->order_id, -credit->amount);
    }
}

}  // namespace hall::daemon
