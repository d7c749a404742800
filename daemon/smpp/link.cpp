#include "daemon/smpp/link.hpp"

#include "daemon/observe/clock.hpp"
#include "daemon/observe/log.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/write.hpp>

#include <random>

namespace hall::daemon {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t read_size = 16 * 1024;
// A peer that does not read: no more submits are put behind this many bytes, and nothing more is read that
// would have to be answered.
constexpr std::size_t most_queued = 1024 * 1024;
// A session that was bound for so long counts as good: the next attempt after it begins with the shortest wait.
constexpr auto settled_after = std::chrono::seconds(10);

SessionSettings session_settings(const SmscSettings& smsc, codecs::BindRole role) {
    return {role,
            smsc.system_id,
            smsc.password,
            smsc.system_type,
            smsc.enquire_link,
            smsc.response_timeout,
            smsc.window,
            smsc.rate};
}

std::string_view role_name(codecs::BindRole role) {
    switch (role) {
        case codecs::BindRole::transmitter: return "transmitter";
        case codecs::BindRole::receiver: return "receiver";
        case codecs::BindRole::transceiver: return "transceiver";
    }
    return "";
}

}  // namespace

Link::Link(asio::io_context& io, std::size_t index, const SmscSettings& smsc, codecs::BindRole role,
           std::string name, LinkListener listener)
    : index_(index),
      settings_(smsc),
      role_(role),
      name_(std::move(name)),
      listener_(std::move(listener)),
      resolver_(io),
      socket_(io),
      timer_(io),
      backoff_(smsc.reconnect_from, smsc.reconnect_to, std::random_device{}()),
      frames_(smsc.max_pdu) {}

void Link::start() { connect(); }

