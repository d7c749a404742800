#pragma once
// One life of the daemon, from start to crash or stop, as daemon/application builds it: store, clerk, links, pumps.
// Every decision is the daemon's own code; only sockets, timers and threads are simulated.

#include "daemon/smpp/outbox_pump.hpp"
#include "daemon/store/store.hpp"
#include "tests/simulation/hall_inbox.hpp"
#include "tests/simulation/hall_network.hpp"
#include "tests/simulation/sim_disk.hpp"
#include "tests/simulation/sim_smsc.hpp"
#include "tests/simulation/witness.hpp"

#include <filesystem>
#include <map>
#include <memory>

namespace hall::simulation {

/// Promises broken on purpose, to show that the simulation notices.
struct Sabotage {
    bool acknowledge_before_commit = false;
    bool skip_repeats = false;
    bool no_cap = false;              // a subscriber may have any number of open replies
    bool throttle_stops_all = false;  // a part that is throttled keeps its link

    bool any() const { return acknowledge_before_commit || skip_repeats || no_cap || throttle_stops_all; }
};

class HallProcess : public std::enable_shared_from_this<HallProcess> {
public:
    struct Surroundings {
        World& world;
        const Plan& plan;
        SimDisk& disk;
        SimSmsc& smsc;
        Witness& witness;
        WaitJudge& waits;
        std::filesystem::path path;
        std::function<void()> died;     // killed in the middle of its work
        std::function<void()> stopped;  // ended in order
        Sabotage sabotage;
        std::function<void()> committed = [] {};  // after each batch
    };

    /// Opens the store. Throws store::StoreError.
    explicit HallProcess(Surroundings around);

    /// Takes up what an earlier life left, and connects. Throws store::StoreError.
    void start();

    /// hallctl clock accept.
    void accept_clock();
    /// Somebody has set the time of day.
    void clock_was_set();

    /// SIGTERM.
    void stop();

    /// The process is gone; nothing of it acts any more.
    void die(bool machine_gone);

    /// Nothing is under way or waits, in memory, and all links are bound.
    bool idle() const;

    /// As smshalld would be told for this plan.
    static daemon::Settings settings_for(const Plan& plan);

private:
    daemon::Settings settings() const;
    void add_link(const daemon::SmscSettings& smsc, codecs::BindRole role, std::string name);
    daemon::LinkListener listener_for(const std::string& smsc, const std::string& name, std::size_t index);
    void watch(const daemon::Event& event);
    void sabotage();
    void add(daemon::OutboundPart part);
    void deliver(daemon::BatchResult result);
    void check_drained(bool idle_before);
    void check_closed();

    Surroundings around_;
    store::Store store_;
    daemon::Clerk clerk_;
    HallNetwork network_;
    std::map<std::string, std::unique_ptr<daemon::OutboxPump>, std::less<>> pumps_;
    std::vector<std::shared_ptr<daemon::Link>> links_;
    std::shared_ptr<HallInbox> inbox_;
    Instant drain_deadline_{};
    bool draining_ = false;
};

}  // namespace hall::simulation
