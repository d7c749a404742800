#pragma once
// How the running hall is, at one moment, as values: what `hallctl status` shows in three forms. No numbers and no texts
// of subscribers.

#include "daemon/versions/changeover.hpp"

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
};

struct OutboxStatus {
    std::string smsc;
    std::size_t waiting = 0;  // parts of replies, held ones included
};

/// How the files on disk compare to those in force.
struct DiskStatus {
    enum class State { same, rolled_back, changed, unknown };
    State state = State::unknown;
    std::vector<std::string> changed;  // paths
};

struct HallStatus {
    std::string program_version;
    UtcTime at;
    UtcTime started_at;
    std::string faulty_files;  // at the start: what was wrong with them; empty: nothing, or mended since
    store::VersionRow version;
    DiskStatus disk;
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
    std::uint64_t reply_parts = 0;
    std::uint64_t changes_refused = 0;  // reloads and rollbacks that came to nothing
};

/// Compares a version's files to the disk. Touches the disk: for the reader thread.
DiskStatus compare_with_disk(const store::VersionRow& version, const VersionFiles& files,
                             const std::filesystem::path& settings_path, const Settings& settings);

/// For people.
std::string to_text(const HallStatus& status);
/// One object, closed by a newline. Times are milliseconds since 1970 UTC.
std::string to_json(const HallStatus& status);
/// The Prometheus exposition format.
std::string to_metrics(const HallStatus& status);

}  // namespace hall::daemon
