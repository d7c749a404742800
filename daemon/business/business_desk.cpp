#include "daemon/business/business_desk.hpp"

#include "daemon/observe/log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace hall::daemon {

namespace {

using campaigns::Outcome;
using campaigns::Reason;
using How = BackEndAnswer::How;

constexpr std::int64_t most_at_once = 100;
constexpr int most_doublings = 6;

std::string to_text(const campaigns::Values& values) {
    std::string text;
    for (const auto& [name, value] : values) text += name + "=" + value + "\n";
    return text;
}

campaigns::Values values_of(const std::string& text) {
    campaigns::Values values;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (const auto equals = line.find('='); equals != std::string::npos)
            values.emplace_back(line.substr(0, equals), line.substr(equals + 1));
    return values;
}

std::string key_of(const Work& work) { return fmt::format("text-{}", work.text_id); }

}  // namespace

BusinessDesk::BusinessDesk(const BusinessTools& tools, BackEnd& back_end)
    : tools_(tools), back_end_(back_end), questions_(tools), queries_(tools), orders_(tools), fulfilment_(tools),
      cancellations_(tools), referrals_(tools), points_(tools) {}

Step BusinessDesk::begin(Work& work) {
    const auto& name = work.request.name;
    if (name == "query_balance") return queries_.balance(work);
    if (name == "query_bill") return queries_.bill(work);
    if (name == "query_data") return queries_.data(work);
    if (name == "query_package") return queries_.package(work);
    if (name == "query_subscriptions") return queries_.subscriptions(work);
    if (name == "query_top") return queries_.top(work);
    if (name == "query_points") return points_.tell(work);
    if (name == "query_points_history") return points_.history(work);
    if (name == "query_referrals") return referrals_.totals(work);
    if (name == "order") return orders_.order(work);
    if (name == "trial") return orders_.trial(work);
    if (name == "cancel") return cancellations_.cancel(work);
    if (name == "refer") return referrals_.refer(work);
    if (name == "redeem_points") return points_.redeem(work);
    if (name == "opt_out") return opt_out(work);
    return campaigns::not_available_yet();
}

Outcome BusinessDesk::opt_out(Work& work) {
    if (tools_.store.opt_outs.has(work.request.subscriber)) return {"opted_out_already", {}};
    tools_.store.opt_outs.record(work.request.subscriber, to_millis(work.time.at), work.text_id);
    return {"opted_out", {}};
}

Outcome BusinessDesk::take(const campaigns::ActionRequest& request, const ActionOrigin& origin, std::string agreed,
                           const HallTime& time, BusinessOutput& out) {
    Work work;
    work.request = request;
    work.text_id = origin.text_id;
    work.hall_number = origin.hall_number;
    work.node = origin.node;
    work.agreed = std::move(agreed);
    work.time = time;
    auto outcome = run(work, out);
    std::move(work.notices.begin(), work.notices.end(), std::back_inserter(out.notices));
    return outcome;
}

Outcome BusinessDesk::run(Work& work, BusinessOutput& out) {
    while (true) {
        const auto step = begin(work);
        if (const auto* outcome = std::get_if<Outcome>(&step)) return *outcome;
        const auto& need = std::get<Need>(step);
        const bool facts = std::holds_alternative<AskFacts>(need.task);
        BackEndRequest request{work.case_id,   facts ? std::string() : key_of(work), need.number, work.text_id,
                               work.time.at, work.time.day,                        need.task};
        const auto answer = back_end_.ask(request);
        if (!answer) {
            park(work, need, std::move(request), out);
            return {"being_processed", {}};
        }
        if (!facts) return carried_out(work, need.subscription, need.package, *answer);
        if (!answer->facts) return tools_.phrases.refused({Reason::system_failed, {}});
        work.facts[need.number] = *answer->facts;
    }
}

