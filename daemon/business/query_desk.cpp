#include "daemon/business/query_desk.hpp"

#include "codecs/text/yuan.hpp"
#include "daemon/business/phrases.hpp"
#include "daemon/business/subscription_mapping.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::daemon {

namespace {

using campaigns::Outcome;
using campaigns::Reason;
using State = campaigns::Subscription::State;
using Status = campaigns::SubscriberFacts::Status;

// More lines than these make a text that nobody reads; the rest is counted.
constexpr std::size_t most_lines = 12;
constexpr std::int64_t top_places = 10;

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines) all += (all.empty() ? "" : "\n") + line;
    return all;
}

/// What he pays, and from which day on when he does not pay yet.
campaigns::PricePhase price_from(const campaigns::Subscription& one, campaigns::Date today) {
    for (const auto& phase : one.phases)
        if (phase.price > 0 && (!phase.until || today < *phase.until)) return phase;
    return one.phases.empty() ? campaigns::PricePhase{} : one.phases.back();
}

}  // namespace

Step QueryDesk::with_account(const Work& work, const std::function<Outcome(const AccountFacts&)>& tell) {
    const auto* account = facts_about(work, work.request.subscriber);
    if (account == nullptr) return Need{work.request.subscriber, AskFacts{}};
    const auto status = account->subscriber.status;
    if (status == Status::unknown) return tools_.phrases.refused({Reason::not_a_subscriber, {}});
    if (status == Status::cancelled) return tools_.phrases.refused({Reason::number_cancelled, {}});
    return tell(*account);
}

Step QueryDesk::balance(Work& work) {
    return with_account(work, [&](const AccountFacts& his) -> Outcome {
        return Outcome{"told",
                       {{"balance", codecs::format_yuan(his.subscriber.balance)},
                        {"spend", codecs::format_yuan(his.subscriber.spend)}}};
    });
}

Step QueryDesk::bill(Work& work) {
    return with_account(work, [&](const AccountFacts& his) -> Outcome {
        const auto from = first_of_month(work.time.day);
        const auto until = campaigns::first_of_next_month(work.time.day);
        std::int64_t total = 0;
        std::vector<std::string> lines;
        for (const auto& line : tools_.store.subscriptions.charged(his.subscriber.number, day_number(from), day_number(until))) {
            const auto* package = tools_.catalogue.find(line.package);
            if (line.amount == 0) continue;  // a month for nothing is no charge
            total += line.amount;
            lines.push_back(tools_.phrases.text("piece_bill_line",
                                                {{"item", package == nullptr ? line.package : package->name},
                                                 {"price", codecs::format_yuan(line.amount)}},
                                                line.package));
        }
        const std::chrono::year_month_day date(from);
        const auto month = tools_.phrases.text("piece_month", {{"year", fmt::format("{}", static_cast<int>(date.year()))},
                                                               {"month", fmt::format("{}", static_cast<unsigned>(date.month()))}});
        if (lines.empty()) return Outcome{"nothing_charged", {{"month", month}}};
        return Outcome{"told", {{"month", month}, {"total", codecs::format_yuan(total)}, {"list", joined(lines)}}};
    });
}

Step QueryDesk::data(Work& work) {
    return with_account(work, [&](const AccountFacts& his) -> Outcome {
        std::int64_t used = 0;
        std::int64_t holds = 0;
        for (const auto& usage : his.usage) {
            if (usage.unit != "data_mb") continue;
            used = usage.used;
            holds = usage.given;
        }
        for (const auto& row : tools_.store.subscriptions.of(his.subscriber.number)) {
            const auto* package = tools_.catalogue.find(row.package);
            const bool runs = row.state == "active" || row.state == "ending" || row.state == "trial";
            if (package == nullptr || !runs || day_of(row.starts) > work.time.day) continue;
            if (const auto held = package->holds.find("data_mb"); held != package->holds.end()) holds += held->second;
        }
        return Outcome{"told",
                       {{"used", fmt::format("{}", used)},
                        {"holds", fmt::format("{}", holds)},
                        {"left", fmt::format("{}", std::max<std::int64_t>(0, holds - used))}}};
    });
}

