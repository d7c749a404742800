// Clerk's part for the beginning and the end of a run: what an earlier one left behind is found, row by row, and goes to the
// outbox, waits for a person or is given up, as the settings of its SMSC say.

#include "daemon/clerk/clerk.hpp"
#include "daemon/clerk/row_mapping.hpp"
#include "daemon/observe/log.hpp"

#include <set>
#include <stdexcept>
#include <utility>

namespace hall::daemon {

namespace {

// Each thing on a damaged page costs a transaction begun again; more than this, and it is the database and no page of it.
constexpr std::size_t most_doomed_at_start = 2000;

}  // namespace

Clerk::Recovered Clerk::start(ClockReading reading) {
    const auto now = look_at(reading);
    for (std::size_t doomed = 0;; ++doomed) {
        try {
            return try_start(now);
        } catch (const TransactionDoomed& one) {
            roll_back();
            orphans_.forget();
            if (doomed == most_doomed_at_start) throw store::StoreError(one.why, 0);
        }
    }
}

Clerk::Recovered Clerk::try_start(UtcTime now) {
    Recovered recovered;
    auto transaction = store_.begin();
    rows_.begin(now);
    if (!clock_.life_lost().empty()) rows_.note_damage(clock_.life_lost());
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
    record_life(true);
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
    transaction.commit();
    try {
        auto another = store_.begin();
        record_life(true);
        another.commit();
    } catch (const TransactionDoomed&) {
        // Its page is damaged, and the log has been told.
    }
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

}  // namespace hall::daemon
