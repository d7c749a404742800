#include "daemon/clerk/clerk.hpp"

#include "daemon/clerk/row_mapping.hpp"
#include "daemon/observe/log.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace hall::daemon {

namespace {

/// Something of the batch could not be dealt with, and it is to blame, not the store.
struct RowFailed {
    std::string why;
};

// Each thing on a damaged page costs a rollback. So many in one batch, and it is the database and no page of it.
constexpr std::size_t most_doomed = 64;
constexpr std::size_t most_doomed_rows = 16;

// As many times `outbox` may wait for one SMSC in all, with what rests and what waits for a person.
constexpr std::size_t most_resting = 4;

}  // namespace

Clerk::Clerk(store::Store& store, ClerkSettings settings, BackEnd* back_end, TrustedTime* trusted)
    : store_(store),
      settings_(std::move(settings)),
      rows_(store_),
      clock_(store_, settings_.business, trusted),
      redelivery_(store_, settings_),
      orphans_(store_.replies),
      receipts_(store_, settings_, rows_),
      writer_(store_, settings_, open_),
      business_(store_, settings_, writer_, rows_, open_, back_end),
      brake_(settings_.brake),
      desk_(store_, settings_, redelivery_, receipts_, business_, writer_, rows_, brake_) {
    rows_.take_back_by([this]() -> std::function<void()> {
        return [this, mark = open_.mark(), braked = brake_.mark()] {
            open_.undo_to(mark);
            brake_.undo_to(braked);
            orphans_.undo();
        };
    });
}

UtcTime Clerk::look_at(ClockReading reading) {
    reading_ = reading;
    const auto now = clock_.look(reading);
    business_.stand_still(clock_.doubt().has_value());
    return now;
}

std::optional<UtcTime> Clerk::next_wakeup(UtcTime now) const {
    if (resting_ || clock_.doubt()) return std::nullopt;
    std::optional<UtcTime> next;
    const auto consider = [&next](std::optional<UtcTime> due, const Chore& chore) {
        if (due && chore.rests_until) due = std::max(*due, *chore.rests_until);
        if (due && (!next || *due < *next)) next = due;
    };
    consider(business_.next_due(now), due_);
    consider(business_.next_notice(now), notices_);
    consider(desk_.next_expiry(), long_texts_);
    consider(receipts_.next_expiry(), parked_receipts_);
    consider(orphans_.next_expiry(), orphaned_);
    consider(brake_.next_over(), silences_);
    return next;
}

// A text that comes to us over an SMSC whose replies cannot leave would wait in vain. What rests is not counted among them:
// handsets that are off close the hall to nobody else; but there is an end to that, too.
bool Clerk::is_full(const std::string& smsc) const {
    return open_.movable(smsc) >= settings_.outbox_limit || open_.all(smsc) >= settings_.outbox_limit * most_resting;
}

// What its SMSC hears when the hall cannot take a text now; after it that one repeats.
codecs::CommandStatus Clerk::when_unable(const TextArrived& text) const {
    const auto style = settings_.smscs.find(text.smsc);
    return style == settings_.smscs.end() ? codecs::CommandStatus::message_queue_full : style->second.when_unable;
}

bool Clerk::is_full_for(const TextArrived& text) const {
    // A receipt wants no reply, so a full outbox does not concern it.
    if (!is_text(text.message)) return false;
    const auto sender = settings_.sender(text.message.source, text.smsc);
    if (!sender.answered()) return false;
    return is_full(text.smsc) || open_.must_be_told(text.smsc, sender.number) >= settings_.open_replies;
}