void Link::connect() {
    if (stopped_) return;
    const auto attempt = ++session_number_;
    timer_.expires_after(settings_.connect_timeout);
    timer_.async_wait([self = shared_from_this(), attempt](error_code error) {
        if (!error && attempt == self->session_number_ && !self->session_)
            self->lose("connect_failed", "no connection within connect_timeout", false);
    });
    // An address needs no look-up, and all links share one resolver that a slow name server may hold up.
    error_code no_address;
    const auto address = asio::ip::make_address(settings_.host, no_address);
    if (!no_address) {
        connect_to(tcp::resolver::results_type::create(tcp::endpoint(address, settings_.port), settings_.host, ""));
        return;
    }
    // A name is looked up for each attempt: SMSCs move. Every address it has is tried.
    resolver_.async_resolve(
        settings_.host, std::to_string(settings_.port),
        [self = shared_from_this(), attempt](error_code error, const tcp::resolver::results_type& addresses) {
            if (attempt != self->session_number_) return;
            if (error) {
                self->lose("connect_failed", "the name cannot be resolved: " + error.message(), false);
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
                                self->lose("connect_failed", error.message(), false);
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
    session_.emplace(session_settings(settings_, role_));
    if (refusing_texts_) session_->refuse_texts();
    session_->connected(now());
    read();
    drive();
}

void Link::read() {
    if (reading_ || closing_ || queued_.size() > most_queued) return;
    reading_ = true;
    const auto room = frames_.prepare(read_size);
    socket_.async_read_some(
        asio::buffer(room.data(), room.size()),
        [self = shared_from_this(), attempt = session_number_](error_code error, std::size_t count) {
            if (attempt != self->session_number_ || !self->session_) return;
            self->reading_ = false;
            if (error) {
                self->lose("lost", error == asio::error::eof ? "closed by the SMSC" : error.message(), false);
                return;
            }
            self->frames_.commit(count);
            while (true) {
                auto next = self->frames_.next();
                if (const auto* frame = std::get_if<codecs::Frame>(&next)) {
                    self->session_->received(*frame, now());
                } else if (const auto* broken = std::get_if<codecs::FramingLost>(&next)) {
                    self->session_->framing_lost(broken->header);
                    break;
                } else {
                    break;
                }
            }
            self->drive();
            if (self->session_ && attempt == self->session_number_) self->read();
        });
}

void Link::drive() {
    // A listener may call back into the link; the outermost call does the work.
    if (driving_ || !session_) return;
    driving_ = true;
    bool room = false;
    for (auto outputs = session_->take_outputs(); !outputs.empty();) {
        for (auto& output : outputs) {
            room = room || std::holds_alternative<SubmitAnswered>(output) ||
                   std::holds_alternative<SubmitUnanswered>(output) || std::holds_alternative<SessionBound>(output);
            execute(output);
        }
        if (room && !closing_) listener_.may_submit();
        room = false;
        outputs = session_->take_outputs();
    }
    driving_ = false;
    write();
    if (session_) arm_timer();
}

void Link::execute(SessionOutput& output) {
    if (auto* frame = std::get_if<SendFrame>(&output)) {
        queued_.insert(queued_.end(), frame->frame.begin(), frame->frame.end());
        if (frame->inbound_id != 0) queued_answers_.push_back(frame->inbound_id);
    } else if (auto* text = std::get_if<TextDelivered>(&output)) {
        TextArrived arrived;
        arrived.session = {index_, session_number_};
        arrived.smsc = settings_.name;
        arrived.link = name_;
        arrived.command = text->command;
        arrived.sequence_number = text->sequence_number;
        arrived.message = std::move(text->message);
        arrived.received_at = utc_now();
        if (!listener_.text(std::move(arrived)))
            session_->answer(text->command, text->sequence_number, codecs::CommandStatus::message_queue_full, 0);
    } else if (auto* answered = std::get_if<SubmitAnswered>(&output)) {
        listener_.submit_answered(*answered);
    } else if (auto* unanswered = std::get_if<SubmitUnanswered>(&output)) {
        listener_.submit_unanswered(*unanswered);
    } else if (auto* bound = std::get_if<SessionBound>(&output)) {
        bound_since_ = now();
        const auto version = bound->peer_version ? fmt::format("{:#x}", *bound->peer_version) : "not stated";
        tell("bound", fmt::format("as {} to '{}', interface version {}", role_name(role_), bound->peer, version));
    } else if (auto* close = std::get_if<CloseLink>(&output)) {
        closing_ = std::move(*close);
    } else if (auto* remark = std::get_if<Remark>(&output)) {
        log(LogLevel::warn, remark->event, {{"link", name_}, {"what", remark->detail}});
    }
}

void Link::write() {
    if (!session_ || !writing_.empty()) return;
    if (queued_.empty()) {
        if (closing_) lose(closing_->event, closing_->detail, closing_->refused);
        return;
    }
    writing_.swap(queued_);
    writing_answers_.swap(queued_answers_);
    asio::async_write(socket_, asio::buffer(writing_),
                      [self = shared_from_this(), attempt = session_number_](error_code error, std::size_t) {
                          if (attempt != self->session_number_ || !self->session_) return;
                          if (error) {
                              self->lose("lost", error.message(), false);
                              return;
                          }
                          self->writing_.clear();
                          if (!self->writing_answers_.empty()) {
                              self->listener_.answers_written(std::move(self->writing_answers_));
                              self->writing_answers_.clear();
                          }
                          self->write();
                          if (!self->session_ || attempt != self->session_number_) return;
                          self->read();
                          self->listener_.may_submit();
                      });
}

void Link::arm_timer() {
    const auto deadline = session_->next_deadline();
    if (!deadline) {
        // Closed and only writing its last bytes: a peer that does not read must not hold us.
        if (closing_armed_) return;
        closing_armed_ = true;
        armed_ = false;
        timer_.expires_after(settings_.connect_timeout);
        timer_.async_wait([self = shared_from_this(), attempt = session_number_](error_code error) {
            if (!error && attempt == self->session_number_ && self->session_ && self->closing_)
                self->lose(self->closing_->event, self->closing_->detail, self->closing_->refused);
        });
        return;
    }
    // Each PDU moves the deadline further out; a timer that fires too early only looks and is set again.
    if (armed_ && timer_.expiry() <= *deadline) return;
    armed_ = true;
    timer_.expires_at(*deadline);
    timer_.async_wait([self = shared_from_this(), attempt = session_number_](error_code error) {
        if (error || attempt != self->session_number_ || !self->session_) return;
        self->armed_ = false;
        self->session_->timer(now());
        self->drive();
    });
}

void Link::lose(const std::string& event, const std::string& detail, bool refused) {
    tell(event, detail);
    ++session_number_;  // whatever is still under way on this connection is void
    resolver_.cancel();
    timer_.cancel();
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
    queued_.clear();
    writing_.clear();
    queued_answers_.clear();
    writing_answers_.clear();
    closing_.reset();
    if (session_) {
        session_->disconnected();
        auto outputs = session_->take_outputs();
        session_.reset();
        for (const auto& output : outputs)
            if (const auto* unanswered = std::get_if<SubmitUnanswered>(&output))
                listener_.submit_unanswered(*unanswered);
        // A session that did not last is no reason to come back sooner.
        if (bound_since_ != Instant{} && now() - bound_since_ > settled_after) backoff_.reset();
        bound_since_ = {};
    }
    if (stopped_) return;
    const auto wait = refused ? backoff_.longest() : backoff_.next();
    log(LogLevel::debug, "reconnect", {{"link", name_}, {"in_ms", wait.count()}});
    timer_.expires_after(wait);
    timer_.async_wait([self = shared_from_this(), attempt = session_number_](error_code error) {
        if (!error && attempt == self->session_number_) self->connect();
    });
}

void Link::tell(const std::string& event, const std::string& detail) {
    const bool good = event == "bound" || event == "unbound";
    const auto level = good ? LogLevel::info : event == "bind_refused" ? LogLevel::error : LogLevel::warn;
    log(level, event, {{"smsc", settings_.name}, {"link", name_}, {"detail", detail}});
    // A link that is down for a night is one row of history, not one for every attempt.
    if (event + detail == last_told_) return;
    last_told_ = event + detail;
    listener_.changed({settings_.name, name_, event, detail, utc_now()});
}

bool Link::can_submit() {
    return session_ && !closing_ && queued_.size() < most_queued && session_->can_submit(now());
}

bool Link::submit(const codecs::SubmitSm& pdu, std::int64_t tag) { return session_->submit(pdu, tag, now()); }

void Link::pause_submits(Millis for_how_long) {
    if (session_) session_->pause_submits(now() + for_how_long);
}

std::optional<Instant> Link::next_submit_at() const {
    if (!bound()) return std::nullopt;
    return session_->next_submit_at();
}

void Link::answer(const TextAnswer& answer) {
    if (!session_ || closing_ || answer.session.session != session_number_) {
        log(LogLevel::info, "answer_dropped", {{"link", name_}, {"sequence", answer.sequence_number}});
        return;
    }
    session_->answer(answer.command, answer.sequence_number, answer.status, answer.inbound_id);
}

void Link::refuse_texts() {
    refusing_texts_ = true;
    if (session_) session_->refuse_texts();
}

void Link::stop() {
    stopped_ = true;
    if (session_) {
        session_->unbind(now());
        drive();
    } else {
        ++session_number_;
        resolver_.cancel();
        timer_.cancel();
        error_code ignored;
        socket_.close(ignored);
    }
}

}  // namespace hall::daemon
