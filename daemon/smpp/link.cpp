#include "daemon/smpp/link.hpp"

#include "daemon/observe/clock.hpp"
#include "daemon/observe/log.hpp"

#include <boost/asio/write.hpp>

#include <cmath>
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

std::string_view role_name(codecs::BindRole role) {
    switch (role) {
        case codecs::BindRole::transmitter: return "transmitter";
        case codecs::BindRole::receiver: return "receiver";
        case codecs::BindRole::transceiver: return "transceiver";
    }
    return "";
}

// Instants become times of day where they leave for the store.
UtcTime utc_of(Instant moment) { return utc_now() - std::chrono::duration_cast<Millis>(now() - moment); }

}  // namespace

Link::Link(asio::io_context& io, Identity identity, const SmscSettings& smsc, codecs::BindRole role, Millis doubt,
           LinkListener listener)
    : identity_(std::move(identity)),
      settings_(smsc),
      role_(role),
      doubt_(doubt),
      listener_(std::move(listener)),
      resolver_(io),
      socket_(io),
      timer_(io),
      backoff_(smsc.reconnect_from, smsc.reconnect_to, std::random_device{}()),
      host_(identity_.host),
      frames_(smsc.max_pdu) {}

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
                const auto* where = self->frames_.pending() > 0 ? ", in the middle of a PDU" : "";
                self->lose("lost", (error == asio::error::eof ? "closed by the SMSC" : error.message()) + where);
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
    } else if (auto* text = std::get_if<TextDelivered>(&output)) {
        TextArrived arrived;
        arrived.session = {identity_.index, session_number_};
        arrived.smsc = settings_.name;
        arrived.link = identity_.name;
        arrived.command = text->command;
        arrived.sequence_number = text->sequence_number;
        arrived.message = std::move(text->message);
        arrived.received_at = utc_now();
        if (!listener_.text(std::move(arrived)))
            session_->answer(text->command, text->sequence_number, codecs::CommandStatus::message_queue_full, 0,
                             now());
    } else if (auto* answered = std::get_if<SubmitAnswered>(&output)) {
        listener_.submit_answered(*answered);
    } else if (auto* unanswered = std::get_if<SubmitUnanswered>(&output)) {
        listener_.submit_unanswered(*unanswered);
    } else if (auto* news = std::get_if<AnswerNews>(&output)) {
        AnswersTraced traced;
        traced.fate = news->fate;
        for (const auto& answer : news->answers)
            traced.answers.push_back({answer.inbound_id, utc_of(answer.at), utc_of(answer.proven_at.value_or(answer.at))});
        listener_.answers_traced(std::move(traced));
    } else if (auto* bound = std::get_if<SessionBound>(&output)) {
        bound_since_ = now();
        const auto version = bound->peer_version ? fmt::format("{:#x}", *bound->peer_version) : "not stated";
        const auto rate = settings_.rate == 0 ? std::string("no rate limit") : fmt::format("{} PDUs/s", settings_.rate);
        tell("bound", fmt::format("as {} to '{}' at {}:{}, interface version {}, window {}, {}", role_name(role_),
                                  bound->peer, host().name, host().port, version, settings_.window, rate));
        const bool needs_tlvs = settings_.long_messages == codecs::LongMessages::sar ||
                                settings_.long_messages == codecs::LongMessages::payload;
        if (needs_tlvs && bound->peer_version && *bound->peer_version < 0x34)
            log(LogLevel::error, "no_tlvs",
                {{"link", identity_.name},
                 {"what", "the SMSC speaks SMPP 3.3, which has no TLVs; set long_messages to udh8 or udh16"}});
    } else if (auto* close = std::get_if<CloseLink>(&output)) {
        closing_ = std::move(*close);
    } else if (auto* remark = std::get_if<Remark>(&output)) {
        log(LogLevel::warn, remark->event, {{"link", identity_.name}, {"what", remark->detail}});
    }
}

void Link::write() {
    if (!session_ || !writing_.empty()) return;
    if (queued_.empty()) {
        if (closing_) lose(CloseLink(*closing_));
        return;
    }
    writing_.swap(queued_);
    asio::async_write(socket_, asio::buffer(writing_),
                      [self = shared_from_this(), attempt = session_number_](error_code error, std::size_t) {
                          if (attempt != self->session_number_ || !self->session_) return;
                          if (error) {
                              self->lose("lost", error.message());
                              return;
                          }
                          self->writing_.clear();
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
                self->lose(CloseLink(*self->closing_));
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

void Link::tell(const std::string& event, const std::string& detail) {
    const bool good = event == "bound" || event == "unbound";
    // "bind_refused" is the alarm: somebody has to mend the settings, here or at the SMSC.
    const auto level = good ? LogLevel::info : event == "bind_refused" ? LogLevel::error : LogLevel::warn;
    log(level, event, {{"smsc", settings_.name}, {"link", identity_.name}, {"detail", detail}});
    // A link that is down for a night is one row of history, not one for every attempt.
    if (event + detail == last_told_) return;
    last_told_ = event + detail;
    listener_.changed({settings_.name, identity_.name, event, detail, utc_now()});
}

bool Link::can_submit() {
    return session_ && !closing_ && queued_.size() < most_queued && session_->can_submit(now());
}

bool Link::submit(const codecs::SubmitSm& pdu, std::int64_t tag) { return session_->submit(pdu, tag, now()); }

void Link::pause_submits(Millis for_how_long) {
    if (session_) session_->pause_submits(now() + for_how_long);
}

void Link::throttled() {
    if (!session_ || !session_->throttled(now())) return;
    log(LogLevel::warn, "throttled",
        {{"link", identity_.name}, {"goes_on_with_per_second", std::llround(session_->reduced_to().value_or(0))}});
}

void Link::rebind(const std::string& why) {
    if (session_) session_->give_up(why, now());
}

std::optional<Instant> Link::next_submit_at() const {
    if (!bound() || closing_ || queued_.size() >= most_queued || !session_->has_room()) return std::nullopt;
    return session_->next_submit_at();
}

void Link::answer(const TextAnswer& answer) {
    if (!session_ || closing_ || answer.session.session != session_number_) {
        log(LogLevel::info, "answer_dropped", {{"link", identity_.name}, {"sequence", answer.sequence_number}});
        return;
    }
    session_->answer(answer.command, answer.sequence_number, answer.status, answer.inbound_id,
                     now());
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