Outcome BusinessDesk::carried_out(Work& work, std::optional<std::int64_t> subscription, std::string_view package,
                                  const BackEndAnswer& answer) {
    if (work.request.name == "redeem_points") return points_.carried_out(work, package, answer);
    if (work.request.name == "cancel") return cancellations_.carried_out(work, subscription.value(), answer);
    if (work.request.name == "order" || work.request.name == "trial")
        return fulfilment_.carried_out(work, subscription.value(), answer);
    throw std::runtime_error("nobody can carry out '" + work.request.name + "'");
}

void BusinessDesk::park(Work& work, const Need& need, BackEndRequest request, BusinessOutput& out) {
    store::CaseRow row;
    row.id = work.case_id;
    row.phase = std::holds_alternative<AskFacts>(need.task) ? "facts" : "carry_out";
    row.package = need.package;
    row.subscription_id = need.subscription;
    row.next_at = to_millis(work.time.at + tools_.settings.back_end_patience);
    if (work.case_id == 0) {
        row.text_id = work.text_id;
        row.number = work.request.subscriber;
        row.hall_number = work.hall_number;
        row.node = work.node;
        row.action = work.request.name;
        row.arguments = to_text(work.request.values);
        row.agreed = work.agreed;
        row.opened_at = to_millis(work.time.at);
        work.case_id = tools_.store.cases.record(row);
    } else {
        if (const auto before = tools_.store.cases.find(work.case_id)) row.tries = before->phase == row.phase ? before->tries : 0;
        tools_.store.cases.update(row);
    }
    facts_[work.case_id] = work.facts;
    request.case_id = work.case_id;
    out.asked.push_back(std::move(request));
}

Work BusinessDesk::work_of(const store::CaseRow& row, const HallTime& time) {
    Work work;
    work.request = {row.action, row.number, values_of(row.arguments)};
    work.text_id = row.text_id;
    work.hall_number = row.hall_number;
    work.node = row.node;
    work.agreed = row.agreed;
    work.time = time;
    work.case_id = row.id;
    work.facts = facts_[row.id];
    return work;
}

void BusinessDesk::finish(Work& work, const Outcome& outcome, BusinessOutput& out) {
    std::move(work.notices.begin(), work.notices.end(), std::back_inserter(out.notices));
    if (outcome.slug == "being_processed") return;
    const auto listening = tools_.phrases.to(work.request.subscriber);
    tools_.store.cases.close(work.case_id, outcome.slug);
    facts_.erase(work.case_id);
    out.notices.push_back({work.request.subscriber, work.text_id, outcome.slug,
                           tools_.phrases.reply(work.node, work.request, outcome), fmt::format("case-{}", work.case_id)});
}

void BusinessDesk::answered(const BackEndAnswer& answer, const HallTime& time, BusinessOutput& out) {
    BusinessOutput own;
    if (!attempt(answer.case_id, [&] { take_answer(answer, time, own); })) return;
    std::move(own.notices.begin(), own.notices.end(), std::back_inserter(out.notices));
    std::move(own.asked.begin(), own.asked.end(), std::back_inserter(out.asked));
}

// Throws: a word that nobody knows must not be taken for one of the others.
void BusinessDesk::check(const store::CaseRow& row) const {
    if (row.phase == "facts") return;
    if (row.phase != "carry_out") throw std::runtime_error("its phase is '" + row.phase + "'");
    for (const auto* action : {"order", "trial", "cancel", "redeem_points"})
        if (row.action == action) return;
    throw std::runtime_error("nobody can carry out '" + row.action + "'");
}