std::string QueryDesk::line_of(int number, const campaigns::Subscription& one, campaigns::Date today) const {
    const auto* package = tools_.catalogue.find(one.package);
    campaigns::Values values = {{"number", fmt::format("{}", number)},
                                {"package", package == nullptr ? one.package : package->name}};
    const auto price = price_from(one, today);
    if (one.until) values.emplace_back("until", tools_.phrases.date(*one.until));
    if (one.state == State::trial) return tools_.phrases.text("piece_list_trial", values, one.package);
    values.emplace_back("price", codecs::format_yuan(price.price));
    if (one.state == State::ending) {
        const auto month = one.until ? campaigns::month_ahead(one, *one.until, today) : std::nullopt;
        if (!month) return tools_.phrases.text("piece_list_ending", values, one.package);
        values.emplace_back("from", tools_.phrases.date(month->begins));
        for (auto& [key, value] : values)
            if (key == "price") value = codecs::format_yuan(month->price);
        auto line = tools_.phrases.text("piece_list_ending_charged", values, one.package);
        return line.empty() ? tools_.phrases.text("piece_list_ending", values, one.package) : line;
    }
    if (one.state == State::suspended) return tools_.phrases.text("piece_list_suspended", values, one.package);
    if (price.from > today) {
        values.emplace_back("from", tools_.phrases.date(price.from));
        return tools_.phrases.text("piece_list_later", values, one.package);
    }
    return tools_.phrases.text("piece_list_line", values, one.package);
}

Step QueryDesk::package(Work& work) {
    return with_account(work, [&](const AccountFacts& his) -> Outcome {
        std::vector<std::string> names;
        for (const auto& row : tools_.store.subscriptions.of(his.subscriber.number)) {
            if (row.state == "ended") continue;
            const auto* package = tools_.catalogue.find(row.package);
            const auto& name = package == nullptr ? row.package : package->name;
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
        }
        std::string list;
        for (const auto& name : names) list += (list.empty() ? "" : "、") + name;
        if (list.empty()) list = tools_.phrases.text("piece_list_nothing", {});
        return Outcome{"told",
                       {{"tariff", his.tariff},
                        {"brand", his.subscriber.brand},
                        {"city", his.subscriber.city},
                        {"list", list}}};
    });
}

Step QueryDesk::subscriptions(Work& work) {
    return with_account(work, [&](const AccountFacts& his) -> Outcome {
        std::vector<std::string> lines;
        store::QuestionRow question;
        std::size_t count = 0;
        for (const auto& row : tools_.store.subscriptions.of(his.subscriber.number)) {
            if (row.state == "ended") continue;
            if (++count > most_lines) continue;
            lines.push_back(line_of(static_cast<int>(count), from_row(row), work.time.day));
            question.package += fmt::format("{}{}:{}", question.package.empty() ? "" : " ", row.package, row.id);
        }
        if (count == 0) return Outcome{"nothing_ordered", {}};
        if (count > most_lines)
            lines.push_back(tools_.phrases.text("piece_list_more", {{"count", fmt::format("{}", count - most_lines)}}));
        question.kind = "list";
        question.action = "cancel";
        question.node = work.node;
        question.text_id = work.text_id;
        question.expires_at = to_millis(work.time.at + tools_.settings.wait);
        tools_.store.questions.record(work.request.subscriber, work.hall_number, question);
        return Outcome{"listed", {{"list", joined(lines)}, {"count", fmt::format("{}", count)}}};
    });
}

Step QueryDesk::top(Work& work) {
    const auto from = day_number(work.time.day) - tools_.catalogue.top_days + 1;
    std::vector<std::string> lines;
    for (const auto& row : tools_.store.orders.top(from, top_places)) {
        const auto* package = tools_.catalogue.find(row.package);
        if (package == nullptr) continue;  // no longer sold
        const auto number = fmt::format("{}", lines.size() + 1);
        lines.push_back(tools_.phrases.text(
            "piece_top_line", {{"number", number}, {"package", package->name}, {"order_code", package->order_code}},
            package->id));
    }
    if (lines.empty()) return Outcome{"nothing_ordered", {}};
    return Outcome{"told", {{"list", joined(lines)}, {"days", fmt::format("{}", tools_.catalogue.top_days)}}};
}

}  // namespace hall::daemon
