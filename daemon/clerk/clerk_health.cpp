// Clerk's part for telling how it is: what its batches leave to be seen by status, metrics and the log, and its sign of life.

#include "daemon/clerk/clerk.hpp"
#include "daemon/observe/log.hpp"

namespace hall::daemon {

namespace {

// A day's run takes a minute; what is not done so long after its time waits for something.
constexpr Millis late_after = std::chrono::minutes(5);

}  // namespace

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

ClerkHealth Clerk::look() const {
    ClerkHealth health;
    health.clock_doubt = clock_.doubt();
    health.store_failing_since = store_failing_since_;
    if (store_failing_since_) health.store_failing_why = store_failing_why_;
    health.damaged_since = rows_.damaged_since();
    health.damage = rows_.damage();
    health.texts_failed_at = texts_failed_at_;
    health.text_failed_why = text_failed_why_;
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
    health.silenced = brake_.numbers();
    health.silenced_since = brake_.since();
    health.texts_silenced = brake_.texts();
    health.read_abroad = desk_.abroad().counts();
    health.orphans = orphans_.count();
    health.orphans_since = orphans_.since();
    return health;
}

// One row that every batch may write: on a damaged page it would keep the hall from all of them.
void Clerk::record_life(bool written) {
    if (!clock_.life_due(reading_, written)) return;
    const auto why = rows_.try_alone("life", [this] { clock_.record_life(reading_); });
    if (!why.empty()) clock_.keep_no_life(why);
}

}  // namespace hall::daemon
