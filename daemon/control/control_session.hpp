#pragma once
// One request over the control socket, and its answer. Lives until the answer is written or its time is over; what has
// been asked for cannot be taken back, so it lives on without a peer when that one did not wait.

#include "daemon/control/control_server.hpp"

namespace hall::daemon {

class ControlSession : public std::enable_shared_from_this<ControlSession> {
public:
    /// Counts itself in `places` as long as it lives.
    ControlSession(boost::asio::local::stream_protocol::socket socket, ControlServer::Handler handler,
                   std::shared_ptr<ControlPlaces> places);
    ~ControlSession();
    ControlSession(const ControlSession&) = delete;
    ControlSession& operator=(const ControlSession&) = delete;

    void start();

private:
    void limit_time();
    void ask();
    std::optional<std::size_t> may_wait();
    void move_to(std::size_t& place);
    void answer(const ControlAnswer& answer);
    std::optional<unsigned> peer();

    boost::asio::local::stream_protocol::socket socket_;
    boost::asio::steady_timer timer_;
    const ControlServer::Handler handler_;
    const std::shared_ptr<ControlPlaces> places_;
    std::size_t* place_;  // of places_, where it is counted
    std::string request_;
    std::string answer_;
};

}  // namespace hall::daemon
