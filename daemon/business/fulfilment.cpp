#include "daemon/business/fulfilment.hpp"

#include "codecs/text/yuan.hpp"
#include "daemon/business/phrases.hpp"
#include "daemon/business/subscription_mapping.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::daemon {

namespace {

using campaigns::Outcome;
using State = campaigns::Subscription::State;

bool one_month_is_charged(const store::SubscriptionRow& row) { return row.months_charged == 1; }

}  // namespace

Outcome Fulfilment::carried_out(Work& work, std::int64_t subscription, const BackEndAnswer& answer) {
    auto row = tools_.store.subscriptions.find(subscription).value();
    const auto order = tools_.store.orders.of_subscription(subscription).value();
    const auto* package = tools_.catalogue.find(row.package);
    if (answer.how != BackEndAnswer::How::done) {
        row.state = "refused";
        row.next_day = std::nullopt;
        tools_.store.subscriptions.update(row);
        tools_.store.orders.take_back(subscription);
        return tools_.phrases.refused({answer.reason,
                                       {{"package", package == nullptr ? row.package : package->name},
                                        {"price", codecs::format_yuan(row.phases.empty() ? 0 : row.phases.front().price)},
                                        {"balance", codecs::format_yuan(answer.balance.value_or(0))}}});
    }
    begin(work, row, order, answer);
    campaigns::Package sold;  // it may have left the catalogue meanwhile; it was carried out all the same
    sold.id = sold.name = row.package;
    if (package != nullptr) sold = *package;
    if (order.kind == "trial")
        return {"trial_started",
                {{"package", sold.name},
                 {"until", tools_.phrases.date(day_of(*row.until))},
                 {"terms", tools_.phrases.terms(campaigns::phases_offered(tools_.catalogue, sold, work.time.day))},
                 {"order_code", sold.order_code},
                 {"cancel_code", sold.cancel_code}}};
    const auto before = end_others(work, row, sold);
    thank_referrer(work, order, sold);
    if (one_month_is_charged(row)) rewards_.charged(row, row.phases.front().price, work.time);
    return ordered(work, sold, row, order, answer, before);
}

void Fulfilment::begin(const Work& work, store::SubscriptionRow& row, const store::OrderRow& order,
                      const BackEndAnswer& answer) {
    const bool trial = order.kind == "trial";
    row.state = trial ? "trial" : "active";
    auto one = from_row(row);
    if (!trial && row.anchor == order.day) {
        one.months_charged = 1;
        tools_.store.subscriptions.record_charge(
            {row.id, 0, day_number(work.time.day), row.phases.front().price, answer.movement});
    }
    put_course(one, tools_.catalogue.charging, row);
    tools_.store.subscriptions.update(row);
}

// Another tier, the same package before, or its trial: what the new one takes the place of.
Fulfilment::Before Fulfilment::end_others(const Work& work, const store::SubscriptionRow& row,
                                          const campaigns::Package& package) {
    Before before;
    for (auto& other : tools_.store.subscriptions.of(row.number)) {
        if (other.id == row.id || (other.state == "ended" && other.until <= row.starts)) continue;
        const auto* theirs = tools_.catalogue.find(other.package);
        const bool same = other.package == row.package;
        const bool tier = theirs != nullptr && !package.family.empty() && theirs->family == package.family;
        const bool trial = other.phases.empty();
        if (!same && (!tier || trial)) continue;
        const auto one = from_row(other);
        // The answer may have come days after the new one began, and the trial may be over by itself meanwhile.
        const auto begins = day_of(trial ? row.starts : row.anchor);
        if (const auto month = trial ? std::nullopt : campaigns::month_ahead(one, begins, work.time.day)) {
            before.meanwhile = month;
            before.charged = theirs == nullptr ? other.package : theirs->name;
        }
        end_one(one, campaigns::make_room(one, begins, work.time.day), work.time.day, other);
        if (!same) before.tier = theirs->name;
    }
    return before;
}

void Fulfilment::end_one(const campaigns::Subscription& was, const campaigns::Subscription& is, campaigns::Date today,
                         store::SubscriptionRow& row) {
    const bool ends_now = was.state != State::ended && is.state == State::ended;
    if (ends_now && campaigns::never_began(was, today)) tools_.store.orders.give_back(row.id);
    put_course(is, tools_.catalogue.charging, row);
    tools_.store.subscriptions.update(row);
    if (is.months_charged < was.months_charged) tools_.store.subscriptions.take_back_charges(row.id, is.months_charged);
}

// Whoever recommended it must wait for his points.
void Fulfilment::thank_referrer(Work& work, const store::OrderRow& order, const campaigns::Package& package) {
    for (auto& invitation : tools_.store.referrals.to(order.number)) {
        if (invitation.id != order.referral_id || invitation.state != "open") continue;
        invitation.state = "ordered";
        invitation.subscription_id = order.subscription_id;
        invitation.next_day = day_number(work.time.day) + invitation.hold_days;
        // It is another's: his order does not fail because of it.
        store::AsideRow what{0, "referral", invitation.id, invitation.referrer};
        what.due = day_number(work.time.day);  // when it is tried again, this order is found (CourseDesk::go_on)
        if (!tools_.rows.attempt(what, [&] { tools_.store.referrals.update(invitation); },
                                 [&] { tools_.store.referrals.set_next_day(invitation.id, std::nullopt); }))
            continue;
        if (invitation.staff) continue;
        const auto listening = tools_.phrases.to(invitation.referrer);
        work.notices.push_back(
            {invitation.referrer, invitation.text_id, "notice_friend_ordered",
             tools_.phrases.text("notice_friend_ordered",
                                 {{"friend", tools_.phrases.masked(order.number)},
                                  {"package", package.name},
                                  {"points", fmt::format("{}", invitation.points)},
                                  {"hold_until", tools_.phrases.date(day_of(*invitation.next_day))}},
                                 package.id),
             fmt::format("referral-{}", invitation.id)});
    }
}

Outcome Fulfilment::ordered(const Work& work, const campaigns::Package& package, const store::SubscriptionRow& row,
                           const store::OrderRow& order, const BackEndAnswer& answer, const Before& before) const {
    const auto* account = facts_about(work, row.number);
    const auto balance = answer.balance.value_or(account == nullptr ? 0 : account->subscriber.balance);
    const auto one = from_row(row);
    Outcome outcome{"ordered",
                    {{"package", package.name},
                     {"terms", tools_.phrases.terms(one.phases, day_of(row.starts), before.charged, before.meanwhile)},
                     {"price", codecs::format_yuan(row.anchor == order.day ? one.phases.front().price : 0)},
                     {"starts", tools_.phrases.date(day_of(row.starts))},
                     {"cancel_code", package.cancel_code},
                     {"balance", codecs::format_yuan(balance)}}};
    if (before.tier.empty()) return outcome;
    outcome.slug = "changed";
    outcome.values.emplace_back("other", before.tier);
    return outcome;
}

}  // namespace hall::daemon
