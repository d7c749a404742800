// How a link gets its connection, and what follows when it has lost it: the other half of link.cpp.

#include "daemon/observe/log.hpp"
#include "daemon/smpp/link.hpp"

#include <utility>

namespace hall::daemon {

namespace {

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
            doubt,
            smsc.when_unable};
}

}  // namespace

void Link::start() { connect(); }

void Link::connect() {
    if (stopped_) return;
    ++session_number_;
    timer_->start(network_.now() + settings_.connect_timeout,
                  [this] { lose("connect_failed", "no connection within connect_timeout"); });
    // A name is looked up for each attempt: SMSCs move.
    socket_->connect(host(), [this](const Socket::Failure& failure) {
        if (failure) {
            lose("connect_failed", *failure);
        } else {
            open_session();
        }
    });
}

void Link::open_session() {
    timer_->cancel();
    frames_ = codecs::FrameBuffer(settings_.max_pdu);
    armed_.reset();
    closing_armed_ = false;
    reading_ = false;
    drained_at_ = network_.now();
    session_.emplace(session_settings(settings_, role_, doubt_));
    if (refusing_texts_) session_->refuse_texts();
    session_->connected(network_.now());
    read();
    drive();
}

void Link::lose(const CloseLink& how) {
    tell(how.event, how.detail);
    ++session_number_;
    timer_->cancel();
    socket_->close();
    queued_.clear();
    writing_.clear();
    closing_.reset();
    end_session();
    if (stopped_) return;
    const auto wait = wait_before_next(how.come_back);
    log(LogLevel::info, "reconnect", {{"link", identity_.name}, {"in_ms", wait.count()}});
    timer_->start(network_.now() + wait, [this] { connect(); });
    listener_.may_submit();  // what it had under way may go over another link
}

void Link::end_session() {
    if (!session_) return;
    session_->disconnected();
    // A session that did nothing is no reason to come back sooner, or to the same host. One that did is, however short it
    // was: an SMSC, or what stands before it, that drops links every few seconds is no SMSC that is away.
    worked_ = session_->worked();
    auto outputs = session_->take_outputs();
    session_.reset();
    for (auto& output : outputs)
        if (std::holds_alternative<SubmitUnanswered>(output) || std::holds_alternative<AnswerNews>(output))
            execute(output);
}

Millis Link::wait_before_next(CloseLink::Return come_back) {
    if (come_back == CloseLink::Return::patient) return std::min(patient_wait, settings_.reconnect_to);
    if (std::exchange(worked_, false)) {
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
