#include "daemon/smpp/asio_network.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <random>

namespace hall::daemon {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

// A handler may be on its way already when its wait is cancelled or its socket closed: each knows the number of what it
// belongs to, and whoever is not the present one keeps silent.
class AsioTimer : public Timer {
public:
    explicit AsioTimer(asio::io_context& io) : state_(std::make_shared<State>(io)) {}
    ~AsioTimer() override { cancel(); }

    void start(Instant when, std::function<void()> then) override {
        state_->timer.expires_at(when);
        state_->timer.async_wait(
            [state = state_, number = ++state_->number, call = std::move(then)](error_code error) {
                if (!error && number == state->number) call();
            });
    }

    void cancel() override {
        ++state_->number;
        state_->timer.cancel();
    }

private:
    struct State {
        explicit State(asio::io_context& io) : timer(io) {}
        asio::steady_timer timer;
        std::uint64_t number = 0;
    };
    std::shared_ptr<State> state_;
};

class AsioSocket : public Socket {
public:
    explicit AsioSocket(asio::io_context& io) : state_(std::make_shared<State>(io)) {}
    ~AsioSocket() override { close(); }

    void connect(const HostSettings& host, std::function<void(const Failure&)> done) override {
        // An address needs no look-up, and all links share one resolver that a slow name server may hold up.
        error_code no_address;
        const auto address = asio::ip::make_address(host.name, no_address);
        if (!no_address) {
            connect_to(state_, tcp::resolver::results_type::create(tcp::endpoint(address, host.port), host.name, ""),
                       std::move(done));
            return;
        }
        state_->resolver.async_resolve(
            host.name, std::to_string(host.port),
            [state = state_, number = state_->number, call = std::move(done)](
                error_code error, const tcp::resolver::results_type& addresses) {
                if (number != state->number) return;
                if (error) {
                    call("the name cannot be resolved: " + error.message());
                } else {
                    connect_to(state, addresses, call);
                }
            });
    }

    void read(std::span<std::uint8_t> room, std::function<void(const Failure&, std::size_t)> done) override {
        state_->socket.async_read_some(
            asio::buffer(room.data(), room.size()),
            [state = state_, number = state_->number, call = std::move(done)](error_code error, std::size_t count) {
                if (number == state->number) call(failure_of(error), count);
            });
    }

    void write(ByteView bytes, std::function<void(const Failure&)> done) override {
        asio::async_write(
            state_->socket, asio::buffer(bytes.data(), bytes.size()),
            [state = state_, number = state_->number, call = std::move(done)](error_code error, std::size_t) {
                if (number == state->number) call(failure_of(error));
            });
    }

    void close() override {
        ++state_->number;
        state_->resolver.cancel();
        error_code ignored;
        state_->socket.shutdown(tcp::socket::shutdown_both, ignored);
        state_->socket.close(ignored);
    }

private:
    struct State {
        explicit State(asio::io_context& io) : resolver(io), socket(io) {}
        tcp::resolver resolver;
        tcp::socket socket;
        std::uint64_t number = 0;
    };

    static Failure failure_of(error_code error) {
        if (!error) return std::nullopt;
        return error == asio::error::eof ? "closed by the SMSC" : error.message();
    }

    static void connect_to(const std::shared_ptr<State>& state, const tcp::resolver::results_type& addresses,
                           std::function<void(const Failure&)> done) {
        asio::async_connect(state->socket, addresses,
                            [state, number = state->number, call = std::move(done)](error_code error,
                                                                                    const tcp::endpoint&) {
                                if (number != state->number) return;
                                if (!error) {
                                    error_code ignored;
                                    state->socket.set_option(tcp::no_delay(true), ignored);
                                    state->socket.set_option(asio::socket_base::keep_alive(true), ignored);
                                }
                                call(failure_of(error));
                            });
    }

    std::shared_ptr<State> state_;
};

}  // namespace

std::uint64_t AsioNetwork::seed() { return std::random_device{}(); }

std::unique_ptr<Timer> AsioNetwork::timer() { return std::make_unique<AsioTimer>(io_); }

std::unique_ptr<Socket> AsioNetwork::socket() { return std::make_unique<AsioSocket>(io_); }

}  // namespace hall::daemon
