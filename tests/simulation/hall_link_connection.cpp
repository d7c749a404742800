// How a HallLink comes by its connection, reads, writes and loses it; see daemon/smpp/link_connection.cpp.

#include "codecs/smpp/frame.hpp"
#include "tests/simulation/hall_link.hpp"

namespace hall::simulation {

using namespace std::chrono_literals;

namespace {

// As in Link.
constexpr auto settled_after = 10s;
constexpr Millis patient_wait = 5s;

}  // namespace

void HallLink::connect() {
    if (stopped_) return;
    const auto attempt = ++session_number_;
    world_.hall_after(plan_.latency_to, [weak = weak_from_this(), attempt] {
        const auto self = weak.lock();
        if (!self || attempt != self->session_number_) return;
        if (auto connection = self->dial_()) {
            self->open_session(std::move(connection));
        } else {
            self->lose({"connect_failed", "refused"});
        }
    });
}

void HallLink::open_session(std::shared_ptr<Connection> connection) {
    connection_ = std::move(connection);
    const auto attempt = session_number_;
    connection_->attach(Side::hall, {[weak = weak_from_this(), attempt](ByteView bytes) {
                                         if (const auto self = weak.lock()) self->hear(attempt, bytes);
                                     },
                                     [weak = weak_from_this(), attempt] {
                                         if (const auto self = weak.lock()) self->hear_close(attempt);
                                     }});
    frames_ = codecs::FrameBuffer(settings_.max_pdu);
    armed_.reset();
    session_.emplace(daemon::SessionSettings{identity_.role, settings_.system_id, settings_.password,
                                             settings_.system_type, settings_.enquire_link, settings_.response_timeout,
                                             settings_.window, settings_.rate, settings_.interface_version, doubt_});
    if (refusing_texts_) session_->refuse_texts();
    session_->connected(world_.clock.now());
    drive();
}

// What arrives while the process is frozen waits in the kernel.
void HallLink::hear(std::uint64_t attempt, ByteView bytes) {
    if (attempt != session_number_) return;
    unread_.insert(unread_.end(), bytes.begin(), bytes.end());
    if (world_.clock.now() >= world_.hall_frozen_until) {
        read();
        return;
    }
    world_.hall_after(0ms, [weak = weak_from_this(), attempt] {
        const auto self = weak.lock();
        if (self && attempt == self->session_number_) self->read();
    });
}

void HallLink::hear_close(std::uint64_t attempt) {
    world_.hall_after(0ms, [weak = weak_from_this(), attempt] {
        const auto self = weak.lock();
        if (!self || attempt != self->session_number_) return;
        self->read();
        if (attempt == self->session_number_) self->lose({"lost", "closed by the SMSC"});
    });
}

void HallLink::read() {
    const auto bytes = std::exchange(unread_, {});
    if (bytes.empty() || !session_ || closing_) return;
    const auto room = frames_.prepare(bytes.size());
    std::copy(bytes.begin(), bytes.end(), room.begin());
    frames_.commit(bytes.size());
    while (true) {
        auto next = frames_.next();
        if (const auto* frame = std::get_if<codecs::Frame>(&next)) {
            session_->received(*frame, world_.clock.now());
        } else if (const auto* broken = std::get_if<codecs::FramingLost>(&next)) {
            session_->framing_lost(broken->header);
            break;
        } else {
            break;
        }
    }
    drive();
}

void HallLink::write() {
    if (!session_) return;
    if (!queued_.empty()) {
        connection_->write(Side::hall, queued_);
        queued_.clear();
        // The kernel has it; the handler that says so comes a moment later.
        world_.hall_after(0ms, [weak = weak_from_this(), attempt = session_number_] {
            const auto self = weak.lock();
            if (self && attempt == self->session_number_ && self->session_) self->listener_.may_submit();
        });
    }
    if (closing_) lose(daemon::CloseLink(*closing_));
}

void HallLink::arm_timer() {
    const auto deadline = session_->next_deadline();
    if (!deadline || (armed_ && *armed_ <= *deadline)) return;
    armed_ = *deadline;
    world_.hall_at(*deadline, [weak = weak_from_this(), attempt = session_number_, when = *deadline] {
        const auto self = weak.lock();
        if (!self || attempt != self->session_number_ || !self->session_ || self->armed_ != when) return;
        self->armed_.reset();
        self->session_->timer(self->world_.clock.now());
        self->drive();
    });
}

void HallLink::lose(const daemon::CloseLink& how) {
    const auto keep = shared_from_this();
    tell(how.event, how.detail);
    ++session_number_;
    if (connection_) connection_->close(Side::hall);
    connection_.reset();
    queued_.clear();
    unread_.clear();
    submitted_.clear();
    closing_.reset();
    end_session();
    if (stopped_) return;
    world_.hall_after(wait_before_next(how.come_back), [weak = weak_from_this(), attempt = session_number_] {
        const auto self = weak.lock();
        if (self && attempt == self->session_number_) self->connect();
    });
    listener_.may_submit();
}

void HallLink::end_session() {
    if (!session_) return;
    session_->disconnected();
    auto outputs = session_->take_outputs();
    session_.reset();
    for (auto& output : outputs)
        if (std::holds_alternative<daemon::SubmitUnanswered>(output) ||
            std::holds_alternative<daemon::AnswerNews>(output))
            execute(output);
    if (bound_since_ != Instant{} && world_.clock.now() - bound_since_ > settled_after) backoff_.reset();
    bound_since_ = {};
}

Millis HallLink::wait_before_next(daemon::CloseLink::Return come_back) {
    using Return = daemon::CloseLink::Return;
    if (come_back == Return::patient) return std::min(patient_wait, settings_.reconnect_to);
    return come_back == Return::slow ? backoff_.longest() : backoff_.next();
}

}  // namespace hall::simulation