void BusinessDesk::take_answer(const BackEndAnswer& answer, const HallTime& time, BusinessOutput& out) {
    if (tools_.store.aside.has("case", answer.case_id)) return;  // a person decides when it is asked about again
    const auto row = tools_.store.cases.find(answer.case_id);
    if (!row) {
        log(LogLevel::warn, "back_end_answer_unwanted", {{"case", answer.case_id}, {"key", answer.key}});
        return;
    }
    check(*row);
    const auto listening = tools_.phrases.to(row->number);
    auto work = work_of(*row, time);
    if (row->phase == "facts") {
        if (answer.how != How::facts || !answer.facts) return;  // it is asked again when its patience is over
        work.facts[answer.facts->subscriber.number] = *answer.facts;
        finish(work, run(work, out), out);
        return;
    }
    if (answer.key != key_of(work)) return;
    if (answer.how == How::done || answer.how == How::refused) {
        finish(work, carried_out(work, row->subscription_id, row->package, answer), out);
    } else if (answer.how == How::not_known) {
        // It was never carried out. What was written down for it goes back, and it is decided anew.
        take_back(work, *row);
        work.facts.clear();
        finish(work, run(work, out), out);
    }
}

void BusinessDesk::take_back(Work& work, const store::CaseRow& row) {
    if (row.action == "redeem_points")
        tools_.store.points.give_back(row.text_id, to_millis(work.time.at), day_number(work.time.day));
    if (row.action == "order" || row.action == "trial") {
        auto placed = tools_.store.subscriptions.find(row.subscription_id.value()).value();
        placed.state = "refused";
        placed.next_day = std::nullopt;
        tools_.store.subscriptions.update(placed);
        tools_.store.orders.take_back(placed.id);
    }
    store::CaseRow again = row;  // back to the facts: while it is decided anew it does not stand in its own way
    again.phase = "facts";
    again.subscription_id = std::nullopt;
    tools_.store.cases.update(again);
}

void BusinessDesk::ask_again(const HallTime& time, BusinessOutput& out) {
    for (const auto id : tools_.store.cases.due(to_millis(time.at), most_at_once)) {
        BusinessOutput own;  // of a case that fails nothing leaves
        const auto ask = [&] {
            auto row = tools_.store.cases.find(id);
            if (!row) throw std::runtime_error("the index names it, and it is not there");
            ask_again(*row, time, own);
        };
        if (!attempt(id, ask)) continue;
        std::move(own.notices.begin(), own.notices.end(), std::back_inserter(out.notices));
        std::move(own.asked.begin(), own.asked.end(), std::back_inserter(out.asked));
    }
}

void BusinessDesk::ask_again(store::CaseRow& row, const HallTime& time, BusinessOutput& out) {
    check(row);
    row.tries = std::max(row.tries, 0) + 1;
    const auto wait = tools_.settings.back_end_patience * (1 << std::min(row.tries, most_doublings));
    row.next_at = to_millis(time.at + wait);
    tools_.store.cases.update(row);
    log(LogLevel::warn, "back_end_silent", {{"case", row.id}, {"phase", row.phase}, {"times", row.tries}});
    if (row.phase == "carry_out") return reconcile(row, time, out);
    const auto listening = tools_.phrases.to(row.number);
    auto work = work_of(row, time);
    if (row.tries <= tools_.settings.back_end_tries) {
        finish(work, run(work, out), out);
    } else {
        finish(work, tools_.phrases.refused({Reason::system_failed, {}}), out);
    }
}

bool BusinessDesk::attempt(std::int64_t case_id, const std::function<void()>& work) {
    store::AsideRow what{0, "case", case_id};
    if (tools_.rows.careful())
        tools_.rows.try_alone(RowGuard::key_of(what), [&] {
            if (const auto row = tools_.store.cases.find(case_id)) {
                what.number = row->number;
                what.due = row->next_at;
            }
        });
    return tools_.rows.attempt(what, work, [&] {
        facts_.erase(case_id);
        tools_.store.cases.set_next_at(case_id, std::nullopt);
    });
}

// Nobody knows whether it was carried out. It is asked about, never asked for again before that is known.
void BusinessDesk::reconcile(const store::CaseRow& row, const HallTime& time, BusinessOutput& out) {
    const auto work = work_of(row, time);
    out.asked.push_back({row.id, key_of(work), row.number, row.text_id, time.at, time.day, AskOutcome{}});
}

}  // namespace hall::daemon
