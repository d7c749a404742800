#pragma once
// The Unix socket over which hallctl speaks to the running hall. Whoever may write to it may ask: its file's
// permissions (owner and group) are the only door, and the kernel says who came through.
//   asked:    reload lang=zh for=li\n         (for= takes the rest of the line)
//   answered: 0\nversion 12 is in force\n...       (the exit code, a line feed, text for people until the end)
// Everything is bounded: connections, length and time of a request, and how many wait for an answer that may be long in
// coming. These have places of their own, so that nobody who can be answered at once is kept out by them
// (docs/decisions/0053). Knows nothing of what is asked. I/O thread only.

#include "daemon/versions/changeover.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace hall::daemon {

/// The socket cannot be made. The message is a sentence for people.
class ControlError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct ControlRequest {
    std::optional<unsigned> user = {};  // the number of the one on the other side, as the kernel says; nothing: it does not
    std::string line = {};
    /// To be called before the answer is left to somebody who may not come back to it, such as the clerk. Nothing: it may
    /// wait. A number: so many wait already that this one must not.
    std::function<std::optional<std::size_t>()> may_wait = [] { return std::nullopt; };
};

/// Sessions by what they do. They may outlive the server.
struct ControlPlaces {
    std::size_t talking = 0;  // they ask, are about to be answered, or read their answer
    std::size_t waiting = 0;  // for an answer that may be long in coming
    std::size_t gone = 0;     // their peers did not wait for it; what they have asked for is still under way
};

class ControlServer {
public:
    using Answer = std::function<void(ControlAnswer)>;
    using Handler = std::function<void(ControlRequest, Answer)>;

    /// Makes the socket at `path`, for its owner and group (0660), in place of one that a killed run has left. Throws
    /// ControlError, also when another process listens there. `handler` must call the answer once, then or later.
    ControlServer(boost::asio::io_context& io, std::filesystem::path path, Handler handler);

    /// Removes the socket.
    ~ControlServer();
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

    /// Begins to listen to requests.
    void start();

    /// Takes no further ones.
    void stop();

private:
    void accept();

    const std::filesystem::path path_;
    const Handler handler_;
    boost::asio::local::stream_protocol::acceptor acceptor_;
    boost::asio::steady_timer pause_;
    std::shared_ptr<ControlPlaces> places_ = std::make_shared<ControlPlaces>();
};

}  // namespace hall::daemon
