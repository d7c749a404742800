#include "daemon/clerk/clerk.hpp"

#include "codecs/text/receipt.hpp"
#include "daemon/clerk/row_mapping.hpp"
#include "daemon/observe/log.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace hall::daemon {

namespace {

/// Something of the batch could not be dealt with, and it is to blame, not the store.
struct RowFailed {
    std::string why;
};

// So long a chore that failed as a whole is left alone: texts must not wait for it.
constexpr Millis rest_after_failure = std::chrono::minutes(1);

// Each thing on a damaged page costs a rollback. So many in one batch, and it is the database and no page of it.
constexpr std::size_t most_doomed = 64;
constexpr std::size_t most_doomed_rows = 16;
constexpr std::size_t most_doomed_at_start = 2000;

// A day's run takes a minute; what is not done so long after its time waits for something.
constexpr Millis late_after = std::chrono::minutes(5);

// Records of links and requests that wait for a store that fails.
constexpr std::size_t most_news = 1000;

// As many times `outbox` may wait for one SMSC in all, with what rests and what waits for a person.
constexpr std::size_t most_resting = 4;

/// A response for a text of which nothing was recorded.
TextAnswer refusal_of(const TextArrived& text, codecs::CommandStatus status) {
    return {text.session, text.command, text.sequence_number, status, 0};
}

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
      desk_(store_, settings_, redelivery_, receipts_, business_, writer_, rows_) {
    rows_.take_back_by([this]() -> std::function<void()> {
        return [this, mark = open_.mark()] {
            open_.undo_to(mark);
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
    return next;
}

// A text that comes to us over an SMSC whose replies cannot leave would wait in vain. What rests is not counted among them:
// handsets that are off close the hall to nobody else; but there is an end to that, too.
bool Clerk::is_full(const std::string& smsc) const {
    return open_.movable(smsc) >= settings_.outbox_limit || open_.all(smsc) >= settings_.outbox_limit * most_resting;
}

bool Clerk::is_full_for(const TextArrived& text) const {
    // A receipt wants no reply, so a full outbox does not concern it.
    if (codecs::message_type(text.message) != codecs::MessageType::text) return false;
    if (is_full(text.smsc)) return true;
    const auto& source = text.message.source;
    const auto subscriber = codecs::canonical_subscriber(source.digits, source.ton, settings_.number_plan);
    return open_.must_be_told(text.smsc, subscriber) >= settings_.open_replies;
}

// The transaction is rolled back; what the memory took over from it goes back too.
void Clerk::roll_back() {
    stale_ = true;
    open_.undo();
    orphans_.undo();
}

// What is remembered beside the store: parts that wait, when the next parked receipt runs out of time. Inside a transaction.
void Clerk::restore_memory() {
    const auto restore = [this](const char* what, const std::function<void()>& work) {
        if (const auto why = rows_.try_alone(what, work); !why.empty())
            log(LogLevel::error, "memory_not_restored", {{"what", what}, {"why", why}});
    };
    restore("long texts", [this] { desk_.restore(); });
    restore("parked receipts", [this] { receipts_.restore(); });
    business_.forget_plans();
    store_.forget_others();
}

Clerk::Recovered Clerk::start(ClockReading reading) {
    const auto now = look_at(reading);
    for (std::size_t doomed = 0;; ++doomed) {
        try {
            return try_start(reading, now);
        } catch (const TransactionDoomed& one) {
            roll_back();
            orphans_.forget();
            if (doomed == most_doomed_at_start) throw store::StoreError(one.why, 0);
        }
    }
}

Clerk::Recovered Clerk::try_start(ClockReading reading, UtcTime now) {
    Recovered recovered;
    auto transaction = store_.begin();
    rows_.begin(now);
    const auto run = store_.history.begin_run(to_millis(now), HALL_VERSION);
    run_id_ = run.id;
    redelivery_.begin_run(run.id);
    recovered.after_crash = run.after_crash;
    rows_.try_alone("doubts", [&] {
        if (!clock_.doubt()) redelivery_.forget_old_doubts(now);
        recovered.in_doubt = store_.texts.count_in_doubt();
    });
    restore_memory();
    stale_ = false;
    business_.begin(now);
    std::set<std::int64_t> gone;  // whoever they are for, it is not the number's owner of today
    rows_.try_alone("recalls", [&] {
        for (const auto& row : store_.recalls.take_all()) gone.insert(row.outbound_id);
    });
    for (const auto id : gone) settle_alone(id, now);
    for (const auto id : store_.replies.waiting()) {
        if (gone.contains(id)) continue;
        store::AsideRow what{0, "outbound", id};
        const auto why = rows_.try_alone(RowGuard::key_of(what), [&] {
            const auto row = store_.replies.find_waiting(id);
            if (!row) throw std::runtime_error("the reply that it is a part of is not there");
            what.number = row->subscriber;
            if (!settings_.smscs.contains(row->smsc)) {
                // Not counted as open either: they must not fill the outbox of the SMSCs that are there.
                ++recovered.orphans;
                if (!row->held) orphans_.found(*row);
            } else {
                recover(*row, now, recovered);
            }
        });
        if (!why.empty()) rows_.set_aside(std::move(what), why);
    }
    if (!clock_.doubt()) orphans_.give_up(now);
    clock_.record_life(reading, true);
    aside_ = store_.aside.totals();
    transaction.commit();
    orphans_.keep();
    open_.keep();
    rows_.tell();
    rows_.forget_doomed();
    health_ = look();
    return recovered;
}

void Clerk::recover(const store::WaitingOutboundRow& row, UtcTime now, Recovered& recovered) {
    auto part = from_row(row);
    if (row.held) {
        ++recovered.held;
        open_.add(part, OpenLanes::Found::held);
        return;
    }
    const auto policy = settings_.smscs.find(row.smsc)->second.unanswered;
    if (policy == Unanswered::resend) {
        part.maybe_repeated = true;
        open_.add(part, OpenLanes::Found::before);
        recovered.outbox.push_back(std::move(part));
        return;
    }
    if (!part.announced) {
        open_.add(part, OpenLanes::Found::before);
        recovered.outbox.push_back(std::move(part));
        return;
    }
    if (policy == Unanswered::hold) {
        store_.replies.record_held(part.id, std::nullopt, 1);
        ++recovered.held;
        open_.add(part, OpenLanes::Found::held);
        return;
    }
    log(LogLevel::warn, "reply_unanswered", {{"smsc", row.smsc}, {"outbound_id", part.id}, {"when", "before the start"}});
    SubmitSettled given_up;
    given_up.outbound_id = part.id;
    given_up.how = Settlement::unanswered;
    given_up.answered_at = now;
    store_.replies.record_settled(to_row(given_up));
}

void Clerk::finish(ClockReading reading) {
    const auto now = look_at(reading);
    auto transaction = store_.begin();
    store_.history.end_run(run_id_, to_millis(now));
    clock_.record_life(reading, true);
    transaction.commit();
}

store::VersionRow Clerk::begin_version(store::VersionRow version, const std::vector<store::VersionFileRow>& files,
                                       ClockReading reading) {
    const auto now = look_at(reading);
    auto transaction = store_.begin();
    const auto last = store_.versions.last();
    if (last && last->hash == version.hash && last->program_version == HALL_VERSION) {
        settings_.version = last->id;
        return *last;
    }
    if (last && last->hash == version.hash) {
        // Only the program is another: a rollback is still one.
        version.of_version = last->of_version;
        version.overrules = last->overrules;
    }
    version.in_force_from = to_millis(now);
    version.program_version = HALL_VERSION;
    version.id = store_.versions.record(version, files);
    transaction.commit();
    settings_.version = version.id;
    return version;
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

ClockOutcome Clerk::accept_clock(const ClockAccepted& accepted, ClockReading reading) {
    const auto leap = [this](Millis by) { redelivery_.move_doubts(by); };
    auto outcome = clock_.accept(accepted.who, accepted.ticket, reading, leap);
    if (outcome.was_doubted && outcome.failed.empty()) redelivery_.time_has_leapt(outcome.now - outcome.before);
    return outcome;
}

void Clerk::take_configuration(const ConfigurationLoaded& loaded, UtcTime now, BatchResult& result) {
    ConfigurationOutcome outcome;
    outcome.ticket = loaded.ticket;
    outcome.version = loaded.version;
    auto& version = outcome.version;
    version.in_force_from = to_millis(now);
    version.program_version = HALL_VERSION;
    try {
        auto transaction = store_.begin();
        version.id = store_.versions.record(version, loaded.files);
        outcome.gone = business_.warn_before(loaded.parts.catalogue.get());
        auto detail = "version " + std::to_string(version.id);
        for (const auto& gone : outcome.gone)
            detail += ", package " + gone.package + " gone (" + std::to_string(gone.subscriptions) + " subscriptions)";
        store_.versions.record_control({version.in_force_from, version.who, version.how, "done", std::move(detail)});
        transaction.commit();
    } catch (const store::StoreError& error) {
        outcome.failed = error.what();
        log(LogLevel::error, "version_not_recorded", {{"why", outcome.failed}});
        result.configured.push_back(std::move(outcome));
        return;
    }
    work_by(loaded.parts);
    settings_.version = version.id;
    result.configured.push_back(std::move(outcome));
}

void Clerk::work_by(const LiveParts& parts) {
    settings_.menu = parts.menu;
    settings_.catalogue = parts.catalogue;
    settings_.business.yes = parts.yes;
    settings_.business.no = parts.no;
    settings_.business.wait = parts.wait;
    settings_.business.run_from = parts.run_from;
    business_.reopen();
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
    clock_.record_life(reading_, !events.empty());
    if (settings_.sabotage.acknowledge_before_commit && !result.answers.empty()) {
        settings_.sabotage.acknowledge_before_commit(std::exchange(result.answers, {}));
    }
    auto aside = rows_.failures() > 0 || retried_aside_ ? store_.aside.totals() : aside_;
    transaction.commit();
    open_.keep();
    orphans_.keep();
    rows_.tell();
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

// An import may have cancelled numbers: what waits for them must not go to their next owners, and what is due has
// changed (decisions 0013, 0048).
void Clerk::look_at_others(UtcTime now, BatchResult& result) {
    if (!store_.others_wrote()) return;
    store_.note_others();
    business_.plan_anew();
    retried_aside_ = true;  // an import may have ended what was set aside
    for (const auto& row : store_.recalls.take_untold()) {
        if (!row.held && settings_.smscs.contains(row.smsc)) {
            result.recalled.push_back({row.smsc, row.outbound_id});  // its link says what becomes of it
            continue;
        }
        settle_alone(row.outbound_id, now);
    }
}

void Clerk::settle_alone(std::int64_t recalled_id, UtcTime now) {
    const store::AsideRow what{0, "outbound", recalled_id};
    const auto why = rows_.try_alone(RowGuard::key_of(what), [&] { settle_recalled(recalled_id, now); });
    if (!why.empty()) rows_.set_aside(what, why);
}

bool Clerk::others_wrote(UtcTime now) const {
    // After a look that failed as a whole nothing is noted, and it would be begun again at once.
    if (recalls_.rests_until && now < *recalls_.rests_until) return false;
    try {
        return store_.others_wrote();
    } catch (const store::StoreError&) {
        return false;  // the next batch will say what is wrong
    }
}

void Clerk::settle_recalled(std::int64_t outbound_id, UtcTime now) {
    SubmitSettled settled;
    settled.outbound_id = outbound_id;
    settled.how = Settlement::recalled;
    settled.attempts = 0;
    settled.answered_at = now;
    settle(settled, now);
}

void Clerk::run_due(UtcTime now, BatchResult& result) {
    if (!resting_) business_.run_due(now, result);
}

bool Clerk::take_alone(const Event& event, std::size_t index, UtcTime now, BatchResult& result) {
    const auto key = "event " + std::to_string(index);
    BatchResult own;
    auto why = rows_.try_alone(key, [&] { take(event, now, own); });
    if (!why.empty()) {
        log(LogLevel::error, "event_failed", {{"why", why}});
        own = {};
        restore_memory();
        take_failed(event, key, now, own);
    }
    result.append(std::move(own));
    return why.empty();
}

void Clerk::take(const Event& event, UtcTime now, BatchResult& result) {
    if (const auto* text = std::get_if<TextArrived>(&event)) {
        if (is_full_for(*text)) {
            result.answers.push_back(refusal_of(*text, codecs::CommandStatus::message_queue_full));
            return;
        }
        desk_.take(*text, now, result);
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

void Clerk::take_failed(const Event& event, const std::string& key, UtcTime now, BatchResult& result) {
    const auto* text = std::get_if<TextArrived>(&event);
    if (text == nullptr) return take_failed_record(event, key, result);
    BatchResult own;
    if (const auto why = rows_.try_alone(key + " as failed", [&] { desk_.take_as_failed(*text, now, own); });
        !why.empty()) {
        // Not even the raw PDU can be written down. The SMSC keeps the text; the others go on.
        log(LogLevel::error, "text_refused", {{"why", why}});
        result.answers.push_back(refusal_of(*text, codecs::CommandStatus::try_again_later));
        return;
    }
    result.append(std::move(own));
}

// A record of ours that could not be written as a whole: what it says of each row is written by itself.
void Clerk::take_failed_record(const Event& event, const std::string& key, BatchResult& result) {
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
        // Without what hangs on it, such as a receipt that had come before; it is over for the outbox whatever happens.
        store::AsideRow what{0, "outbound", settled->outbound_id};
        what.needed = settlement_text(*settled);
        const auto why =
            rows_.try_alone(RowGuard::key_of(what), [&] { store_.replies.record_settled(to_row(*settled)); });
        if (!why.empty()) rows_.set_aside(std::move(what), why);
        open_.settled(settled->outbound_id, settled->how);
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

BatchResult Clerk::refuse(std::vector<Event>& events, const char* why, UtcTime now) {
    if (!store_failing_since_) store_failing_since_ = now;
    store_failing_why_ = why;
    BatchResult result;
    for (auto& event : events) {
        if (const auto* text = std::get_if<TextArrived>(&event)) {
            result.answers.push_back(refusal_of(*text, codecs::CommandStatus::try_again_later));
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

// Told once when it begins and once when it is over.
void Clerk::watch_due(UtcTime now) {
    due_since_ = business_.due_since(now);
    const bool late = due_since_ && now - *due_since_ >= late_after;
    if (late == late_) return;
    late_ = late;
    if (late) {
        log(LogLevel::error, "due_late", {{"minutes", std::chrono::duration_cast<std::chrono::minutes>(now - *due_since_).count()},
             {"what", "charges and what happens by itself wait"}});
    } else {
        log(LogLevel::info, "due_caught_up", {});
    }
}

// What replies came to is kept whatever comes; their number has its own bound. What links did has none: one that is
// lost and made anew all night long would fill the memory while the disk is full.
void Clerk::forget_news() {
    const auto is_news = [](const Event& event) {
        return std::holds_alternative<LinkChanged>(event) || std::holds_alternative<ControlNoted>(event);
    };
    auto news = static_cast<std::size_t>(std::count_if(kept_.begin(), kept_.end(), is_news));
    if (news <= most_news) return;
    log(LogLevel::warn, "records_dropped",
        {{"count", news - most_news}, {"what", "of links and requests, the oldest"}});
    std::erase_if(kept_, [&](const Event& event) { return is_news(event) && news > most_news && news-- > 0; });
}

ClerkHealth Clerk::look() const {
    ClerkHealth health;
    health.clock_doubt = clock_.doubt();
    health.store_failing_since = store_failing_since_;
    if (store_failing_since_) health.store_failing_why = store_failing_why_;
    health.damaged_since = rows_.damaged_since();
    health.damage = rows_.damage();
    health.rows_aside = static_cast<std::size_t>(aside_.rows);
    if (aside_.since) health.aside_since = from_millis(*aside_.since);
    if (aside_.charges_since) health.charges_aside_since = from_millis(*aside_.charges_since);
    health.due_since = due_since_;
    const auto& notices = business_.notices();
    health.notices_waiting = notices.waiting;
    health.notices_holding = notices.holding;
    if (notices.holding > 0) {
        health.oldest_holding_since = from_millis(notices.holding_since);
        health.oldest_holding = notices.holding_id;
        health.oldest_held_subscription = notices.held_subscription;
    }
    for (const auto& [smsc, style] : settings_.smscs)
        if (is_full(smsc)) health.outboxes_full.push_back(smsc);
    health.orphans = orphans_.count();
    health.orphans_since = orphans_.since();
    return health;
}

}  // namespace hall::daemon
