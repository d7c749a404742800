#include "daemon/control/control_server.hpp"

#include "daemon/control/control_session.hpp"
#include "daemon/observe/log.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hall::daemon {

namespace asio = boost::asio;
using Protocol = asio::local::stream_protocol;

namespace {

constexpr std::size_t most_talking = 16;
constexpr mode_t owner_and_group = 0660;
constexpr auto pause_after_error = std::chrono::seconds(1);

// A run that was killed has left its socket; one on which somebody listens is a living hall's.
void clear_way(asio::io_context& io, const std::filesystem::path& path) {
    struct ::stat found {};
    if (::lstat(path.c_str(), &found) != 0) return;
    if (!S_ISSOCK(found.st_mode))
        throw ControlError(fmt::format("{} is in the way of the control socket, and is no socket", path.string()));
    Protocol::socket probe(io);
    boost::system::error_code error;
    probe.connect(Protocol::endpoint(path.string()), error);
    if (!error) throw ControlError(fmt::format("another process listens on {}", path.string()));
    if (error == asio::error::connection_refused) ::unlink(path.c_str());
}

}  // namespace

ControlServer::ControlServer(asio::io_context& io, std::filesystem::path path, Handler handler)
    : path_(std::move(path)), handler_(std::move(handler)), acceptor_(io), pause_(io) {
    if (path_.string().size() >= sizeof(::sockaddr_un::sun_path))
        throw ControlError(fmt::format("the path of the control socket is longer than {} bytes: {}; set control: socket:",
                                       sizeof(::sockaddr_un::sun_path) - 1, path_.string()));
    clear_way(io, path_);
    boost::system::error_code error;
    acceptor_.open(Protocol(), error);
    if (!error) acceptor_.bind(Protocol::endpoint(path_.string()), error);
    if (error) throw ControlError(fmt::format("cannot make the control socket {}: {}", path_.string(), error.message()));
    // Nobody can connect before listen(), so nobody slips in before the permissions are right.
    if (::chmod(path_.c_str(), owner_and_group) != 0)
        throw ControlError(fmt::format("cannot set the permissions of {}: {}", path_.string(), std::strerror(errno)));
}

ControlServer::~ControlServer() {
    stop();
    ::unlink(path_.c_str());
}

void ControlServer::start() {
    boost::system::error_code error;
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        log(LogLevel::error, "control_failed", {{"why", error.message()}});
        return;
    }
    accept();
}

void ControlServer::stop() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
}

void ControlServer::accept() {
    acceptor_.async_accept([this](boost::system::error_code error, Protocol::socket socket) {
        if (error == asio::error::operation_aborted) return;
        // One too many is closed at once: whoever comes through that door is no stranger.
        if (!error && places_->talking < most_talking)
            std::make_shared<ControlSession>(std::move(socket), handler_, places_)->start();
        if (!error) return accept();
        // Out of descriptors, for example: without a pause this would spin.
        log(LogLevel::error, "control_failed", {{"why", error.message()}});
        pause_.expires_after(pause_after_error);
        pause_.async_wait([this](boost::system::error_code cancelled) {
            if (!cancelled && acceptor_.is_open()) accept();
        });
    });
}

}  // namespace hall::daemon
