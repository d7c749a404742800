#include "campaigns/action.hpp"

#include <algorithm>
#include <initializer_list>

namespace hall::campaigns {

namespace {

using Parameters = std::vector<ActionInfo::Parameter>;
using Texts = std::vector<ActionInfo::Text>;

ActionInfo::Text text_of(Reason reason) {
    const auto& info = info_of(reason);
    return {std::string(info.slug), {info.values.begin(), info.values.end()}};
}

// What a question about oneself may fail for. Whoever is suspended may ask why.
constexpr std::initializer_list<Reason> unknown_number = {Reason::not_a_subscriber, Reason::number_cancelled,
                                                          Reason::system_failed};

ActionInfo action(std::string name, Parameters parameters, Texts outcomes, std::initializer_list<Reason> reasons,
                  Texts follow_ups = {}) {
    ActionInfo info{std::move(name), std::move(parameters), {{"not_available_yet", {}}}, std::move(follow_ups)};
    for (auto& outcome : outcomes) info.outcomes.push_back(std::move(outcome));
    if (info.outcomes.size() > 1) info.outcomes.push_back({"being_processed", {}});
    for (const auto reason : reasons) info.outcomes.push_back(text_of(reason));
    return info;
}

Texts both(Texts one, const Texts& other) {
    one.insert(one.end(), other.begin(), other.end());
    return one;
}

/// The words in which a price of several steps is told, and a date.
Texts terms_pieces() {
    return {{"piece_free_until", {"until"}},     {"piece_step", {"months", "price"}}, {"piece_next", {"months", "price"}},
            {"piece_free", {"months"}},          {"piece_later", {"price"}},          {"piece_always", {"price"}},
            {"piece_date", {"year", "month", "day"}}};
}

Texts question_texts() {
    return {{"declined", {"package"}},
            {"confirmation_over", {"package"}},
            {"nothing_to_confirm", {}},
            {"answer_unclear", {"package", "yes", "no"}}};
}

/// What a subscription leads to later.
Texts course_notices() {
    return {{"notice_price_returns_soon", {"package", "price", "from", "cancel_code"}},
            {"notice_price_returned", {"package", "price", "cancel_code"}},
            {"notice_charge_failed", {"package", "price", "balance", "retry"}},
            {"notice_suspended", {"package", "price", "balance", "order_code"}}};
}

Texts trial_notices() {
    return {{"notice_trial_ends_soon", {"package", "until", "terms", "order_code"}},
            {"notice_trial_ended", {"package", "terms", "order_code"}}};
}

Texts referral_notices() {
    return {{"notice_invited", {"referrer", "package", "terms", "order_code"}},
            {"notice_friend_ordered", {"friend", "package", "points", "hold_until"}},
            {"notice_points_granted", {"friend", "package", "points"}},
            {"notice_points_lost", {"friend", "package", "points"}}};
}

std::vector<ActionInfo> make_actions() {
    using enum Reason;
    const Parameters package = {{"package", "word"}};
    return {
        action("query_balance", {}, {{"told", {"balance", "spend"}}}, unknown_number),
        action("query_bill", {}, {{"told", {"month", "total", "list"}}, {"nothing_charged", {"month"}}}, unknown_number,
               {{"piece_bill_line", {"item", "price"}}, {"piece_month", {"year", "month"}}}),
        action("query_data", {}, {{"told", {"used", "holds", "left"}}}, unknown_number),
        action("query_package", {}, {{"told", {"tariff", "brand", "city", "list"}}}, unknown_number,
               {{"piece_list_nothing", {}}}),
        action("query_points", {},
               {{"told", {"points", "held", "expiring", "expires"}}, {"told_none_expires", {"points", "held"}}}, {},
               {{"piece_date", {"year", "month", "day"}}}),
        action("query_points_history", {}, {{"told", {"list"}}, {"nothing_moved", {}}}, {},
               {{"piece_points_granted", {"date", "points"}},
                {"piece_points_spent", {"date", "points", "item"}},
                {"piece_points_returned", {"date", "points", "item"}},
                {"piece_points_expired", {"date", "points"}},
                {"piece_date", {"year", "month", "day"}}}),
        action("query_subscriptions", {}, {{"listed", {"list", "count"}}, {"nothing_ordered", {}}}, unknown_number,
               both(terms_pieces(), {{"piece_list_line", {"number", "package", "price"}},
                                     {"piece_list_later", {"number", "package", "price", "from"}},
                                     {"piece_list_trial", {"number", "package", "until"}},
                                     {"piece_list_ending", {"number", "package", "until"}},
                                     {"piece_list_ending_charged", {"number", "package", "until", "price", "from"}, true},
                                     {"piece_list_suspended", {"number", "package", "price"}},
                                     {"piece_list_more", {"count"}},
                                     {"not_on_list", {"count"}}})),
        action("query_referrals", {}, {{"told", {"invited", "ordered", "points", "held"}}}, {}),
        action("query_top", {}, {{"told", {"list", "days"}}, {"nothing_ordered", {}}}, {},
               {{"piece_top_line", {"number", "package", "order_code"}}}),
        action("order", {{"package", "word"}, {"staff", "number", true}},
               {{"ask", {"package", "terms", "price", "starts", "cancel_code", "yes", "no", "minutes"}},
                {"ask_change", {"package", "other", "terms", "price", "starts", "cancel_code", "yes", "no", "minutes"}},
                {"ordered", {"package", "terms", "price", "starts", "cancel_code", "balance"}},
                {"changed", {"package", "other", "terms", "price", "starts", "cancel_code", "balance"}}},
               {no_such_package, not_a_subscriber, number_cancelled, number_suspended, blacklisted, no_such_staff, own_number, order_pending,
                already_has, wrong_city, wrong_brand, wrong_spend, excluded, needs_other, sold_out, balance_short,
                system_failed},
               both(both(both(both(terms_pieces(), {{"piece_meanwhile", {"other", "price", "from"}, true}}), question_texts()),
                         course_notices()),
                    referral_notices())),
        action("trial", package, {{"trial_started", {"package", "until", "terms", "order_code", "cancel_code"}}},
               {no_such_package, not_a_subscriber, number_cancelled, number_suspended, blacklisted, order_pending, already_has,
                trial_runs, trial_used, no_trial, wrong_city, wrong_brand, wrong_spend, excluded, needs_other, system_failed},
               both(terms_pieces(), trial_notices())),
        action("cancel", package,
               {{"ask_cancel", {"package", "until", "yes", "no", "minutes"}},
                {"ask_cancel_trial", {"package", "yes", "no", "minutes"}},
                {"ask_cancel_now", {"package", "yes", "no", "minutes"}},
                {"cancelled", {"package", "until", "order_code"}},
                {"cancelled_now", {"package", "order_code"}},
                {"trial_cancelled", {"package", "order_code"}}},
               {no_such_package, not_a_subscriber, order_pending, not_ordered, other_tier, already_ending, system_failed},
               both(question_texts(), {{"piece_date", {"year", "month", "day"}}})),
        action("refer", {{"friend", "phone"}, {"package", "word"}},
               {{"referred", {"friend", "package", "points", "window_days", "hold_days"}},
                {"referred_by_staff", {"friend", "package", "window_days"}}},
               {no_such_package, not_a_subscriber, number_cancelled, number_suspended, blacklisted, no_referral, own_number,
                friend_not_ours, friend_opted_out, friend_has_it, friend_invited, pair_reversed, day_limit, month_limit,
                system_failed},
               both(terms_pieces(), referral_notices())),
        action("redeem_points", {{"item", "word"}}, {{"redeemed", {"item", "price", "points"}}},
               {not_a_subscriber, number_cancelled, number_suspended, blacklisted, no_such_item, points_short, system_failed}),
        action("opt_out", {}, {{"opted_out", {}}, {"opted_out_already", {}}}, {}),
        action("recharge", {{"sum", "amount"}}, {}, {}),
        action("join_campaign", {{"campaign", "word"}}, {}, {}),
        action("draw", {{"campaign", "word"}}, {}, {}),
        action("fetch_coupon", {}, {}, {}),
    };
}

}  // namespace

const std::vector<ActionInfo>& known_actions() {
    static const std::vector<ActionInfo> actions = make_actions();
    return actions;
}

std::string_view ActionRequest::value(std::string_view parameter) const {
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == parameter; });
    return found == values.end() ? std::string_view{} : std::string_view(found->second);
}

Outcome refused(const Refusal& refusal) { return {std::string(info_of(refusal.reason).slug), refusal.values}; }

Outcome not_available_yet() { return {"not_available_yet", {}}; }

}  // namespace hall::campaigns
