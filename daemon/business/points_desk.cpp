#include "daemon/business/points_desk.hpp"

#include "daemon/business/phrases.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace hall::daemon {

using campaigns::Outcome;
using campaigns::Refusal;

namespace {

// As many as fit into a text that people read to its end.
constexpr std::int64_t most_moves = 8;

}  // namespace

std::vector<campaigns::PointsLot> PointsDesk::lots_of(std::string_view number) {
    std::vector<campaigns::PointsLot> lots;
    for (const auto& row : tools_.store.points.lots(number)) lots.push_back({row.id, row.left, day_of(row.expires_day)});
    return lots;
}

Step PointsDesk::tell(Work& work) {
    const auto lots = lots_of(work.request.subscriber);
    const auto next = campaigns::next_expiry(lots, work.time.day);
    const auto totals = tools_.store.referrals.totals(work.request.subscriber);
    Outcome outcome{"told_none_expires",
                    {{"points", fmt::format("{}", campaigns::points_of(lots, work.time.day))},
                     {"held", fmt::format("{}", totals.points_held)}}};
    if (!next) return outcome;
    outcome.slug = "told";
    outcome.values.emplace_back("expiring", fmt::format("{}", next->points));
    outcome.values.emplace_back("expires", tools_.phrases.date(next->expires));
    return outcome;
}

Step PointsDesk::history(Work& work) {
    std::string list;
    for (const auto& move : tools_.store.points.moves(work.request.subscriber, most_moves)) {
        const auto* item = tools_.catalogue.points.find(move.item);
        const campaigns::Values values = {{"date", tools_.phrases.date(day_of(move.day))},
                                          {"points", fmt::format("{}", std::abs(move.points))},
                                          {"item", item == nullptr ? move.item : item->name}};
        list += (list.empty() ? "" : "\n") + tools_.phrases.text("piece_points_" + move.kind, values);
    }
    if (list.empty()) return Outcome{"nothing_moved", {}};
    return Outcome{"told", {{"list", list}}};
}

Step PointsDesk::redeem(Work& work) {
    const auto& he = work.request.subscriber;
    const auto* account = facts_about(work, he);
    if (account == nullptr) return Need{he, AskFacts{}};
    auto decision = campaigns::decide_redeem(tools_.catalogue, work.request.value("item"), account->subscriber,
                                             lots_of(he), work.time.day);
    if (const auto* refusal = std::get_if<Refusal>(&decision)) return tools_.phrases.refused(*refusal);
    const auto& plan = std::get<campaigns::RedeemPlan>(decision);
    for (const auto& taken : plan.taken)
        tools_.store.points.take({to_millis(work.time.at), day_number(work.time.day), taken.lot, taken.points, "spent",
                                  work.text_id, plan.item});
    return Need{he, Give{*tools_.catalogue.points.find(plan.item)}, plan.item};
}

Outcome PointsDesk::carried_out(Work& work, std::string_view item_id, const BackEndAnswer& answer) {
    const auto* item = tools_.catalogue.points.find(item_id);
    if (answer.how != BackEndAnswer::How::done) {
        tools_.store.points.give_back(work.text_id, to_millis(work.time.at), day_number(work.time.day));
        return tools_.phrases.refused({answer.reason, {}});
    }
    const auto left = campaigns::points_of(lots_of(work.request.subscriber), work.time.day);
    return {"redeemed",
            {{"item", item == nullptr ? std::string(item_id) : item->name},
             {"price", fmt::format("{}", item == nullptr ? 0 : item->points)},
             {"points", fmt::format("{}", left)}}};
}

}  // namespace hall::daemon
