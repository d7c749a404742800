#pragma once
// The composition root: builds the store, the clerk, the links and the pumps in that order, ties them
// together, and takes them down again in an orderly way.

#include "daemon/clerk/clerk_thread.hpp"
#include "daemon/config/settings_loader.hpp"
#include "daemon/control/control_room.hpp"
#include "daemon/smpp/asio_network.hpp"
#include "daemon/smpp/outbox_pump.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <map>
#include <memory>
#include <vector>

namespace hall::daemon {

/// The process's, when a second signal found the clerk in a commit that does not end: EX_TEMPFAIL.
inline constexpr int exit_clerk_left_behind = 75;

class Application {
public:
    /// Opens and migrates the store, makes the control socket. Throws store::StoreError and ControlError with a sentence
    /// for people.
    explicit Application(Opening opening);
    explicit Application(Configuration configuration) : Application(Opening{.configuration = std::move(configuration)}) {}

    /// Runs until SIGTERM or SIGINT (a second one ends at once) or stop(); SIGHUP reloads. Blocks.
    void run();

    /// For tests of the tests, see Sabotage. Before run().
    void sabotage(bool acknowledge_before_commit, bool skip_repeats, bool swap_before_commit = false);

    /// For tests: work for the reader thread, such as files on a file system that does not answer make it. While it
    /// runs.
    void keep_reader_busy(std::function<void()> work);

    /// Begins the orderly end, as SIGTERM does; a second call ends at once, as a second one does. Any thread.
    void stop();

private:
    void build_links();
    void add_link(const SmscSettings& smsc, codecs::BindRole role, std::string name, std::size_t host);
    LinkListener listener_for(const std::string& smsc, const std::string& name, std::size_t index);
    void recover_outbox();
    void open_control();
    void deliver(BatchResult result);
    void await_signals();
    void drain();
    void check_drained(bool idle_before);
    void unbind_all();
    void stop_at_once();
    void tell_repeated_later();
    void await_clerk();
    void check_closed();
    std::vector<LinkStatus> link_states() const;
    void log_totals();

    const Opening opening_;
    const Configuration& configuration_ = opening_.configuration;
    boost::asio::io_context io_{1};
    boost::asio::signal_set signals_;
    boost::asio::steady_timer drain_timer_;
    boost::asio::steady_timer log_timer_;
    AsioNetwork network_;
    Instant drain_deadline_{};
    bool draining_ = false;
    bool at_once_ = false;

    store::Store store_;
    Clerk clerk_;
    std::map<std::string, std::unique_ptr<OutboxPump>, std::less<>> pumps_;  // by SMSC name
    std::vector<std::shared_ptr<Link>> links_;
    std::map<std::string, LinkChanged, std::less<>> link_news_;  // the last of each, by link
    std::unique_ptr<ClerkThread> clerk_thread_;
    std::unique_ptr<store::WalKeeper> wal_keeper_;
    std::unique_ptr<ControlRoom> control_;
    store::StoreTimes times_at_start_;  // what opening the store took is not the texts' doing
};

}  // namespace hall::daemon
