#pragma once
// The kernel's half of one socket of the simulated hall: keeps what has come until it is read.

#include "daemon/smpp/network.hpp"
#include "tests/simulation/sim_network.hpp"

namespace hall::simulation {

class HallSocket : public std::enable_shared_from_this<HallSocket> {
public:
    using Failure = daemon::Socket::Failure;
    using Dial = std::function<std::shared_ptr<Connection>(std::uint16_t port)>;

    HallSocket(World& world, const Plan& plan, const Dial& dial) : world_(world), plan_(plan), dial_(dial) {}

    void connect(std::uint16_t port, std::function<void(const Failure&)> done);
    void read(std::span<std::uint8_t> room, std::function<void(const Failure&, std::size_t)> done);
    void write(ByteView bytes, std::function<void(const Failure&)> done);
    void close();
    void die(bool machine_gone);

    const std::shared_ptr<Connection>& connection() const { return connection_; }

private:
    struct Read {
        std::span<std::uint8_t> room;
        std::function<void(const Failure&, std::size_t)> done;
    };
    void attach();
    void soon(std::function<void()> what);
    void answer_read();

    World& world_;
    const Plan& plan_;
    const Dial& dial_;
    std::uint64_t number_ = 0;  // what was asked for before the last close is not answered
    std::shared_ptr<Connection> connection_;
    std::optional<Read> read_;
    Bytes unread_;
    bool ended_ = false;  // by the other end
};

}  // namespace hall::simulation
