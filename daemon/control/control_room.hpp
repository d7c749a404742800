#pragma once
// Where the running hall is steered from: ties the control socket, the changeover and the reader thread together, and
// counts what status tells. Knows links and clerk only through the functions it is given. I/O thread only.

#include "daemon/control/aside_requests.hpp"
#include "daemon/control/commands.hpp"
#include "daemon/control/lanes_report.hpp"
#include "daemon/control/disk_watch.hpp"
#include "daemon/control/rate_meter.hpp"

#include <map>

namespace hall::daemon {

class ControlRoom {
public:
    struct Hall {
        std::function<void(Event)> to_clerk;
        std::function<std::size_t()> inbox;  // texts that wait for the clerk
        std::function<std::vector<LinkStatus>()> links;
        std::function<std::vector<OutboxStatus>()> outboxes;
        std::function<std::vector<LaneStatus>()> lanes;  // the longest of each SMSC
        std::function<std::size_t(const std::string& number)> empty_lane;  // returns how many parts ended
        std::function<store::WalState()> wal;
        std::function<std::optional<Instant>()> clerk_busy_since;  // the batch under way
    };
    /// `version`: the row of what is in force. Makes the socket; throws ControlError.
    ControlRoom(boost::asio::io_context& io, const Opening& opening, store::VersionRow version, Hall hall);
    ~ControlRoom() { reader_.reset(); }  // before anything that its jobs refer to
    ControlRoom(const ControlRoom&) = delete;
    ControlRoom& operator=(const ControlRoom&) = delete;

    void start() { server_.start(); }

    /// No further requests; what is under way is still answered.
    void stop();

    /// What a batch came to, after its commit.
    void note(const BatchResult& result);

    /// A text was refused: by the clerk, or because nothing more goes into the inbox. `his_own`: see TextAnswer.
    void note_refused(const std::string& smsc, bool his_own = false);

    /// How the clerk is.
    void note(ClerkHealth health) { clerk_ = std::move(health); }

    /// As hallctl reload; the result is logged.
    void reload(const std::string& who);

    /// For tests: work for the reader thread, for example such that hangs as a file system can.
    void keep_reader_busy(std::function<void()> work);

private:
    bool reader_answers(const Changeover::Asker& asker, const ControlCommands::Answer& answer) const;
    ControlCommands::Answer in_time(const Changeover::Asker& asker, ControlCommands::Answer answer);
    std::function<DiskState()> comparison() const;
    void empty_lane(const std::string& number, const std::string& who, const ControlCommands::Answer& answer);
    void tell_status(std::function<void(const HallStatus&)> told);
    void tell_name(std::optional<unsigned> user, std::function<void(std::string)> told);
    HallStatus status(DiskState disk, std::optional<UtcTime> reading_since);
    void accept_clock(const Changeover::Asker& asker, ControlCommands::Answer answer);
    void clock_accepted(const ClockOutcome& outcome);

    boost::asio::io_context& io_;
    const Hall hall_;
    const std::filesystem::path settings_path_;
    const Settings settings_;
    std::optional<LostRollback> lost_;
    const UtcTime started_at_;
    RateMeter last_minute_;
    std::map<std::string, RateMeter> refused_lately_;  // by SMSC
    std::uint64_t texts_ = 0;
    std::uint64_t refused_ = 0;
    std::uint64_t pdus_refused_ = 0;
    std::uint64_t never_answered_ = 0;
    std::uint64_t reply_parts_ = 0;
    ClerkHealth clerk_;  // as the last batch left it
    std::map<std::uint64_t, ControlCommands::Answer> clock_answers_;  // that somebody waits for, by ticket
    std::uint64_t clock_tickets_ = 0;
    bool stopped_ = false;
    std::unique_ptr<ReaderThread> reader_;
    DiskWatch disk_watch_;
    Changeover changeover_;
    AsideRequests aside_;
    ControlCommands commands_;
    ControlServer server_;
};

}  // namespace hall::daemon
