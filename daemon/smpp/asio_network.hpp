#pragma once
// The network as the daemon has it: Asio's sockets and timers on one io_context. I/O thread only.

#include "daemon/smpp/heartbeat.hpp"
#include "daemon/smpp/network.hpp"

#include <boost/asio/io_context.hpp>

namespace hall::daemon {

class AsioNetwork : public Network {
public:
    /// Must live as long as `io` runs.
    explicit AsioNetwork(boost::asio::io_context& io) : io_(io), heartbeat_(io) {}

    /// Before `io` runs.
    void start() { heartbeat_.start(); }

    Instant now() const override { return daemon::now(); }
    UtcTime utc_now() const override { return daemon::utc_now(); }
    Instant looked_at() const override { return heartbeat_.looked_at(); }
    std::uint64_t seed() override;
    std::unique_ptr<Timer> timer() override;
    std::unique_ptr<Socket> socket() override;

private:
    boost::asio::io_context& io_;
    Heartbeat heartbeat_;
};

}  // namespace hall::daemon
