#pragma once
// What the hall sends unasked: at once where its SMSC has room, else later, in order, from the table of notices. So no
// charge ever waits for an outbox, and an SMSC that is away gets no outbox without end. Inside the clerk's open
// transaction. Must not know what a notice is about.

#include "daemon/business/row_guard.hpp"
#include "daemon/business/work.hpp"
#include "daemon/clerk/open_lanes.hpp"
#include "daemon/clerk/reply_writer.hpp"

#include <functional>
#include <map>

namespace hall::daemon {

class NoticeDesk {
public:
    /// Whoever is told what becomes of notices that hold a charge back. Each gets the subscription.
    struct Holds {
        std::function<void(std::int64_t)> taken;      // by its SMSC: what was held may go on
        std::function<bool(std::int64_t)> still_needed;  // false: nothing is charged any more, so it need not be told
    };
    NoticeDesk(store::Store& store, const ClerkSettings& settings, ReplyWriter& writer, RowGuard& rows,
               const OpenLanes& open)
        : store_(store), settings_(settings), writer_(writer), rows_(rows), open_(open) {}

    /// Once, at the start, and after a change of what the hall works by: what ended meanwhile is caught up with.
    void catch_up(const Holds& holds, UtcTime now);

    /// Sends it, or writes it down to be sent later. What it tells of has happened, so one that can be neither is set aside
    /// and undoes nothing.
    void send(Notice notice, UtcTime now, BatchResult& out);

    /// The same, but what fails is thrown: StoreError, or std::runtime_error.
    void write_down(Notice notice, UtcTime now, BatchResult& out);

    /// Sends what waits, as far as there is room.
    void send_waiting(const Holds& holds, UtcTime now, BatchResult& out);

    /// A notice has come to its end: all its parts were taken, or not.
    void ended(std::int64_t reply_id, bool taken, const Holds& holds, UtcTime now);

    /// When send_waiting() will have work that nothing else wakes the clerk for.
    std::optional<UtcTime> next_due(UtcTime now) const;

    /// As of the last count() that was due; it reads the table only while there is something in it.
    const store::NoticeTotals& totals() const { return totals_; }
    void count(UtcTime now);

    /// A rollback may have taken back what is remembered here.
    void forget() {
        planned_at_.reset();
        counted_at_.reset();
        touched_ = true;
    }

private:
    void plan(UtcTime now);
    bool has_room(const std::string& smsc) const;
    bool is_due(const std::string& smsc, UtcTime now) const;
    void finish(const store::NoticeRow& row, bool taken, const Holds& holds, UtcTime now);
    std::int64_t write(const store::NoticeRow& row, UtcTime now, BatchResult& out);

    store::Store& store_;
    const ClerkSettings& settings_;
    ReplyWriter& writer_;
    RowGuard& rows_;
    const OpenLanes& open_;
    std::map<std::string, UtcTime, std::less<>> next_;  // when the first that waits may be sent, by SMSC
    std::optional<UtcTime> planned_at_;
    store::NoticeTotals totals_;
    std::optional<UtcTime> counted_at_;
    bool touched_ = true;  // the table may have changed since
};

}  // namespace hall::daemon
