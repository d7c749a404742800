#include "daemon/clerk/notice_desk.hpp"

#include "daemon/observe/log.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace hall::daemon {

namespace {

using namespace std::chrono_literals;

constexpr std::uint8_t international = 1;
constexpr std::uint8_t isdn = 1;

// Some seconds of a link's work: replies that come meanwhile queue behind it.
constexpr std::size_t most_ahead = 500;
// Of the outbox as a whole, with what rests: the rest of the bound is for replies.
constexpr std::size_t most_for_notices = 2;
// In one transaction: texts go between.
constexpr std::int64_t most_at_once = 100;
// An operator may have changed the table beside us.
constexpr Millis look_every = 10s;
constexpr Millis count_every = 1s;
constexpr std::int64_t few = 1000;

// One that was not taken is sent again after an hour, then after two, and at most every twelve.
constexpr Millis first_pause = 1h;
constexpr Millis last_pause = 12h;

Millis pause_after(int tries) { return std::min(first_pause * (1 << std::min(tries, 4)), last_pause); }

}  // namespace

bool NoticeDesk::has_room(const std::string& smsc) const {
    return open_.movable(smsc) < std::min(most_ahead, settings_.outbox_limit / 2) &&
           open_.all(smsc) < settings_.outbox_limit * most_for_notices;
}

void NoticeDesk::plan(UtcTime now) {
    next_.clear();
    for (const auto& [smsc, style] : settings_.smscs)
        if (const auto at = store_.notices.next_at(smsc)) next_.emplace(smsc, from_millis(*at));
    planned_at_ = now;
}

bool NoticeDesk::is_due(const std::string& smsc, UtcTime now) const {
    const auto next = next_.find(smsc);
    return next != next_.end() && next->second <= now;
}

void NoticeDesk::catch_up(const Holds& holds, UtcTime now) {
    std::vector<std::string> smscs;
    for (const auto& [smsc, style] : settings_.smscs) smscs.push_back(smsc);
    store_.notices.reroute(smscs);
    for (const auto& ended : store_.notices.ended()) {
        // What it holds back may be a bad row, which is set aside when its day comes.
        const auto work = [&] { finish(ended.row, ended.taken, holds, now); };
        if (const auto why = rows_.try_alone("notice " + std::to_string(ended.row.id), work); !why.empty())
            log(LogLevel::error, "notice_not_ended", {{"notice_id", ended.row.id}, {"why", why}});
    }
    forget();
    plan(now);
    count(now);
}

std::int64_t NoticeDesk::write(const store::NoticeRow& row, UtcTime now, BatchResult& out) {
    OutgoingText text;
    text.text_id = row.text_id;
    text.smsc = row.smsc;
    text.subscriber = row.subscriber;
    text.hall_number = row.hall_number;
    text.destination = {international, isdn, row.subscriber};
    text.body = row.body;
    text.notice = row.kind;
    return writer_.write(text, now, out);
}

void NoticeDesk::send(Notice notice, UtcTime now, BatchResult& out) {
    BatchResult own;
    store::AsideRow what{0, "notice", notice.text_id, notice.subscriber};
    what.holds = notice.holds;
    what.needed = notice.name + "\n" + notice.subject + "\n" + notice.body;
    if (rows_.attempt(what, [&] { write_down(notice, now, own); })) out.append(std::move(own));
}

void NoticeDesk::write_down(Notice notice, UtcTime now, BatchResult& out) {
    if (!planned_at_) plan(now);
    const auto origin = store_.texts.origin(notice.text_id);
    if (!origin) throw std::runtime_error("text " + std::to_string(notice.text_id) + ", which led to it, is not there");
    store::NoticeRow row;
    row.subject = notice.subject.empty() ? "text-" + std::to_string(notice.text_id) : std::move(notice.subject);
    row.kind = std::move(notice.name);
    row.subscriber = std::move(notice.subscriber);
    row.text_id = notice.text_id;
    row.smsc = settings_.smscs.contains(origin->smsc) ? origin->smsc : settings_.smscs.begin()->first;
    row.hall_number = origin->hall_number;
    row.body = std::move(notice.body);
    row.since = row.not_before = to_millis(now);
    row.holds = notice.holds;
    // What waits already goes first, and what nothing can be sent for now waits.
    const bool at_once = !is_due(row.smsc, now) && has_room(row.smsc);
    if (at_once) row.reply_id = write(row, now, out);
    if (at_once && !row.holds) return;
    store_.notices.record(row);
    touched_ = true;
    if (!at_once && !is_due(row.smsc, now)) next_[row.smsc] = now;
}

