// Clerk's part for rows that are set aside and are to be tried again: they go back to where they are found by themselves,
// so that every rule for what is due holds for them, too; and what is due is then done at once, so that whoever asked hears
// what came of it.

#include "daemon/clerk/clerk.hpp"
#include "daemon/clerk/row_mapping.hpp"
#include "daemon/observe/log.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace hall::daemon {

namespace {

// In one transaction: some ten milliseconds of work.
constexpr std::int64_t most_retried = 200;

}  // namespace

void Clerk::put_back(const store::AsideRow& row, UtcTime now, BatchResult& result) {
    if (row.kind == "subscription") {
        const auto there = store_.subscriptions.find(row.row_id);
        if (there && !there->next_day && row.due) store_.subscriptions.set_next_day(row.row_id, row.due);
    } else if (row.kind == "referral") {
        const auto there = store_.referrals.find(row.row_id);
        // One that was decided meanwhile, by a cancellation or an import, waits for nothing any more.
        const bool waits = there && (there->state == "open" || there->state == "ordered");
        if (waits && !there->next_day && row.due) store_.referrals.set_next_day(row.row_id, row.due);
    } else if (row.kind == "case") {
        store_.cases.set_next_at(row.row_id, to_millis(business_.clock().at(now).at));
    } else if (row.kind == "notice") {
        const auto first = row.needed.find('\n');
        const auto second = first == std::string::npos ? first : row.needed.find('\n', first + 1);
        if (second == std::string::npos) throw std::runtime_error("what it said is not there");
        if (business_.stands_still()) throw std::runtime_error("nothing is sent unasked while the clock is in doubt");
        if (!row.holds || business_.announces(*row.holds, now))
            business_.send_again({row.number, row.row_id, row.needed.substr(0, first),
                              row.needed.substr(second + 1), row.needed.substr(first + 1, second - first - 1), row.holds},
                             now, result);
    } else if (row.kind == "outbound" && !row.needed.empty()) {
        settle_step_by_step(settled_from_text(row.row_id, row.needed), now);
    } else if (row.kind == "outbound") {
        const auto waiting = store_.replies.find_waiting(row.row_id);
        if (!waiting) throw std::runtime_error("it is settled, or the reply that it is a part of is not there");
        if (!settings_.smscs.contains(waiting->smsc)) throw std::runtime_error("its SMSC is not in the settings");
        Recovered recovered;
        recover(*waiting, now, recovered);
        business_.catch_up_again();  // it may have been the last of a notice, and given up
        for (auto& part : recovered.outbox) result.outbox.push_back(std::move(part));
    }
    // Lots, parts and receipts are found again as soon as they are not set aside any more.
    store_.aside.forget(row.id);
}

void Clerk::retry_aside(const AsideRetried& asked, UtcTime now, BatchResult& result) {
    retried_aside_ = true;
    std::vector<store::AsideRow> rows;
    if (!asked.id) {
        rows = store_.aside.list(asked.after, most_retried);
    } else if (auto row = store_.aside.find(*asked.id)) {
        rows.push_back(std::move(*row));
    }
    AsideOutcome outcome;
    outcome.ticket = asked.ticket;
    outcome.tried = rows.size();
    outcome.more = !asked.id && rows.size() == static_cast<std::size_t>(most_retried);
    if (!rows.empty()) outcome.last = rows.back().id;
    const auto still = [&](const store::AsideRow& row, const std::string& why) {
        outcome.failed.push_back(fmt::format("{}: {} {}: {}", row.id, row.kind, row.row_id, why));
    };

    const bool was_careful = rows_.careful();
    rows_.be_careful(true);
    std::vector<const store::AsideRow*> put;
    for (const auto& row : rows) {
        BatchResult own;
        rows_.expect_again(row);
        if (const auto why = rows_.try_alone("put back " + std::to_string(row.id), [&] { put_back(row, now, own); });
            !why.empty()) {
            rows_.set_aside(row, why);
            still(row, why);
            continue;
        }
        result.append(std::move(own));
        put.push_back(&row);
    }
    restore_memory();
    due_.rests_until.reset();
    do_chore(due_, now, result, [&](BatchResult& out) { run_due(now, out); });
    if (!clock_.doubt()) do_chore(parked_receipts_, now, result, [&](BatchResult&) { receipts_.give_up_parked(now); });
    for (const auto* row : put)
        if (const auto again = store_.aside.find_row(row->kind, row->row_id)) still(*again, again->why);
    rows_.expect_again();
    rows_.be_careful(was_careful);

    store_.versions.record_control(
        {to_millis(now), asked.who, fmt::format("aside retry {}", asked.id ? std::to_string(*asked.id) : "all"),
         outcome.failed.empty() && outcome.tried > 0 ? "done" : "failed",
         fmt::format("{} tried, {} still set aside", outcome.tried, outcome.failed.size())});
    result.retried.push_back(std::move(outcome));
}

}  // namespace hall::daemon
