// Clerk's part for what others change: new files of the hall, a clock that somebody vouches for, an operator's command that
// writes beside us.

#include "daemon/clerk/clerk.hpp"
#include "daemon/observe/log.hpp"

#include <string>
#include <utility>

namespace hall::daemon {

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

}  // namespace hall::daemon
