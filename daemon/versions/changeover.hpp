#pragma once
// Reload and rollback while the hall answers. The files are read and checked on the reader thread, the clerk puts them
// into force between two events, and whoever asked is told what came of it. One at a time.
// I/O thread only, except where it says otherwise.

#include "daemon/clerk/event.hpp"
#include "daemon/versions/preparation.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace hall::daemon {

/// How a request to the running hall ended; the numbers are the exit codes of hallctl.
enum class ControlCode { done = 0, refused = 1, wrong_request = 64, failed = 74, busy = 75 };

struct ControlAnswer {
    ControlCode code = ControlCode::done;
    std::string text;  // for people, closed by a newline
};

/// The last reload or rollback that was asked for.
struct LastChange {
    UtcTime at;
    std::string who;
    std::string command;
    ControlCode code = ControlCode::done;
    std::size_t faults = 0;
    std::string first;  // the first fault, or what went wrong
};

class Changeover {
public:
    using Done = std::function<void(ControlAnswer)>;
    using Read = std::function<PreparedVersion()>;
    using HaveRead = std::function<void(PreparedVersion)>;
    struct Hands {
        std::function<void(Read, HaveRead)> on_reader;  // the first on the reader thread, then the second on this one
        std::function<void(Event)> to_clerk;
    };
    /// What was asked, and by whom.
    struct Asker {
        std::string who;
        codecs::MessageLanguage language = codecs::MessageLanguage::en;
    };

    /// `started`: the configuration the hall runs on since its start; `version`: its row.
    Changeover(const Configuration& started, store::VersionRow version, Hands hands);

    /// Puts the files on disk into force. `done` is called later, on the I/O thread, exactly once, unless the hall ends.
    void reload(const Asker& asker, Done done);

    /// Puts an earlier version into force; nothing: the one before the present one.
    void rollback(std::optional<std::int64_t> version, const Asker& asker, Done done);

    /// The clerk's answer.
    void configured(const ConfigurationOutcome& outcome);

    const store::VersionRow& version() const { return version_; }
    const std::optional<LastChange>& last_change() const { return last_; }
    /// How many came to nothing since the start.
    std::uint64_t refused() const { return refused_; }
    /// Settings that were changed in the files in force and count from the next start on.
    const std::vector<std::string>& waits_for_restart() const { return waits_; }
    /// The files in force. The value behind the pointer never changes: good for any thread.
    std::shared_ptr<const VersionFiles> files() const { return files_; }

private:
    using Prepare = std::function<PreparedVersion(const PresentVersion&)>;
    void begin(std::string asked, const Asker& asker, Done done, Prepare prepare);
    void prepared(PreparedVersion prepared);
    void finish(ControlCode code, std::string text, std::size_t faults = 0, const std::string& first = "");
    std::string line(const codecs::Phrase& phrase, const codecs::Arguments& arguments = {}) const;
    std::string lines_of(const Lines& lines, const char* before = "") const;
    std::string restart_lines(const std::vector<std::string>& waits) const;
    void note(const char* outcome, const std::string& detail);

    const std::filesystem::path path_;  // of the settings
    const std::filesystem::path database_;
    const campaigns::Zone zone_;
    const std::shared_ptr<const std::string> started_settings_;
    Hands hands_;
    store::VersionRow version_;
    std::shared_ptr<const VersionFiles> files_;
    std::shared_ptr<const menus::Menu> menu_;
    std::shared_ptr<const campaigns::Catalogue> catalogue_;
    std::vector<std::string> waits_;
    std::optional<LastChange> last_;
    std::uint64_t refused_ = 0;

    // Of the change under way:
    bool busy_ = false;
    Done done_;
    std::string asked_;  // "reload", "rollback 12"
    Asker asker_;
    std::shared_ptr<PreparedVersion> under_way_;
    std::uint64_t ticket_ = 0;
};

}  // namespace hall::daemon
