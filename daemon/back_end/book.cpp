#include "daemon/back_end/book.hpp"

#include "daemon/business/hall_day.hpp"

#include <stdexcept>

namespace hall::daemon {

namespace {

using How = BackEndAnswer::How;
using Status = campaigns::SubscriberFacts::Status;

// An unknown word is nobody's cancellation: whatever asks about him fails, and is set aside, until a person has mended it.
Status status_of(const store::SubscriberRow& row) {
    if (row.status == "active") return Status::active;
    if (row.status == "suspended") return Status::suspended;
    if (row.status == "cancelled") return Status::cancelled;
    throw std::runtime_error("the status of subscriber " + row.number + " is '" + row.status + "'");
}

BackEndAnswer answer_to(const BackEndRequest& request, How how) {
    BackEndAnswer answer;
    answer.case_id = request.case_id;
    answer.key = request.key;
    answer.how = how;
    return answer;
}

}  // namespace

AccountFacts Book::facts_of(const BackEndRequest& request) {
    AccountFacts facts;
    auto& he = facts.subscriber;
    he.number = request.subscriber;
    const auto row = store_.accounts.find(request.subscriber);
    if (!row) return facts;
    he.status = status_of(*row);
    he.city = row->city;
    he.brand = row->brand;
    he.spend = row->spend;
    he.balance = row->balance;
    he.blacklisted = row->blacklisted;
    facts.tariff = row->tariff;
    for (auto& usage : store_.accounts.usage(request.subscriber, calendar_month(request.day)))
        facts.usage.push_back({std::move(usage.unit), usage.used, usage.given});
    return facts;
}

BackEndAnswer Book::charge(const BackEndRequest& request, std::int64_t subscription, std::int64_t price) {
    auto answer = answer_to(request, How::done);
    const auto row = store_.accounts.find(request.subscriber);
    if (row) answer.balance = row->balance;
    if (row && status_of(*row) == Status::cancelled) {
        answer.how = How::refused;
        answer.reason = campaigns::Reason::number_cancelled;
        return answer;
    }
    if (price == 0) return answer;
    if (!row || row->balance < price) {
        answer.how = How::refused;
        answer.reason = row ? campaigns::Reason::balance_short : campaigns::Reason::not_a_subscriber;
        answer.balance = row ? row->balance : 0;
        return answer;
    }
    store::MovementRow movement;
    movement.at = to_millis(request.at);
    movement.day = day_number(request.day);
    movement.number = request.subscriber;
    movement.amount = -price;
    movement.kind = "charge";
    movement.subscription_id = subscription;
    movement.text_id = request.text_id;
    answer.movement = store_.accounts.record_movement(movement);
    answer.balance = row->balance - price;
    return answer;
}

BackEndAnswer Book::give(const BackEndRequest& request, const campaigns::PointsItem& item) {
    auto answer = answer_to(request, How::done);
    for (const auto& [unit, amount] : item.gives)
        store_.accounts.record_gift({request.subscriber, calendar_month(request.day), unit, amount, request.text_id});
    if (item.credit == 0) return answer;
    store::MovementRow movement;
    movement.at = to_millis(request.at);
    movement.day = day_number(request.day);
    movement.number = request.subscriber;
    movement.amount = item.credit;
    movement.kind = "points";
    movement.text_id = request.text_id;
    movement.remark = item.id;
    answer.movement = store_.accounts.record_movement(movement);
    return answer;
}

std::optional<BackEndAnswer> Book::ask(const BackEndRequest& request) {
    if (std::holds_alternative<AskFacts>(request.task)) {
        auto answer = answer_to(request, How::facts);
        answer.facts = facts_of(request);
        return answer;
    }
    if (const auto* order = std::get_if<PlaceOrder>(&request.task))
        return charge(request, order->subscription, order->price_now);
    if (const auto* month = std::get_if<ChargeMonth>(&request.task))
        return charge(request, month->subscription, month->price);
    if (const auto* gift = std::get_if<Give>(&request.task)) return give(request, gift->item);
    if (std::holds_alternative<AskOutcome>(request.task)) return answer_to(request, How::not_known);
    return answer_to(request, How::done);
}

}  // namespace hall::daemon
