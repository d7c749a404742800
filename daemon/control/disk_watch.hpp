#pragma once
// How the files on disk compare to those in force, for whoever asks for the status: the answer waits for the disk, but
// not long. Who asks while a comparison is under way is served by the next one: what he saw on disk before he asked
// must be in it. The owner's (I/O) thread only.

#include "daemon/versions/disk_state.hpp"
#include "daemon/versions/reader_thread.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <vector>

namespace hall::daemon {

class DiskWatch {
public:
    /// The work for the reader thread, made when it begins: what is in force may have changed since it was asked for.
    using Compare = std::function<std::function<DiskState()>()>;
    /// `reading_since`: the comparison has not ended, and `state` is not known.
    using Told = std::function<void(const DiskState& state, std::optional<UtcTime> reading_since)>;

    DiskWatch(boost::asio::io_context& io, ReaderThread& reader, Compare compare)
        : io_(io), reader_(reader), compare_(std::move(compare)) {}

    /// Calls `told` once, within two seconds or so, unless the hall ends.
    void ask(Told told);

    /// Since when the reader has not come back with what it reads; nothing: it has nothing to read, or not for long.
    std::optional<UtcTime> reading_since() const;

private:
    struct Asker {
        Told told;
        boost::asio::steady_timer limit;
    };
    using Askers = std::vector<std::shared_ptr<Asker>>;
    void begin();
    void finished(const DiskState& state);
    void give_up(const std::shared_ptr<Asker>& asker);

    boost::asio::io_context& io_;
    ReaderThread& reader_;
    const Compare compare_;
    bool under_way_ = false;
    Askers served_;  // by the comparison under way
    Askers next_;    // by the one behind it
};

}  // namespace hall::daemon
