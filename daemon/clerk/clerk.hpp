#pragma once
// The spine's middle: events in, one transaction, answers and replies out. No thread and no clock of its
// own, so a test (or the simulation) can drive it event by event.

#include "daemon/clerk/business_floor.hpp"
#include "daemon/clerk/clerk_settings.hpp"
#include "daemon/clerk/clock_keeper.hpp"
#include "daemon/clerk/event.hpp"
#include "daemon/clerk/loop_brake.hpp"
#include "daemon/clerk/open_lanes.hpp"
#include "daemon/clerk/orphans.hpp"
#include "daemon/clerk/text_desk.hpp"
#include "daemon/store/store.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <span>

namespace hall::daemon {

/// What the clerk did since it began, for the log and the benchmark.
struct ClerkTotals {
    std::uint64_t batches = 0;  // commits that held at least one text
    std::uint64_t texts = 0;
    std::uint64_t refused = 0;  // texts answered "try later" or "queue full"
    std::chrono::nanoseconds busy{};
};

class Clerk {
public:
    /// `back_end`: whoever keeps the accounts; nullptr: the book in the hall's own database. `trusted` is told the hall's
    /// time after each look at the clocks.
    Clerk(store::Store& store, ClerkSettings settings, BackEnd* back_end = nullptr, TrustedTime* trusted = nullptr);

    /// What an earlier run left behind.
    struct Recovered {
        std::vector<OutboundPart> outbox;  // marked maybe_repeated where nobody knows whether they were submitted
        std::size_t orphans = 0;           // they wait for SMSCs that the settings no longer name
        std::size_t held = 0;              // they wait for a person
        bool after_crash = false;
        std::int64_t in_doubt = 0;         // texts whose answers the SMSC may not have seen
    };

    /// Begins a run: finds parts that wait for their fellows, and replies that were never settled. What may have
    /// been submitted and must not be repeated is held or given up, as the settings of its SMSC say. A row of these that
    /// cannot be dealt with is set aside. Throws StoreError.
    Recovered start(ClockReading reading);
    Recovered start(UtcTime now) { return start(in_step(now)); }

    /// Ends the run in order: no link has a session any more. Throws StoreError.
    void finish(ClockReading reading);
    void finish(UtcTime now) { finish(in_step(now)); }

    /// For tests of the tests.
    void sabotage(Sabotage sabotage) { settings_.sabotage = std::move(sabotage); }

    /// At the start: the version of the hall's files that the settings came from. It is written down, unless it is the
    /// one that was in force when the run before ended. Throws StoreError.
    store::VersionRow begin_version(store::VersionRow version, const std::vector<store::VersionFileRow>& files,
                                    ClockReading reading);
    store::VersionRow begin_version(store::VersionRow version, const std::vector<store::VersionFileRow>& files, UtcTime now) {
        return begin_version(std::move(version), files, in_step(now));
    }

    /// Deals with `events` in one transaction (in more where a ConfigurationLoaded divides them) and returns only after
    /// its commit. Does not throw on a store
    /// that fails: then every text is answered with the when_unable of its SMSC, nothing of it is kept, and the events
    /// that are not texts are kept for the next call. An event, or a row that is due, that alone cannot be dealt with does
    /// not spoil the others: once one failed, the batch is begun again with each of them within a savepoint (RowGuard).
    /// While the clock is in doubt (docs/decisions/0040) the moment of everything is trusted time.
    BatchResult handle(std::vector<Event> events, ClockReading reading);
    BatchResult handle(std::vector<Event> events, UtcTime now) { return handle(std::move(events), in_step(now)); }

    /// True after the store failed: call handle() again soon, even with no events.
    bool wants_retry() const { return stale_ || !kept_.empty() || put_off_; }

    /// When handle() should be called even with no events: parts of long texts or parked receipts run out of time,
    /// something is due in the business.
    std::optional<UtcTime> next_wakeup(UtcTime now) const;

    /// Whether handle() should be called even with no events because of what the clocks say: to be asked once a second.
    bool wants_look(ClockReading reading) const { return clock_.wants_look(reading); }

    /// The hall's time, as of the last look at the clocks.
    UtcTime time(Instant steady) const { return clock_.at(steady); }

    /// From now on nothing is begun that happens by itself: the hall is about to end, and the next run goes on with it.
    void begin_nothing() { resting_ = true; }