// No batch is decided by two versions, or two times: what stands between two such events is a batch of its own.
BatchResult Clerk::handle(std::vector<Event> events, ClockReading reading) {
    auto now = look_at(reading);
    const auto divides = [](const Event& event) {
        return std::holds_alternative<ConfigurationLoaded>(event) || std::holds_alternative<ClockAccepted>(event);
    };
    BatchResult result;
    auto begin = events.begin();
    while (true) {
        const auto next = std::find_if(begin, events.end(), divides);
        const bool spoilt = put_off_ && begin != next;
        result.append(handle_batch({std::make_move_iterator(begin), std::make_move_iterator(next)}, now));
        if (spoilt) take_configuration(*std::exchange(put_off_, std::nullopt), now, result);
        if (next == events.end()) return result;
        begin = std::next(next);
        if (const auto* accepted = std::get_if<ClockAccepted>(&*next)) {
            result.clock_accepted.push_back(accept_clock(*accepted, reading));
            now = look_at(reading);
            // What was planned by the time before may lie far ahead of it.
            business_.forget_plans();
            for (auto* chore : {&recalls_, &notices_, &due_, &long_texts_, &parked_receipts_, &old_doubts_, &orphaned_, &plans_})
                chore->rests_until.reset();
            stale_ = true;  // what is remembered by moments of before
            continue;
        }
        auto& loaded = std::get<ConfigurationLoaded>(*next);
        if (settings_.sabotage.swap_before_commit) {
            work_by(loaded.parts);
            put_off_ = std::move(loaded);
        } else {
            take_configuration(loaded, now, result);
        }
    }
}

BatchResult Clerk::handle_batch(std::vector<Event> events, UtcTime now) {
    const auto began = std::chrono::steady_clock::now();
    if (!kept_.empty()) {
        events.insert(events.begin(), std::make_move_iterator(kept_.begin()), std::make_move_iterator(kept_.end()));
        kept_.clear();
    }
    BatchResult result;
    std::size_t doomed = 0;
    const auto give_up = [&](const char* why) {
        roll_back();
        result = refuse(events, why, now);
    };
    for (bool done = false; !done;) {
        try {
            if (doomed == 1) business_.probe_due(now);  // there will be more of them on the same page
            result = try_batch(events, now);
            done = true;
        } catch (const TransactionDoomed& one) {
            roll_back();
            rows_.be_careful(true);
            log(LogLevel::error, "page_damaged", {{"what", one.key}, {"why", one.why}});
            if (++doomed % most_doomed_rows == 0) rows_.only_doomed();
            if (doomed < most_doomed) continue;
            give_up(one.why.c_str());
            done = true;
        } catch (const RowFailed& failed) {
            roll_back();
            rows_.be_careful(true);
            log(LogLevel::warn, "batch_begun_again", {{"why", failed.why}, {"events", events.size()}});
        } catch (const store::StoreError& error) {
            give_up(error.what());
            done = true;
        }
    }
    rows_.forget_doomed();
    watch_due(now);
    if (auto health = look(); health != health_) result.health = health_ = std::move(health);
    totals_.busy += std::chrono::steady_clock::now() - began;
    return result;
}

BatchResult Clerk::try_batch(std::span<const Event> events, UtcTime now) {
    BatchResult result;
    auto transaction = store_.begin();
    rows_.begin(now);
    std::size_t failed_events = 0;
    std::size_t given_up = 0;
    failed_texts_ = 0;
    try {
        if (stale_) restore_memory();
        stale_ = false;
        do_chore(recalls_, now, result, [&](BatchResult& out) { look_at_others(now, out); });
        // First what came due before: a text of today is not answered by the state of yesterday.
        do_chore(notices_, now, result, [&](BatchResult& out) {
            if (!resting_) business_.send_notices(now, out);
        });
        do_chore(due_, now, result, [&](BatchResult& out) { run_due(now, out); });
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (rows_.careful()) {
                failed_events += take_alone(events[i], i, now, result) ? 0 : 1;
            } else {
                take(events[i], now, result);
            }
        }
        const auto chore = [&](Chore& which, const std::function<void()>& work) {
            do_chore(which, now, result, [&work](BatchResult&) { work(); });
        };
        if (!clock_.doubt()) {
            chore(long_texts_, [&] { desk_.give_up_expired(now); });
            chore(parked_receipts_, [&] { receipts_.give_up_parked(now); });
            chore(old_doubts_, [&] { redelivery_.forget_old_doubts(now); });
            chore(orphaned_, [&] {
                given_up = orphans_.give_up(now);
                if (given_up > 0) business_.catch_up_again();
            });
        }
        chore(plans_, [&] { business_.plan_ahead(now); });
    } catch (const store::StoreError& error) {
        if (rows_.careful() || !error.row_at_fault()) throw;
        throw RowFailed{error.what()};
    } catch (const std::exception& error) {
        if (rows_.careful()) throw store::StoreError(error.what(), 0);  // nothing is left that could be set aside
        throw RowFailed{error.what()};
    }
    record_life(!events.empty());
    if (settings_.sabotage.acknowledge_before_commit && !result.answers.empty()) {
        settings_.sabotage.acknowledge_before_commit(std::exchange(result.answers, {}));
    }
    auto aside = rows_.failures() > 0 || retried_aside_ ? store_.aside.totals() : aside_;
    transaction.commit();
    open_.keep();
    brake_.keep();
    brake_.forget(now);
    orphans_.keep();
    rows_.tell();
    note_failed_texts(now);
    aside_ = std::move(aside);
    retried_aside_ = false;
    if (given_up > 0)
        log(LogLevel::warn, "outbox_orphans_too_old",
            {{"parts", given_up}, {"what", "their SMSC was not named by the settings for a day"}});
    store_failing_since_.reset();
    // Bad rows come in flocks: only after a batch without any does the next one go without precautions.
    if (rows_.failures() == 0 && failed_events == 0) rows_.be_careful(false);
    if (!result.answers.empty()) ++totals_.batches;
    for (const auto& answer : result.answers) {
        if (answer.status == codecs::CommandStatus::ok) {
            ++totals_.texts;
        } else {
            ++totals_.refused;
        }
    }
    return result;
}

