#pragma once
// Since when something may have been waiting for the I/O thread. A PDU is stamped when it is read; but a thread that
// was held up (a starved or frozen machine) reads late, and the SMSC has counted from when it sent. The beat tells
// how long ago the thread was surely looking at its sockets. I/O thread only.

#include "codecs/time.hpp"
#include "daemon/observe/clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace hall::daemon {

class Heartbeat {
public:
    explicit Heartbeat(boost::asio::io_context& io) : timer_(io), last_(now()), previous_(last_) {}

    void start() { beat(); }

    /// At this moment every socket that was being read, and whose handler has not run since, had nothing to read. The
    /// beat before the last: after a hold-up the timer's handler may run before the socket's.
    Instant looked_at() const { return previous_; }

private:
    void beat() {
        previous_ = last_;
        last_ = now();
        timer_.expires_at(last_ + std::chrono::milliseconds(100));
        timer_.async_wait([this](boost::system::error_code error) {
            if (!error) beat();
        });
    }

    boost::asio::steady_timer timer_;
    Instant last_;
    Instant previous_;
};

}  // namespace hall::daemon
