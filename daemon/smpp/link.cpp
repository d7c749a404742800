#include "daemon/smpp/link.hpp"

#include "daemon/observe/log.hpp"

#include <cmath>

namespace hall::daemon {

namespace {

constexpr std::size_t read_size = 64 * 1024;
// A peer that does not read: no more submits are put behind this many bytes, and nothing more is read that
// would have to be answered.
constexpr std::size_t most_queued = 1024 * 1024;
// A share of unanswered submits is told so often while it lasts.
constexpr Millis unanswered_told_every = std::chrono::minutes(1);

std::string_view role_name(codecs::BindRole role) {
    switch (role) {
        case codecs::BindRole::transmitter: return "transmitter";
        case codecs::BindRole::receiver: return "receiver";
        case codecs::BindRole::transceiver: return "transceiver";
    }
    return "";
}

}  // namespace

Link::Link(Network& network, Identity identity, const SmscSettings& smsc, codecs::BindRole role, Millis doubt,
           LinkListener listener)
    : network_(network),
      identity_(std::move(identity)),
      settings_(smsc),
      role_(role),
      doubt_(doubt),
      listener_(std::move(listener)),
      socket_(network.socket()),
      timer_(network.timer()),
      backoff_(smsc.reconnect_from, smsc.reconnect_to, network.seed()),
      host_(identity_.host),
      frames_(smsc.max_pdu) {}

// Instants become times of day where they leave for the store.
UtcTime Link::utc_of(Instant moment) const {
    return network_.utc_now() - std::chrono::duration_cast<Millis>(network_.now() - moment);
}

void Link::read() {
    if (reading_ || closing_ || queued_.size() > most_queued) return;
    reading_ = true;
    read_since_ = network_.now();
    const auto room = frames_.prepare(read_size);
    room_ = room.size();
    socket_->read(room, [this](const Socket::Failure& failure, std::size_t count) { take_in(count, failure); });
}

void Link::take_in(std::size_t count, const Socket::Failure& failure) {
    reading_ = false;
    note_arrival(count < room_);
    if (failure) {
        lose("lost", *failure + (frames_.pending() > 0 ? ", in the middle of a PDU" : ""));
        return;
    }
    frames_.commit(count);
    while (true) {
        auto next = frames_.next();
        if (const auto* frame = std::get_if<codecs::Frame>(&next)) {
            session_->received(*frame, network_.now(), waiting_since_);
        } else if (const auto* broken = std::get_if<codecs::FramingLost>(&next)) {
            session_->framing_lost(broken->header);
            break;
        } else {
            break;
        }
    }
    const auto number = session_number_;
    drive();
    if (session_ && session_number_ == number) read();
}

// What was read came after the socket was last seen empty: by a read that did not fill its buffer, or by the beat,
// if this read was waiting by then.
void Link::note_arrival(bool drained) {
    const auto looked_at = network_.looked_at();
    waiting_since_ = read_since_ <= looked_at ? std::max(drained_at_, looked_at) : drained_at_;
    // It was empty when it was read, which may be a while before this handler runs.
    if (drained) drained_at_ = std::max(read_since_, waiting_since_);
}

void Link::drive() {
    // A listener may call back into the link; the outermost call does the work.
    if (driving_ || !session_) return;
    driving_ = true;
    bool room = false;
    for (auto outputs = session_->take_outputs(); !outputs.empty();) {
        for (auto& output : outputs) {
            room = room || std::holds_alternative<SubmitAnswered>(output) ||
                   std::holds_alternative<SubmitUnanswered>(output) || std::holds_alternative<PlaceGivenBack>(output) ||
                   std::holds_alternative<SessionBound>(output);
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
        arrived.received_at = network_.utc_now();
        arrived.waiting_since = utc_of(waiting_since_);
        if (!listener_.text(std::move(arrived)))
            session_->answer(text->command, text->sequence_number, settings_.when_unable, 0,
                             network_.now());
    } else if (auto* refused = std::get_if<TextRefused>(&output)) {
        if (listener_.refused)
            listener_.refused({settings_.name, identity_.name, refused->header.command_id, refused->header.sequence_number,
                               refused->status, std::move(refused->why), std::move(refused->pdu), network_.utc_now()});
    } else if (auto* answered = std::get_if<SubmitAnswered>(&output)) {
        listener_.submit_answered(*answered);
    } else if (auto* unanswered = std::get_if<SubmitUnanswered>(&output)) {
        if (unanswered->timed_out) count_unanswered(unanswered->destination);
        listener_.submit_unanswered(*unanswered);
    } else if (auto* news = std::get_if<AnswerNews>(&output)) {
        AnswersTraced traced;
        traced.fate = news->fate;
        for (const auto& answer : news->answers)
            traced.answers.push_back({answer.inbound_id, utc_of(answer.at), utc_of(answer.proven_at.value_or(answer.at))});
        listener_.answers_traced(std::move(traced));
    } else if (auto* bound = std::get_if<SessionBound>(&output)) {
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
        if (remark->sequence_number) {
            log(LogLevel::warn, remark->event,
                {{"link", identity_.name}, {"what", remark->detail}, {"sequence", *remark->sequence_number}});
        } else {
            log(LogLevel::warn, remark->event, {{"link", identity_.name}, {"what", remark->detail}});
        }
    }
}

void Link::write() {
    if (!session_ || !writing_.empty()) return;
    if (queued_.empty()) {
        if (closing_) lose(CloseLink(*closing_));
        return;
    }
    writing_.swap(queued_);
    socket_->write(writing_, [this](const Socket::Failure& failure) {
        if (failure) {
            lose("lost", *failure);
            return;
        }
        writing_.clear();
        const auto number = session_number_;
        write();
        if (!session_ || session_number_ != number) return;
        read();
        listener_.may_submit();
    });
}

void Link::arm_timer() {
    const auto deadline = session_->next_deadline();
    if (!deadline) {
        // Closed and only writing its last bytes: a peer that does not read must not hold us.
        if (closing_armed_) return;
        closing_armed_ = true;
        armed_.reset();
        timer_->start(network_.now() + settings_.connect_timeout, [this] {
            if (closing_) lose(CloseLink(*closing_));
        });
        return;
    }
    // Each PDU moves the deadline further out; a timer that fires too early only looks and is set again.
    if (armed_ && *armed_ <= *deadline) return;
    armed_ = deadline;
    timer_->start(*deadline, [this] {
        armed_.reset();
        session_->timer(network_.now());
        drive();
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
    listener_.changed({settings_.name, identity_.name, event, detail, network_.utc_now()});
}

bool Link::can_submit() {
    return session_ && !closing_ && queued_.size() < most_queued && session_->can_submit(network_.now());
}

bool Link::submit(const codecs::SubmitSm& pdu, std::int64_t tag) {
    const auto sequence_number = session_->submit(pdu, tag, network_.now());
    if (sequence_number != 0) listener_.submitted(tag, sequence_number);
    return sequence_number != 0;
}

void Link::pause_submits(Millis for_how_long) {
    if (session_) session_->pause_submits(network_.now() + for_how_long);
}

void Link::count_unanswered(std::size_t destination) {
    const auto now = network_.now();
    tally_.unanswered(destination, now);
    const auto lately = tally_.counts(now);
    if (!lately.many_unanswered(settings_.window) || (unanswered_told_at_ && now - *unanswered_told_at_ < unanswered_told_every)) return;
    unanswered_told_at_ = now;
    log(LogLevel::warn, "submits_unanswered",
        {{"link", identity_.name},
         {"unanswered", lately.unanswered},
         {"answered", lately.answered},
         {"what", "in the last minute; the SMSC loses answers, or is slower than response_timeout"}});
}

void Link::judge(const SubmitAnswered& answer, bool throttled, bool refused) {
    tally_.answered(throttled, network_.now());
    if (refused) tally_.refused(answer.destination, network_.now());
    if (answer.status == codecs::CommandStatus::ok) tally_.taken();
    if (!session_) return;
    const auto judgement = session_->judge(answer, throttled, network_.now());
    if (judgement == SendRate::Judgement::nothing) return;
    const auto rate = session_->reduced_to();
    const auto goes_on = rate ? std::to_string(std::llround(*rate)) : settings_.rate == 0 ? "unlimited" : std::to_string(settings_.rate);
    if (judgement == SendRate::Judgement::slower) {
        log(LogLevel::warn, "throttled", {{"link", identity_.name}, {"goes_on_with_per_second", goes_on}});
    } else {
        log(LogLevel::warn, "throttled_anyhow",
            {{"link", identity_.name},
             {"goes_on_with_per_second", goes_on},
             {"what", "the SMSC throttles as many when fewer are sent; each of them is tried again by itself"}});
    }
}

void Link::rebind(const std::string& why) {
    if (session_) session_->give_up(why, network_.now());
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
                     network_.now());
}

void Link::refuse_texts() {
    refusing_texts_ = true;
    if (session_) session_->refuse_texts();
}

void Link::stop() {
    stopped_ = true;
    if (session_) {
        session_->unbind(network_.now());
        drive();
    } else {
        timer_->cancel();
        socket_->close();
    }
}

}  // namespace hall::daemon
