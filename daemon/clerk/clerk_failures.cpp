// Clerk's part for what cannot be dealt with: a chore, an event, a batch, the store. Each has its own way down, and the
// deeper the fault lies the fewer it stops.

#include "daemon/clerk/clerk.hpp"
#include "daemon/clerk/row_mapping.hpp"
#include "daemon/observe/log.hpp"

#include <algorithm>
#include <utility>

namespace hall::daemon {

namespace {

// So long a chore that failed as a whole is left alone: texts must not wait for it.
constexpr Millis rest_after_failure = std::chrono::minutes(1);

// Records of links and requests that wait for a store that fails.
constexpr std::size_t most_news = 1000;

}  // namespace

// The transaction is rolled back; what the memory took over from it goes back too.
void Clerk::roll_back() {
    stale_ = true;
    open_.undo();
    brake_.undo();
    orphans_.undo();
}

// What is remembered beside the store: parts that wait, when the next parked receipt runs out of time. Inside a transaction.
void Clerk::restore_memory(bool parts) {
    const auto restore = [this](const char* what, const std::function<void()>& work) {
        if (const auto why = rows_.try_alone(what, work); !why.empty())
            log(LogLevel::error, "memory_not_restored", {{"what", what}, {"why", why}});
    };
    if (parts) restore("long texts", [this] { desk_.restore(); });
    restore("parked receipts", [this] { receipts_.restore(); });
    business_.forget_plans();
    store_.forget_others();
}

// A chore that is to blame itself, and no row of it, rests for a while; it stops nothing else.
void Clerk::do_chore(Chore& chore, UtcTime now, BatchResult& result, const std::function<void(BatchResult&)>& work) {
    if (chore.rests_until && now < *chore.rests_until) return;
    chore.rests_until.reset();
    if (!rows_.careful()) {
        work(result);
        return;
    }
    BatchResult own;
    if (const auto why = rows_.try_alone(std::string("chore ") + chore.name, [&] { work(own); }); why.empty()) {
        result.append(std::move(own));
    } else {
        chore.rests_until = now + rest_after_failure;
        log(LogLevel::error, "chore_failed", {{"chore", chore.name}, {"why", why}});
        restore_memory();
    }
}

bool Clerk::take_alone(const Event& event, std::size_t index, UtcTime now, BatchResult& result) {
    const auto key = "event " + std::to_string(index);
    const auto changes = desk_.changes();
    BatchResult own;
    auto why = rows_.try_alone(key, [&] { take(event, now, own); });
    if (!why.empty()) {
        log(LogLevel::error, "event_failed", {{"why", why}});
        if (std::holds_alternative<TextArrived>(event)) {
            ++failed_texts_;
            text_failed_why_ = why;
        }
        own = {};
        restore_memory(desk_.changes() != changes);  // thousands may wait, and hundreds of a batch fail
        take_failed(event, key, now, own);
    }
    result.append(std::move(own));
    return why.empty();
}

// Behind the commit: a batch that is begun again meets the same texts.
void Clerk::note_failed_texts(UtcTime now) {
    constexpr std::size_t most = 10;
    texts_failed_at_.insert(texts_failed_at_.end(), std::min(failed_texts_, most), now);
    if (texts_failed_at_.size() > most)
        texts_failed_at_.erase(texts_failed_at_.begin(), texts_failed_at_.end() - static_cast<std::ptrdiff_t>(most));
    failed_texts_ = 0;
}

void Clerk::take_failed(const Event& event, const std::string& key, UtcTime now, BatchResult& result) {
    const auto* text = std::get_if<TextArrived>(&event);
    if (text == nullptr) return take_failed_record(event, key, now, result);
    BatchResult own;
    if (const auto why = rows_.try_alone(key + " as failed", [&] { desk_.take_as_failed(*text, now, own); });
        !why.empty()) {
        // Not even the raw PDU can be written down. The SMSC keeps the text; the others go on.
        log(LogLevel::error, "text_refused", {{"why", why}});
        result.answers.push_back(refusal_of(*text, when_unable(*text)));
        return;
    }
    result.append(std::move(own));
}

// A record of ours that could not be written as a whole: what it says of each row is written by itself.
void Clerk::take_failed_record(const Event& event, const std::string& key, UtcTime now, BatchResult& result) {
    const auto alone = [&](std::int64_t outbound_id, const std::function<void()>& work) {
        const store::AsideRow what{0, "outbound", outbound_id};
        const auto why = rows_.try_alone(RowGuard::key_of(what), work);
        if (!why.empty()) rows_.set_aside(what, why);
        return why.empty();
    };
    const auto* settled = std::get_if<SubmitSettled>(&event);
    if (settled != nullptr && settled->how == Settlement::held) {
        alone(settled->outbound_id, [&] { store_.replies.record_held(settled->outbound_id, std::nullopt, settled->attempts); });
        open_.held(settled->outbound_id);
    } else if (settled != nullptr) {
        store::AsideRow what{0, "outbound", settled->outbound_id};
        what.needed = settlement_text(*settled);
        const auto why = rows_.try_alone(RowGuard::key_of(what), [&] { settle_step_by_step(to_row(*settled), now); });
        if (!why.empty()) rows_.set_aside(std::move(what), why);
        open_.settled(settled->outbound_id, settled->how);  // it is over for the outbox whatever happens
    } else if (const auto* announced = std::get_if<SubmitsAnnounced>(&event)) {
        for (const auto id : announced->outbound_ids)
            if (alone(id, [&] { store_.replies.record_announced(id, to_millis(announced->at)); }))
                result.released.push_back({announced->smsc, id});
    } else if (const auto* refused = std::get_if<AnnouncementsVoid>(&event)) {
        for (const auto id : refused->outbound_ids)
            alone(id, [&] { store_.replies.record_announced(id, std::nullopt); });
    } else if (const auto* traced = std::get_if<AnswersTraced>(&event)) {
        for (const auto& answer : traced->answers)  // one that fails stays in doubt
            rows_.try_alone(key + " inbound " + std::to_string(answer.inbound_id),
                            [&] { redelivery_.trace({traced->fate, {answer}}); });
    }
}

// What hangs on a settlement fails by itself: an odd receipt that had come before keeps nobody from knowing that the SMSC took
// the part. Throws when the settlement itself cannot be written.
void Clerk::settle_step_by_step(const store::SettledRow& settled, UtcTime now) {
    const auto key = "settled " + std::to_string(settled.outbound_id) + ": ";
    const auto beside = [&](const char* what, const std::function<void()>& work) {
        const auto why = rows_.try_alone(key + what, work);
        if (!why.empty())
            log(LogLevel::error, "settled_in_part", {{"outbound_id", settled.outbound_id}, {"without", what}, {"why", why}});
        return why.empty();
    };
    const auto ended = store_.replies.record_settled(settled);
    if (settled.status == "accepted" && !beside("receipts that came before", [&] { receipts_.submit_accepted(settled.outbound_id); }))
        beside("receipts that come", [&] { store_.receipts.await_receipt(settled.outbound_id); });
    if (ended && ended->notice &&
        !beside("what its notice held back", [&] { business_.notice_ended(ended->reply_id, ended->accepted, now); }))
        business_.catch_up_again();
}

BatchResult Clerk::refuse(std::vector<Event>& events, const char* why, UtcTime now) {
    if (!store_failing_since_) store_failing_since_ = now;
    store_failing_why_ = why;
    BatchResult result;
    for (auto& event : events) {
        if (const auto* text = std::get_if<TextArrived>(&event)) {
            result.answers.push_back(refusal_of(*text, when_unable(*text)));
        } else {
            kept_.push_back(std::move(event));
        }
    }
    forget_news();
    totals_.refused += result.answers.size();
    log(LogLevel::error, "store_failed",
        {{"why", why}, {"texts_refused", result.answers.size()}, {"events_kept", kept_.size()}});
    return result;
}

// What replies came to is kept whatever comes; their number has its own bound. What links did has none: one that is
// lost and made anew all night long would fill the memory while the disk is full.
void Clerk::forget_news() {
    const auto is_news = [](const Event& event) {
        return std::holds_alternative<LinkChanged>(event) || std::holds_alternative<ControlNoted>(event) ||
               std::holds_alternative<PduRefused>(event);
    };
    auto news = static_cast<std::size_t>(std::count_if(kept_.begin(), kept_.end(), is_news));
    if (news <= most_news) return;
    log(LogLevel::warn, "records_dropped",
        {{"count", news - most_news}, {"what", "of links and requests, the oldest"}});
    std::erase_if(kept_, [&](const Event& event) { return is_news(event) && news > most_news && news-- > 0; });
}

}  // namespace hall::daemon
