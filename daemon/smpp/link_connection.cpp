// How a link gets its connection, and what follows when it has lost it: the other half of link.cpp.

#include "daemon/observe/clock.hpp"
#include "daemon/observe/log.hpp"
#include "daemon/smpp/link.hpp"

#include <boost/asio/connect.hpp>

#include <utility>

namespace hall::daemon {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

// A session that was bound for so long counts as good: the next attempt after it begins with the shortest wait.
constexpr auto settled_after = std::chrono::seconds(10);
// An SMSC that still holds our last session lets go of it when its own timers find out.
constexpr Millis patient_wait = std::chrono::seconds(5);

SessionSettings session_settings(const SmscSettings& smsc, codecs::BindRole role, Millis doubt) {
    return {role,
            smsc.system_id,
            smsc.password,
            smsc.system_type,
            smsc.enquire_link,
            smsc.response_timeout,
            smsc.window,
            smsc.rate,
            smsc.interface_version,
            doubt};
}

}  // namespace

void Link::start() { connect(); }

void Link::connect() {
    if (stopped_) return;
    const auto attempt = ++session_number_;
    timer_.expires_after(settings_.connect_timeout);
    timer_.async_wait([self = shared_from_this(), attempt](error_code error) {
        if (!error && attempt == self->session_number_ && !self->session_)
            self->lose("connect_failed", "no connection within connect_timeout");
    });
    // An address needs no look-up, and all links share one resolver that a slow name server may hold up.
    error_code no_address;
    const auto address = asio::ip::make_address(host().name, no_address);
    if (!no_address) {
        connect_to(tcp::resolver::results_type::create(tcp::endpoint(address, host().port), host().name, ""));
        return;
    }
    // A name is looked up for each attempt: SMSCs move. Every address it has is tried.
    resolver_.async_resolve(
        host().name, std::to_string(host().port),
        [self = shared_from_this(), attempt](error_code error, const tcp::resolver::results_type& addresses) {
            if (attempt != self->session_number_) return;
            if (error) {
                self->lose("connect_failed", "the name cannot be resolved: " + error.message());
            } else {
                self->connect_to(addresses);
            }
        });
}

void Link::connect_to(const tcp::resolver::results_type& addresses) {
    asio::async_connect(socket_, addresses,
                        [self = shared_from_this(), attempt = session_number_](error_code error, const tcp::endpoint&) {
                            if (attempt != self->session_number_) return;
                            if (error) {
                                self->lose("connect_failed", error.message());
                            } else {
                                self->open_session();
                            }
                        });
}

void Link::open_session() {
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    socket_.set_option(asio::socket_base::keep_alive(true), ignored);
    frames_ = codecs::FrameBuffer(settings_.max_pdu);
    armed_ = false;
    closing_armed_ = false;
    reading_ = false;
    session_.emplace(session_settings(settings_, role_, doubt_));
    if (refusing_texts_) session_->refuse_texts();
    session_->connected(now());
    read();
    drive();
}

void Link::lose(const CloseLink& how) {
    tell(how.event, how.detail);
    ++session_number_;  // whatever is still under way on this connection is void
    resolver_.cancel();
    timer_.cancel();
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
    queued_.clear();
    writing_.clear();
    closing_.reset();
    end_session();
    if (stopped_) return;
    const auto wait = wait_before_next(how.come_back);
    log(LogLevel::debug, "reconnect", {{"link", identity_.name}, {"in_ms", wait.count()}});
    timer_.expires_after(wait);
    timer_.async_wait([self = shared_from_this(), attempt = session_number_](error_code error) {
        if (!error && attempt == self->session_number_) self->connect();
    });
    listener_.may_submit();  // what it had under way may go over another link
}

void Link::end_session() {
    if (!session_) return;
    session_->disconnected();
    auto outputs = session_->take_outputs();
    session_.reset();
    for (auto& output : outputs)
        if (std::holds_alternative<SubmitUnanswered>(output) || std::holds_alternative<AnswerNews>(output))
            execute(output);
    // A session that did not last is no reason to come back sooner, or to the same host.
    lasted_ = bound_since_ != Instant{} && now() - bound_since_ > settled_after;
    bound_since_ = {};
}

Millis Link::wait_before_next(CloseLink::Return come_back) {
    if (come_back == CloseLink::Return::patient) return std::min(patient_wait, settings_.reconnect_to);
    if (std::exchange(lasted_, false)) {
        // Begin anew: with this link's own host, after the shortest wait.
        backoff_.reset();
        failed_attempts_ = 0;
        host_ = identity_.host;
        return backoff_.next();
    }
    // The next host is tried at once; only when all have failed does the link wait.
    ++failed_attempts_;
    ++host_;
    if (failed_attempts_ % settings_.hosts.size() != 0) return Millis{0};
    host_ = identity_.host;
    return come_back == CloseLink::Return::slow ? backoff_.longest() : backoff_.next();
}

}  // namespace hall::daemon
