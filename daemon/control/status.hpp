#pragma once
// How the running hall is, at one moment, as values: what `hallctl status` shows in three forms. No numbers and no texts
// of subscribers.

#include "daemon/clerk/clerk_health.hpp"
#include "daemon/control/trouble.hpp"
#include "daemon/smpp/submit_tally.hpp"
#include "daemon/store/wal_keeper.hpp"
#include "daemon/versions/changeover.hpp"
#include "daemon/versions/disk_state.hpp"

#include <string>
#include <vector>

namespace hall::daemon {

struct LinkStatus {
    std::string smsc;
    std::string name;
    bool bound = false;
    std::string event;  // the last that happened to it; empty: nothing yet
    std::string detail;
    UtcTime since;
    std::optional<double> reduced_to = {};  // submits a second to which the SMSC has brought the link down
    SubmitCounts submits = {};              // of the last minute
    std::optional<UtcTime> nothing_taken_since = {};  // of several subscribers: refused for good, or not answered
    std::size_t window = 10;  // submits that may wait for their answers at once
    std::size_t overdue = 0;  // submits that gave their place in the window back, and wait for their answers
    bool sends = true;        // replies to its SMSC
    bool receives = true;     // texts from it
};

struct OutboxStatus {
    std::string smsc;
    std::size_t waiting = 0;  // parts of replies, held ones included
    std::size_t resting = 0;  // of these: held, or of subscribers whose destination takes nothing for now
    std::optional<UtcTime> stopped_since = {};          // everybody's submits are refused, for a reason in the settings
    std::optional<UtcTime> nobody_accepted_since = {};  // several subscribers' are, and nothing was accepted between
    std::optional<UtcTime> oldest_ready_since = {};     // a reply that could leave and waits for its turn
};

/// Texts of an SMSC that were answered "try later" or "queue full" although their sender had no part in it.
struct RefusedTexts {
    std::string smsc;
    std::uint64_t last_minute = 0;
};

/// The version that was rolled back to, when the start could not load it any more.
struct LostRollback {
    std::int64_t version = 0;
    std::string who;
    UtcTime at;
    std::string faults;  // lines
};

struct HallStatus {
    std::string program_version;
    UtcTime at;
    UtcTime started_at;
    campaigns::Zone zone;  // for people
    store::VersionRow version;
    DiskState disk;
    std::optional<UtcTime> reading_since = {};  // the files are still being read: `disk` is not known
    std::optional<LostRollback> lost;  // nothing has been put into force since
    std::vector<std::string> waits_for_restart;
    std::optional<LastChange> last_change;
    std::vector<LinkStatus> links;
    std::size_t inbox = 0;
    std::size_t inbox_limit = 0;
    std::vector<OutboxStatus> outboxes;
    std::size_t outbox_limit = 0;  // for each SMSC
    std::uint64_t texts_last_minute = 0;
    std::uint64_t texts = 0;    // answered since the start
    std::uint64_t refused = 0;  // "try later" or "queue full"
    std::uint64_t pdus_refused = 0;    // texts that made no sense
    std::uint64_t never_answered = 0;  // of names, the hall itself, nobody
    std::uint64_t reply_parts = 0;
    std::vector<RefusedTexts> texts_refused = {};
    std::uint64_t changes_refused = 0;  // reloads and rollbacks that came to nothing
    ClerkHealth clerk = {};
    store::WalState wal = {};
    int wal_share = 10;                            // percent, from which on it is critical
    std::optional<UtcTime> clerk_busy_since = {};  // a batch is under way
};

/// Whether the last reload or rollback came to nothing, and that still counts: a refused reload does not any more once the
/// files on disk are those in force again.
bool last_change_failed(const HallStatus& status);

/// Texts that could not be dealt with in the last ten minutes; at most ten are counted.
std::size_t texts_failed_lately(const HallStatus& status);

/// For people.
std::string to_text(const HallStatus& status);
/// One object, closed by a newline. Times are milliseconds since 1970 UTC.
std::string to_json(const HallStatus& status);
/// The Prometheus exposition format.
std::string to_metrics(const HallStatus& status);

}  // namespace hall::daemon
