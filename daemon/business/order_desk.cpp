#include "daemon/business/order_desk.hpp"

#include "codecs/text/yuan.hpp"
#include "daemon/business/package_word.hpp"
#include "daemon/business/phrases.hpp"
#include "daemon/business/subscription_mapping.hpp"

#include <fmt/format.h>

#include <charconv>

namespace hall::daemon {

namespace {

using campaigns::Outcome;
using campaigns::Reason;
using campaigns::Refusal;

// A trial's end is announced the day before.
constexpr int trial_notice_days = 1;

/// The plan as text: what was told is confirmed, and nothing else. Two plans are the same when their texts are.
std::string terms_of(const campaigns::OrderPlan& plan) {
    auto text = fmt::format("{} {} {} {} {}", plan.package, plan.offer.empty() ? "-" : plan.offer,
                            plan.replaces.value_or(0), campaigns::format_date(plan.starts),
                            campaigns::format_date(plan.anchor));
    for (const auto& phase : plan.phases) text += fmt::format(" {}:{}", campaigns::format_date(phase.from), phase.price);
    if (plan.meanwhile)
        text += fmt::format(" {} {}:{}", plan.meanwhile->package, campaigns::format_date(plan.meanwhile->month.begins),
                            plan.meanwhile->month.price);
    return text;
}

std::int64_t price_now(const campaigns::OrderPlan& plan, campaigns::Date today) {
    return plan.anchor == today ? plan.phases.front().price : 0;
}

std::optional<std::int64_t> staff_of(const campaigns::ActionRequest& request) {
    const auto word = request.value("staff");
    std::int64_t id = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    return error == std::errc{} && stop == word.data() + word.size() ? std::optional(id) : std::nullopt;
}

}  // namespace

campaigns::OrderFacts OrderDesk::order_facts(const Work& work, const AccountFacts& account,
                                             const campaigns::Package& package) {
    campaigns::OrderFacts facts;
    facts.subscriber = account.subscriber;
    facts.subscriptions = account.elsewhere;
    for (const auto& row : tools_.store.subscriptions.of(work.request.subscriber))
        facts.subscriptions.push_back(from_row(row));
    if (const auto* offer = tools_.catalogue.offer_for(package.id, work.time.day)) {
        const auto use = tools_.store.orders.offer_use(offer->id, work.request.subscriber, package.id);
        facts.offer_use = {use.in_all, use.by_him};
    }
    return facts;
}

Step OrderDesk::order(Work& work) {
    const auto& he = work.request.subscriber;
    const auto* package = package_meant(tools_.catalogue, work.request.value("package"));
    if (package == nullptr) return tools_.phrases.refused({Reason::no_such_package, {}});
    if (const auto word = work.request.value("staff"); !word.empty()) {
        const auto id = staff_of(work.request);
        const auto staff = id ? tools_.store.staff.find(*id) : std::nullopt;
        if (!staff) return tools_.phrases.refused({Reason::no_such_staff, {{"staff", std::string(word)}}});
        if (staff->phone == he) return tools_.phrases.refused({Reason::own_number, {{"package", package->name}}});
    }
    if (const auto* pending = pending_against(tools_, he, *package))
        return tools_.phrases.refused({Reason::order_pending, {{"package", pending->name}}});
    const auto* account = facts_about(work, he);
    if (account == nullptr) return Need{he, AskFacts{}};

    const auto facts = order_facts(work, *account, *package);
    auto decision = campaigns::decide_order(tools_.catalogue, package->id, facts, work.time.day);
    if (const auto* refusal = std::get_if<Refusal>(&decision)) return tools_.phrases.refused(*refusal);
    const auto& plan = std::get<campaigns::OrderPlan>(decision);
    if (package->confirm)
        if (auto terms = terms_of(plan); terms != work.agreed) return ask(work, *package, plan, std::move(terms));
    const auto id = place(work, plan);
    return Need{he, PlaceOrder{plan, id, price_now(plan, work.time.day)}, package->id, id};
}

std::string OrderDesk::terms_told(const campaigns::OrderPlan& plan) const {
    if (!plan.meanwhile) return tools_.phrases.terms(plan.phases, plan.starts);
    const auto* other = tools_.catalogue.find(plan.meanwhile->package);
    return tools_.phrases.terms(plan.phases, plan.starts, other == nullptr ? plan.meanwhile->package : other->name,
                                plan.meanwhile->month);
}

Outcome OrderDesk::ask(const Work& work, const campaigns::Package& package, const campaigns::OrderPlan& plan,
                       std::string terms) {
    store::QuestionRow question;
    question.kind = "confirm";
    question.action = "order";
    question.node = work.node;
    question.package = package.id;
    question.terms = std::move(terms);
    question.staff = work.request.value("staff");
    question.text_id = work.text_id;
    question.expires_at = to_millis(work.time.at + tools_.settings.wait);
    tools_.store.questions.record(work.request.subscriber, work.hall_number, question);

    Outcome outcome{"ask",
                    {{"package", package.name},
                     {"terms", terms_told(plan)},
                     {"price", codecs::format_yuan(price_now(plan, work.time.day))},
                     {"starts", tools_.phrases.date(plan.starts)},
                     {"cancel_code", package.cancel_code},
                     {"yes", tools_.settings.yes.front()},
                     {"no", tools_.settings.no.front()},
                     {"minutes", fmt::format("{}", std::chrono::floor<std::chrono::minutes>(tools_.settings.wait).count())}}};
    if (!plan.replaces) return outcome;
    const auto before = tools_.store.subscriptions.find(*plan.replaces);
    const auto* other = before ? tools_.catalogue.find(before->package) : nullptr;
    if (other == nullptr || other->id == package.id) return outcome;
    outcome.slug = "ask_change";
    outcome.values.emplace_back("other", other->name);
    return outcome;
}

std::int64_t OrderDesk::place(Work& work, const campaigns::OrderPlan& plan) {
    store::SubscriptionRow row;
    row.number = work.request.subscriber;
    row.package = plan.package;
    row.offer = plan.offer;
    row.state = "pending";
    row.starts = day_number(plan.starts);
    row.anchor = day_number(plan.anchor);
    row.text_id = work.text_id;
    row.phases = to_rows(plan.phases);
    for (const auto& offer : tools_.catalogue.offers)
        if (offer.id == plan.offer) row.notice_days = offer.notice_days;
    const auto id = tools_.store.subscriptions.record(row);

    store::OrderRow order;
    order.at = to_millis(work.time.at);
    order.day = day_number(work.time.day);
    order.kind = "order";
    order.number = row.number;
    order.package = row.package;
    order.offer = row.offer;
    order.subscription_id = id;
    order.text_id = work.text_id;
    order.staff = staff_of(work.request);
    for (const auto& invitation : tools_.store.referrals.to(row.number))
        if (invitation.state == "open" && invitation.package == row.package && order.day < invitation.window_until)
            order.referral_id = invitation.id;
    tools_.store.orders.record(order);
    return id;
}

Step OrderDesk::trial(Work& work) {
    const auto& he = work.request.subscriber;
    const auto* package = package_meant(tools_.catalogue, work.request.value("package"));
    if (package == nullptr) return tools_.phrases.refused({Reason::no_such_package, {}});
    if (const auto* pending = pending_against(tools_, he, *package))
        return tools_.phrases.refused({Reason::order_pending, {{"package", pending->name}}});
    const auto* account = facts_about(work, he);
    if (account == nullptr) return Need{he, AskFacts{}};
    const auto facts = order_facts(work, *account, *package);
    auto decision = campaigns::decide_trial(tools_.catalogue, package->id, facts, work.time.day);
    if (const auto* refusal = std::get_if<Refusal>(&decision)) return tools_.phrases.refused(*refusal);
    const auto& plan = std::get<campaigns::TrialPlan>(decision);
    const auto id = place(work, plan);
    return Need{he, PlaceTrial{plan, id}, package->id, id};
}

std::int64_t OrderDesk::place(Work& work, const campaigns::TrialPlan& plan) {
    store::SubscriptionRow row;
    row.number = work.request.subscriber;
    row.package = plan.package;
    row.state = "pending";
    row.starts = row.anchor = day_number(plan.starts);
    row.until = day_number(plan.until);
    row.notice_days = trial_notice_days;
    row.text_id = work.text_id;
    const auto id = tools_.store.subscriptions.record(row);
    store::OrderRow order;
    order.at = to_millis(work.time.at);
    order.day = day_number(work.time.day);
    order.kind = "trial";
    order.number = row.number;
    order.package = row.package;
    order.subscription_id = id;
    order.text_id = work.text_id;
    tools_.store.orders.record(order);
    return id;
}

}  // namespace hall::daemon
