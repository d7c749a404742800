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
constexpr std::size_t most_waiting = 16;
// Whoever asks again and again and never waits must not pile up questions to a clerk who stands still.
constexpr std::size_t most_gone = 256;

}  // namespace

ControlSession::ControlSession(asio::local::stream_protocol::socket socket, ControlServer::Handler handler,
                               std::shared_ptr<ControlPlaces> places)
    : socket_(std::move(socket)),
      timer_(socket_.get_executor()),
      handler_(std::move(handler)),
      places_(std::move(places)),
      place_(&places_->talking) {
    ++*place_;
}

ControlSession::~ControlSession() { --*place_; }

void ControlSession::move_to(std::size_t& place) {
    --*place_;
    place_ = &place;
    ++*place_;
}

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
    ControlRequest request{peer(), request_.substr(0, request_.find('\n')), [this] { return may_wait(); }};
    handler_(std::move(request), [self = shared_from_this()](const ControlAnswer& answer) { self->answer(answer); });
}

std::optional<std::size_t> ControlSession::may_wait() {
    if (place_ != &places_->talking) return std::nullopt;
    if (places_->waiting >= most_waiting) return places_->waiting;
    if (places_->gone >= most_gone) return places_->gone;
    move_to(places_->waiting);
    // The kernel reports an error of the socket when the other side is closed altogether; one that only writes no more
    // (`nc -N`) still wants its answer.
    socket_.async_wait(asio::socket_base::wait_error, [session = weak_from_this()](boost::system::error_code error) {
        const auto self = session.lock();
        if (error || !self || self->place_ != &self->places_->waiting) return;
        self->move_to(self->places_->gone);
        boost::system::error_code ignored;
        self->socket_.close(ignored);
    });
    return std::nullopt;
}

void ControlSession::answer(const ControlAnswer& answer) {
    if (!socket_.is_open()) return;
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
