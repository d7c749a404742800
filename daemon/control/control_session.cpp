#include "daemon/control/control_session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <sys/socket.h>

namespace hall::daemon {

namespace asio = boost::asio;

namespace {

constexpr std::size_t longest_request = 4096;
constexpr auto patience = std::chrono::seconds(10);  // with a peer that neither writes nor reads

}  // namespace

ControlSession::ControlSession(asio::local::stream_protocol::socket socket, ControlServer::Handler handler,
                               std::shared_ptr<std::size_t> open)
    : socket_(std::move(socket)), timer_(socket_.get_executor()), handler_(std::move(handler)), open_(std::move(open)) {
    ++*open_;
}

ControlSession::~ControlSession() { --*open_; }

void ControlSession::limit_time() {
    timer_.expires_after(patience);
    timer_.async_wait([session = weak_from_this()](boost::system::error_code error) {
        const auto self = session.lock();
        boost::system::error_code ignored;
        if (!error && self) self->socket_.close(ignored);
    });
}

void ControlSession::start() {
    limit_time();
    asio::async_read_until(socket_, asio::dynamic_buffer(request_, longest_request), '\n',
                           [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                               if (error == asio::error::not_found) {
                                   self->answer({ControlCode::wrong_request, "the request is too long\n"});
                               } else if (!error) {
                                   self->ask();
                               }
                           });
}

void ControlSession::ask() {
    timer_.cancel();  // from here on the hall takes the time it needs
    ControlRequest request{peer(), request_.substr(0, request_.find('\n'))};
    handler_(std::move(request), [self = shared_from_this()](const ControlAnswer& answer) { self->answer(answer); });
}

void ControlSession::answer(const ControlAnswer& answer) {
    answer_ = std::to_string(static_cast<int>(answer.code)) + "\n" + answer.text;
    limit_time();
    asio::async_write(socket_, asio::buffer(answer_),
                      [self = shared_from_this()](boost::system::error_code, std::size_t) {
                          self->timer_.cancel();
                          boost::system::error_code ignored;
                          self->socket_.close(ignored);
                      });
}

std::optional<unsigned> ControlSession::peer() {
    ::ucred credentials{};
    ::socklen_t size = sizeof(credentials);
    if (::getsockopt(socket_.native_handle(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
    return credentials.uid;
}

}  // namespace hall::daemon
