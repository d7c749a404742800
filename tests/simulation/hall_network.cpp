#include "tests/simulation/hall_network.hpp"

#include "tests/simulation/hall_socket.hpp"

namespace hall::simulation {

using namespace std::chrono_literals;

namespace {

class HallTimer : public daemon::Timer {
public:
    explicit HallTimer(World& world) : world_(world), number_(std::make_shared<std::uint64_t>(0)) {}
    ~HallTimer() override { cancel(); }

    void start(Instant when, std::function<void()> then) override {
        world_.hall_at(when, [present = number_, number = ++*number_, call = std::move(then)] {
            if (*present == number) call();
        });
    }
    void cancel() override { ++*number_; }

private:
    World& world_;
    std::shared_ptr<std::uint64_t> number_;  // of the wait that counts
};

// Owned by a link; the kernel's half stays with the network.
class OwnedSocket : public daemon::Socket {
public:
    explicit OwnedSocket(std::shared_ptr<HallSocket> socket) : socket_(std::move(socket)) {}
    ~OwnedSocket() override { socket_->close(); }

    void connect(const daemon::HostSettings& host, std::function<void(const Failure&)> done) override {
        socket_->connect(host.port, std::move(done));
    }
    void read(std::span<std::uint8_t> room, std::function<void(const Failure&, std::size_t)> done) override {
        socket_->read(room, std::move(done));
    }
    void write(ByteView bytes, std::function<void(const Failure&)> done) override {
        socket_->write(bytes, std::move(done));
    }
    void close() override { socket_->close(); }

private:
    std::shared_ptr<HallSocket> socket_;
};

}  // namespace

HallNetwork::HallNetwork(World& world, const Plan& plan, Dial dial, std::function<UtcTime()> utc)
    : world_(world), plan_(plan), dial_(std::move(dial)), utc_(std::move(utc)) {}

HallNetwork::~HallNetwork() = default;

// As the daemon's heartbeat says it: the beat before the last, of ten a second, none of them during a freeze.
Instant HallNetwork::looked_at() const {
    constexpr auto two_beats = 200ms;
    const auto moment = now();
    return moment < world_.hall_frozen_until + two_beats ? world_.hall_frozen_from - two_beats : moment - two_beats;
}

std::unique_ptr<daemon::Timer> HallNetwork::timer() { return std::make_unique<HallTimer>(world_); }

std::unique_ptr<daemon::Socket> HallNetwork::socket() {
    sockets_.push_back(std::make_shared<HallSocket>(world_, plan_, dial_));
    return std::make_unique<OwnedSocket>(sockets_.back());
}

std::uint64_t HallNetwork::connection_of(std::size_t index) const { return sockets_[index]->connection()->id(); }

void HallNetwork::die(bool machine_gone) {
    for (const auto& socket : sockets_) socket->die(machine_gone);
}

}  // namespace hall::simulation
