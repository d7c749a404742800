#pragma once
// The network as the daemon has it: Asio's sockets and timers on one io_context. I/O thread only.

#include "daemon/observe/trusted_time.hpp"
#include "daemon/smpp/heartbeat.hpp"
#include "daemon/smpp/network.hpp"

#include <boost/asio/io_context.hpp>

namespace hall::daemon {

class AsioNetwork : public Network {
public:
    /// Both must live as long as `io` runs.
    AsioNetwork(boost::asio::io_context& io, const TrustedTime& time) : io_(io), time_(time), heartbeat_(io) {}

    /// Before `io` runs.
    void start() { heartbeat_.start(); }

    Instant now() const override { return daemon::now(); }
    UtcTime utc_now() const override { return time_.at(now()); }
    Instant looked_at() const override { return heartbeat_.looked_at(); }
    std::uint64_t seed() override;
    std::unique_ptr<Timer> timer() override;
    std::unique_ptr<Socket> socket() override;

private:
    boost::asio::io_context& io_;
    const TrustedTime& time_;
    Heartbeat heartbeat_;
};

}  // namespace hall::daemon
