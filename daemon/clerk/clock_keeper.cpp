#include "daemon/clerk/clock_keeper.hpp"

#include "daemon/observe/log.hpp"

#include <fmt/format.h>

namespace hall::daemon {

namespace {

constexpr std::chrono::seconds while_busy(1);
constexpr std::chrono::minutes while_idle(1);

}  // namespace

void ClockKeeper::tell(const std::optional<ClockDoubt>& before, ClockReading now) const {
    const auto& after = watch_.doubt();
    if (!before && after)
        log(LogLevel::error, "clock_in_doubt",
            {{"clock", shown(after->said)},
             {"expected", shown(after->expected)},
             {"what", "nothing is charged, ordered, expired or sent unasked until the clock agrees again, or until somebody "
                      "who knows that it is right says hallctl clock accept"}});
    if (before && !after) log(LogLevel::warn, "clock_trusted", {{"clock", shown(now.utc)}});
}

std::optional<SignOfLife> ClockKeeper::last_seen() {
    const auto from_row = [](const std::optional<store::LifeRow>& row) {
        return row ? std::optional(SignOfLife{from_millis(row->seen_at), Millis(row->outages_ms)}) : std::nullopt;
    };
    try {
        return from_row(store_.life.last_seen());
    } catch (const store::StoreError& error) {
        if (!error.page_damaged()) throw;
        keep_no_life(error.what());
        return from_row(store_.life.last_written());
    }
}

UtcTime ClockKeeper::look(ClockReading now) {
    const auto before = watch_.doubt();
    if (begun_) {
        watch_.look(now);
    } else {
        watch_.begin(last_seen(), now);
        begun_ = true;
    }
    tell(before, now);
    publish();
    return watch_.time(now.steady);
}

bool ClockKeeper::wants_look(ClockReading now) const {
    if (watch_.would_change(now)) return true;
    return life_due(now, false);
}

bool ClockKeeper::life_due(ClockReading now, bool written) const {
    if (watch_.doubt() || !life_lost_.empty()) return false;
    const auto every = written ? Millis(while_busy) : Millis(while_idle);
    return !recorded_ || now.steady - *recorded_ >= every;
}

void ClockKeeper::keep_no_life(const std::string& why) {
    life_lost_ = why;
    log(LogLevel::error, "life_not_kept",
        {{"why", why}, {"what", "the next start compares the clock with the newest rows instead"}});
}

void ClockKeeper::record_life(ClockReading now) {
    const auto sign = watch_.sign_of_life(now.steady);
    store_.life.record({to_millis(sign.at), sign.outages.count()});
    recorded_ = now.steady;
}

ClockOutcome ClockKeeper::accept(const std::string& who, std::uint64_t ticket, ClockReading now,
                                 const std::function<void(Millis)>& leap) {
    ClockOutcome outcome{ticket, watch_.doubt().has_value(), watch_.time(now.steady), now.utc};
    const auto detail =
        outcome.was_doubted
            ? fmt::format("the hall's time was {}, the clock says {}", shown(outcome.before), shown(outcome.now))
            : fmt::format("the clock was not in doubt: {}", shown(outcome.now));
    try {
        auto transaction = store_.begin();
        if (outcome.was_doubted) {
            if (life_lost_.empty()) store_.life.accept(to_millis(now.utc));
            leap(outcome.now - outcome.before);
            store_.leaps.record(to_millis(outcome.before), to_millis(now.utc));
        }
        store_.versions.record_control(
            {to_millis(now.utc), who, "clock accept", outcome.was_doubted ? "done" : "unchanged", detail});
        transaction.commit();
    } catch (const store::StoreError& error) {
        if (outcome.was_doubted && life_lost_.empty() && error.row_at_fault()) {
            keep_no_life(error.what());
            return accept(who, ticket, now, leap);
        }
        outcome.failed = error.what();
        log(LogLevel::error, "clock_not_accepted", {{"why", outcome.failed}});
        return outcome;
    }
    if (!outcome.was_doubted) return outcome;
    store_.leaps.keep();
    watch_.accept(now);
    recorded_ = now.steady;
    log(LogLevel::warn, "clock_accepted", {{"by", who}, {"clock", shown(outcome.now)}, {"before", shown(outcome.before)}});
    publish();
    return outcome;
}

void ClockKeeper::publish() {
    if (trusted_ != nullptr) trusted_->set(watch_.offset());
}

}  // namespace hall::daemon