void Clerk::run_due(UtcTime now, BatchResult& result) {
    if (!resting_) business_.run_due(now, result);
}

void Clerk::take(const Event& event, UtcTime now, BatchResult& result) {
    if (const auto* text = std::get_if<TextArrived>(&event)) {
        if (is_full_for(*text)) {
            auto& answer = result.answers.emplace_back(refusal_of(*text, when_unable(*text)));
            answer.his_own = !is_full(text->smsc);
            return;
        }
        desk_.take(*text, now, result);
    } else if (const auto* odd = std::get_if<PduRefused>(&event)) {
        store_.history.record_refused(to_row(*odd));
        ++result.pdus_refused;
    } else if (const auto* settled = std::get_if<SubmitSettled>(&event)) {
        settle(*settled, now);
    } else if (const auto* announced = std::get_if<SubmitsAnnounced>(&event)) {
        for (const auto id : announced->outbound_ids) {
            store_.replies.record_announced(id, to_millis(announced->at));
            result.released.push_back({announced->smsc, id});
        }
    } else if (const auto* refused = std::get_if<AnnouncementsVoid>(&event)) {
        for (const auto id : refused->outbound_ids) store_.replies.record_announced(id, std::nullopt);
    } else if (const auto* lane = std::get_if<LaneRests>(&event)) {
        open_.rests(*lane);
    } else if (const auto* traced = std::get_if<AnswersTraced>(&event)) {
        redelivery_.trace(*traced);
    } else if (const auto* answer = std::get_if<BackEndAnswer>(&event)) {
        business_.answered(*answer, now, result);
    } else if (const auto* change = std::get_if<LinkChanged>(&event)) {
        store_.history.record_link_event(
            {to_millis(change->at), change->smsc, change->link, change->event, change->detail});
    } else if (const auto* noted = std::get_if<ControlNoted>(&event)) {
        auto row = noted->row;
        if (clock_.doubt()) row.at = to_millis(now);
        store_.versions.record_control(row);
    } else if (const auto* asked = std::get_if<AsideRetried>(&event)) {
        retry_aside(*asked, now, result);
    }
}

void Clerk::settle(const SubmitSettled& settled, UtcTime now) {
    if (settled.how == Settlement::held) {
        std::optional<std::int64_t> submitted_at;
        if (settled.submitted_at) submitted_at = to_millis(*settled.submitted_at);
        store_.replies.record_held(settled.outbound_id, submitted_at, settled.attempts);
        open_.held(settled.outbound_id);
        return;  // it stays open
    }
    const auto ended = store_.replies.record_settled(to_row(settled));
    const auto style = settings_.smscs.find(settled.smsc);
    if (settled.how == Settlement::accepted && style != settings_.smscs.end() && style->second.registered_delivery != 0)
        receipts_.submit_accepted(settled.outbound_id);
    open_.settled(settled.outbound_id, settled.how);
    if (ended && ended->notice) business_.notice_ended(ended->reply_id, ended->accepted, now);
}

}  // namespace hall::daemon
