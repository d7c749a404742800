#include "campaigns/action.hpp"

namespace hall::campaigns {

namespace {

ActionInfo action(std::string name, std::vector<ActionInfo::Parameter> parameters = {}) {
    return {std::move(name), std::move(parameters), {{"not_available_yet", {}}}};
}

}  // namespace

const std::vector<ActionInfo>& known_actions() {
    static const std::vector<ActionInfo> actions = {
        action("query_balance"),
        action("query_bill"),
        action("query_data"),
        action("query_package"),
        action("query_points"),
        action("query_subscriptions"),
        action("query_referrals"),
        action("order", {{"package", "word"}}),
        action("trial", {{"package", "word"}}),
        action("cancel", {{"package", "word"}}),
        action("refer", {{"friend", "phone"}, {"package", "word"}}),
        action("redeem_points", {{"item", "word"}}),
        action("recharge", {{"sum", "amount"}}),
        action("join_campaign", {{"campaign", "word"}}),
        action("draw", {{"campaign", "word"}}),
        action("fetch_coupon"),
        action("opt_out"),
    };
    return actions;
}

Outcome decide_action(const ActionRequest&) { return {"not_available_yet", {}}; }

}  // namespace hall::campaigns
