#include "daemon/business/cancel_desk.hpp"

#include "campaigns/succession.hpp"
#include "daemon/business/package_word.hpp"
#include "daemon/business/phrases.hpp"
#include "daemon/business/subscription_mapping.hpp"
#include "menus/understand/fold.hpp"

#include <fmt/format.h>

#include <charconv>

namespace hall::daemon {

namespace {

using campaigns::Outcome;
using campaigns::Reason;
using campaigns::Refusal;
using State = campaigns::Subscription::State;

/// What left the catalogue can be cancelled all the same: it is named by its id.
campaigns::Catalogue catalogue_of_gone(const std::vector<store::SubscriptionRow>& rows, std::string_view word) {
    campaigns::Catalogue gone;
    for (const auto& row : rows) {
        if (row.state == "ended" || menus::fold_text(row.package) != menus::fold_text(word)) continue;
        campaigns::Package package;
        package.id = package.name = row.package;
        gone.packages = {package};
    }
    return gone;
}

/// The subscription that he chose from a list, if he did.
std::optional<std::int64_t> chosen(const campaigns::ActionRequest& request) {
    const auto word = request.value("subscription");
    std::int64_t id = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    return error == std::errc{} && !word.empty() ? std::optional(id) : std::nullopt;
}

}  // namespace

Step CancelDesk::cancel(Work& work) {
    const auto& he = work.request.subscriber;
    const auto rows = tools_.store.subscriptions.of(he);
    const auto gone = catalogue_of_gone(rows, work.request.value("package"));
    const auto* known = package_meant(tools_.catalogue, work.request.value("package"));
    const auto* package = known != nullptr || gone.packages.empty() ? known : &gone.packages.front();
    if (package == nullptr) return tools_.phrases.refused({Reason::no_such_package, {}});
    if (const auto* pending = pending_against(tools_, he, *package))
        return tools_.phrases.refused({Reason::order_pending, {{"package", pending->name}}});
    const auto* account = facts_about(work, he);
    if (account == nullptr) return Need{he, AskFacts{}};
    campaigns::OrderFacts facts;
    facts.subscriber = account->subscriber;
    for (const auto& row : rows) facts.subscriptions.push_back(from_row(row));
    auto decision = campaigns::decide_cancel(known != nullptr ? tools_.catalogue : gone, package->id, facts, work.time.day);
    if (const auto* refusal = std::get_if<Refusal>(&decision)) return tools_.phrases.refused(*refusal);
    const auto& plan = std::get<campaigns::CancelPlan>(decision);
    // Of two of one package, the one that ends and the one that follows it, he means the line that he chose.
    if (const auto id = chosen(work.request); id && *id != plan.subscription)
        if (const auto other = tools_.store.subscriptions.find(*id); other && other->until)
            return tools_.phrases.refused({Reason::already_ending,
                                           {{"package", package->name},
                                            {"until", campaigns::format_date(day_of(*other->until))}}});
    // A trial, too: it comes once, and a slip would end it for good.
    if (package->confirm)
        if (auto terms = fmt::format("cancel {} {}", plan.subscription, campaigns::format_date(plan.until));
            terms != work.agreed)
            return ask(work, *package, plan, std::move(terms));
    return Need{he, PlaceCancel{plan, package->id}, package->id, plan.subscription};
}

Outcome CancelDesk::ask(const Work& work, const campaigns::Package& package, const campaigns::CancelPlan& plan,
                        std::string terms) {
    store::QuestionRow question;
    question.kind = "confirm";
    question.action = "cancel";
    question.node = work.node;
    question.package = package.id;
    question.terms = std::move(terms);
    question.text_id = work.text_id;
    question.expires_at = to_millis(work.time.at + tools_.settings.wait);
    tools_.store.questions.record(work.request.subscriber, work.hall_number, question);
    Outcome outcome{"ask_cancel_now",
                    {{"package", package.name},
                     {"yes", tools_.settings.yes.front()},
                     {"no", tools_.settings.no.front()},
                     {"minutes", fmt::format("{}", std::chrono::floor<std::chrono::minutes>(tools_.settings.wait).count())}}};
    const auto row = tools_.store.subscriptions.find(plan.subscription).value();
    if (row.state == "trial") outcome.slug = "ask_cancel_trial";
    if (row.state == "trial" || plan.until <= work.time.day) return outcome;  // nothing of it is paid for
    outcome.slug = "ask_cancel";
    outcome.values.emplace_back("until", tools_.phrases.date(plan.until));
    return outcome;
}

Outcome CancelDesk::carried_out(Work& work, std::int64_t subscription, const BackEndAnswer& answer) {
    auto row = tools_.store.subscriptions.find(subscription).value();
    const auto* package = tools_.catalogue.find(row.package);
    const auto name = package == nullptr ? row.package : package->name;
    if (answer.how != BackEndAnswer::How::done) return tools_.phrases.refused({answer.reason, {{"package", name}}});
    auto one = from_row(row);
    const bool trial = one.state == State::trial;
    campaigns::OrderFacts facts;
    facts.subscriber.status = campaigns::SubscriberFacts::Status::active;
    facts.subscriptions = {one};
    // Whatever the catalogue says of it by now: what is paid for is his.
    const auto decision =
        campaigns::decide_cancel(catalogue_of_gone({row}, row.package), row.package, facts, work.time.day);
    const auto* plan = std::get_if<campaigns::CancelPlan>(&decision);
    const auto until = plan != nullptr ? plan->until : one.until.value_or(work.time.day);
    one.until = until;
    one.state = until <= work.time.day ? State::ended : State::ending;
    put_course(one, tools_.catalogue.charging, row);
    tools_.store.subscriptions.update(row);
    if (campaigns::never_began(one, work.time.day)) {
        tools_.store.orders.give_back(row.id);
        leave_alone(row, work.time.day);
    }
    store::OrderRow order;
    order.at = to_millis(work.time.at);
    order.day = day_number(work.time.day);
    order.kind = "cancel";
    order.number = row.number;
    order.package = row.package;
    order.offer = row.offer;
    order.subscription_id = row.id;
    order.text_id = work.text_id;
    tools_.store.orders.record(order);
    take_back_credits(work, row, name);
    const auto code = package == nullptr ? std::string() : package->order_code;
    if (trial) return {"trial_cancelled", {{"package", name}, {"order_code", code}}};
    if (until <= work.time.day) return {"cancelled_now", {{"package", name}, {"order_code", code}}};
    return {"cancelled", {{"package", name}, {"until", tools_.phrases.date(until)}, {"order_code", code}}};
}

// Another tier was to go on, and be charged, until this one begins; or this one was ordered again. Nothing follows now.
void CancelDesk::leave_alone(const store::SubscriptionRow& row, campaigns::Date today) {
    const auto* package = tools_.catalogue.find(row.package);
    for (auto& other : tools_.store.subscriptions.of(row.number)) {
        const auto* theirs = tools_.catalogue.find(other.package);
        const bool tier = package != nullptr && theirs != nullptr && !package->family.empty() && theirs->family == package->family;
        if (other.state != "ending" || (other.package != row.package && !tier)) continue;
        const auto one = campaigns::left_alone(from_row(other), today);
        if (one.state == State::ended && campaigns::never_began(one, today)) tools_.store.orders.give_back(other.id);
        put_course(one, tools_.catalogue.charging, other);
        tools_.store.subscriptions.update(other);
    }
}

void CancelDesk::take_back_credits(Work& work, const store::SubscriptionRow& row, const std::string& package_name) {
    rewards_.given_up(row, work.time);
    auto invitation = tools_.store.referrals.of_subscription(row.id);
    if (!invitation) return;
    invitation->state = "reversed";
    invitation->next_day = std::nullopt;
    tools_.store.referrals.update(*invitation);
    if (invitation->staff) return;
    const auto listening = tools_.phrases.to(invitation->referrer);
    work.notices.push_back({invitation->referrer, invitation->text_id, "notice_points_lost",
                            tools_.phrases.text("notice_points_lost",
                                                {{"friend", tools_.phrases.masked(row.number)},
                                                 {"package", package_name},
                                                 {"points", fmt::format("{}", invitation->points)}},
                                                row.package),
                            fmt::format("referral-{}", invitation->id)});
}

}  // namespace hall::daemon