void NoticeDesk::send_waiting(const Holds& holds, UtcTime now, BatchResult& out) {
    if (!planned_at_ || (totals_.waiting > 0 && now - *planned_at_ >= look_every)) plan(now);
    bool looked = false;
    for (const auto& [smsc, style] : settings_.smscs) {
        if (!is_due(smsc, now) || !has_room(smsc)) continue;
        looked = true;
        for (const auto& row : store_.notices.due(smsc, to_millis(now), most_at_once)) {
            if (!has_room(smsc)) break;
            BatchResult own;
            store::AsideRow what{0, "notice", row.text_id, row.subscriber};
            what.holds = row.holds;
            what.needed = row.kind + "\n" + row.subject + "\n" + row.body;
            const auto leave = [&] {
                const bool needed = !row.holds || holds.still_needed(*row.holds);
                const auto reply_id = needed ? write(row, now, own) : 0;
                if (needed && row.holds) {
                    store_.notices.record_sent(row.id, reply_id);
                } else {
                    store_.notices.forget(row.id);
                }
            };
            // One that cannot be put into a text message at all is set aside: the others need not wait for it.
            if (rows_.attempt(what, leave, [&] { store_.notices.forget(row.id); }, true))
                out.append(std::move(own));
        }
    }
    if (!looked) return;
    touched_ = true;
    plan(now);
}

void NoticeDesk::ended(std::int64_t reply_id, bool taken, const Holds& holds, UtcTime now) {
    if (const auto row = store_.notices.sent_as(reply_id)) finish(*row, taken, holds, now);
}

void NoticeDesk::finish(const store::NoticeRow& row, bool taken, const Holds& holds, UtcTime now) {
    touched_ = true;
    if (taken || !row.holds || !holds.still_needed(*row.holds)) {
        store_.notices.forget(row.id);
        if (taken && row.holds) holds.taken(*row.holds);
        return;
    }
    const auto again = now + pause_after(row.tries);
    store_.notices.record_not_taken(row.id, to_millis(again));
    log(LogLevel::warn, "notice_not_taken",
        {{"notice_id", row.id}, {"notice", row.kind}, {"subject", row.subject}, {"tries", row.tries + 1},
         {"what", "it is sent again later; what it announces is not charged before"}});
    const auto next = next_.find(row.smsc);
    if (next == next_.end() || next->second > again) next_[row.smsc] = again;
}

std::optional<UtcTime> NoticeDesk::next_due(UtcTime now) const {
    std::optional<UtcTime> next;
    const auto consider = [&next](UtcTime at) { next = next ? std::min(*next, at) : at; };
    for (const auto& [smsc, at] : next_) {
        // Without room it waits until submits are settled, and those wake the clerk.
        if (at > now) {
            consider(at);
        } else if (has_room(smsc)) {
            consider(now);
        }
    }
    if (totals_.waiting > 0 && planned_at_) consider(*planned_at_ + look_every);
    return next;
}

void NoticeDesk::count(UtcTime now) {
    const bool empty = totals_ == store::NoticeTotals{};
    if (empty && !touched_) return;
    // A long table is not read for every text.
    if (totals_.waiting + totals_.holding >= few && counted_at_ && now - *counted_at_ < count_every) return;
    totals_ = store_.notices.totals();
    counted_at_ = now;
    touched_ = false;
}

}  // namespace hall::daemon
