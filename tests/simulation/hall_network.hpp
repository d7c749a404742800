#pragma once
// The daemon's view of the simulated world: its clock, its timers, and sockets over simulated connections. Links and
// pumps run on it as they run on Asio. What happens while the process is frozen waits in the kernel.

#include "daemon/smpp/network.hpp"
#include "tests/simulation/sim_network.hpp"

#include <vector>

namespace hall::simulation {

class HallSocket;

class HallNetwork : public daemon::Network {
public:
    /// Asks for a connection to the SMSC behind this port; nullptr: refused.
    using Dial = std::function<std::shared_ptr<Connection>(std::uint16_t port)>;

    /// `utc`: the hall's time, which the clerk keeps.
    HallNetwork(World& world, const Plan& plan, Dial dial, std::function<UtcTime()> utc);
    ~HallNetwork() override;

    Instant now() const override { return world_.clock.now(); }
    UtcTime utc_now() const override { return utc_(); }
    Instant looked_at() const override;
    std::uint64_t seed() override { return world_.random.next(); }
    std::unique_ptr<daemon::Timer> timer() override;
    std::unique_ptr<daemon::Socket> socket() override;

    /// Id of the connection that the socket made as number `index` (from 0) holds.
    std::uint64_t connection_of(std::size_t index) const;

    /// The process is gone: the kernel closes its connections, or nobody does.
    void die(bool machine_gone);

private:
    World& world_;
    const Plan& plan_;
    const Dial dial_;
    const std::function<UtcTime()> utc_;
    std::vector<std::shared_ptr<HallSocket>> sockets_;
};

}  // namespace hall::simulation