    /// True when an operator's command has written beside us since the last batch: call handle() even with no events.
    bool others_wrote(UtcTime now) const;

    /// How the clerk was at the end of the last batch; comes with the result of a batch that changed it.
    const ClerkHealth& health() const { return health_; }

    const ClerkTotals& totals() const { return totals_; }
    const store::StoreTimes& store_times() const { return store_.times(); }

private:
    /// What the clerk does beside the events. One that fails as a whole rests for a while.
    struct Chore {
        const char* name;
        std::optional<UtcTime> rests_until = {};
    };
    UtcTime look_at(ClockReading reading);
    BatchResult handle_batch(std::vector<Event> events, UtcTime now);
    ClockOutcome accept_clock(const ClockAccepted& accepted, ClockReading reading);
    void take_configuration(const ConfigurationLoaded& loaded, UtcTime now, BatchResult& result);
    void work_by(const LiveParts& parts);
    BatchResult try_batch(std::span<const Event> events, UtcTime now);
    void do_chore(Chore& chore, UtcTime now, BatchResult& result, const std::function<void(BatchResult&)>& work);
    bool take_alone(const Event& event, std::size_t index, UtcTime now, BatchResult& result);
    void take(const Event& event, UtcTime now, BatchResult& result);
    void record_life(bool written);
    void look_at_others(UtcTime now, BatchResult& result);
    void settle_recalled(std::int64_t outbound_id, UtcTime now);
    void settle_alone(std::int64_t recalled_id, UtcTime now);
    void run_due(UtcTime now, BatchResult& result);
    void settle(const SubmitSettled& settled, UtcTime now);
    void settle_step_by_step(const store::SettledRow& settled, UtcTime now);
    void watch_due(UtcTime now);
    void restore_memory(bool parts = true);
    bool is_full(const std::string& smsc) const;
    codecs::CommandStatus when_unable(const TextArrived& text) const;
    bool is_full_for(const TextArrived& text) const;
    void roll_back();
    Recovered try_start(UtcTime now);
    void recover(const store::WaitingOutboundRow& row, UtcTime now, Recovered& recovered);
    void take_failed(const Event& event, const std::string& key, UtcTime now, BatchResult& result);
    void take_failed_record(const Event& event, const std::string& key, UtcTime now, BatchResult& result);
    BatchResult refuse(std::vector<Event>& events, const char* why, UtcTime now);
    void retry_aside(const AsideRetried& asked, UtcTime now, BatchResult& result);
    void put_back(const store::AsideRow& row, UtcTime now, BatchResult& result);
    void forget_news();
    void note_failed_texts(UtcTime now);
    ClerkHealth look() const;

    store::Store& store_;
    ClerkSettings settings_;
    RowGuard rows_;
    ClockKeeper clock_;
    ClockReading reading_{};  // of this batch
    Redelivery redelivery_;
    Orphans orphans_;
    ReceiptDesk receipts_;
    OpenLanes open_;
    ReplyWriter writer_;
    BusinessFloor business_;
    LoopBrake brake_;
    TextDesk desk_;
    std::int64_t run_id_ = 0;
    std::vector<Event> kept_;
    std::optional<ConfigurationLoaded> put_off_;  // by sabotage alone
    Chore recalls_{"recalls"};
    Chore notices_{"notices"};
    Chore due_{"due"};
    Chore long_texts_{"long texts"};
    Chore parked_receipts_{"parked receipts"};
    Chore old_doubts_{"old doubts"};
    Chore orphaned_{"orphans"};
    Chore plans_{"plans"};
    Chore silences_{"silences"};
    std::optional<UtcTime> store_failing_since_;
    std::string store_failing_why_;
    std::vector<UtcTime> texts_failed_at_;  // see ClerkHealth
    std::string text_failed_why_;
    std::size_t failed_texts_ = 0;  // of the batch under way
    store::AsideTotals aside_;
    bool retried_aside_ = false;
    std::optional<UtcTime> due_since_;
    bool late_ = false;  // the log was told of due_since_
    ClerkHealth health_;
    bool resting_ = false;
    bool stale_ = false;  // the memory of waiting parts must be read from the store again
    ClerkTotals totals_;
};

}  // namespace hall::daemon
