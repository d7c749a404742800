#include "tests/simulation/hall_link.hpp"

#include "codecs/smpp/frame.hpp"

namespace hall::simulation {

using namespace std::chrono_literals;

namespace {

// As in Link.
constexpr auto settled_after = 10s;
constexpr Millis patient_wait = 5s;

}  // namespace

HallLink::HallLink(World& world, const Plan& plan, Witness& witness, Identity identity,
                   const daemon::SmscSettings& smsc, Millis doubt, Dial dial, HallLinkListener listener)
    : world_(world),
      plan_(plan),
      witness_(witness),
      identity_(std::move(identity)),
      settings_(smsc),
      doubt_(doubt),
      dial_(std::move(dial)),
      listener_(std::move(listener)),
      backoff_(smsc.reconnect_from, smsc.reconnect_to, world.random.next()),
      frames_(smsc.max_pdu) {}

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
    if (world_.clock.now() >= world_.hall_frozen_until) {
        read(bytes);
        return;
    }
    world_.hall_after(0ms, [weak = weak_from_this(), attempt, kept = Bytes(bytes.begin(), bytes.end())] {
        const auto self = weak.lock();
        if (self && attempt == self->session_number_) self->read(kept);
    });
}

void HallLink::hear_close(std::uint64_t attempt) {
    world_.hall_after(0ms, [weak = weak_from_this(), attempt] {
        const auto self = weak.lock();
        if (self && attempt == self->session_number_) self->lose({"lost", "closed by the SMSC"});
    });
}

void HallLink::read(ByteView bytes) {
    if (!session_ || closing_) return;
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

void HallLink::drive() {
    if (driving_ || !session_) return;
    driving_ = true;
    bool room = false;
    for (auto outputs = session_->take_outputs(); !outputs.empty();) {
        for (auto& output : outputs) {
            room = room || std::holds_alternative<daemon::SubmitAnswered>(output) ||
                   std::holds_alternative<daemon::SubmitUnanswered>(output) ||
                   std::holds_alternative<daemon::SessionBound>(output);
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

void HallLink::execute(daemon::SessionOutput& output) {
    if (auto* frame = std::get_if<daemon::SendFrame>(&output)) {
        const auto header = codecs::read_header(frame->frame);
        if (header.command_id == codecs::CommandId::submit_sm) {
            witness_.submit_written({connection_->id(), header.sequence_number}, submitted_.front());
            submitted_.pop_front();
        }
        queued_.insert(queued_.end(), frame->frame.begin(), frame->frame.end());
    } else if (auto* text = std::get_if<daemon::TextDelivered>(&output)) {
        daemon::TextArrived arrived;
        arrived.session = {identity_.index, session_number_};
        arrived.smsc = settings_.name;
        arrived.link = identity_.name;
        arrived.command = text->command;
        arrived.sequence_number = text->sequence_number;
        arrived.message = std::move(text->message);
        arrived.received_at = world_.clock.utc();
        if (!listener_.text(std::move(arrived)))
            session_->answer(text->command, text->sequence_number, codecs::CommandStatus::message_queue_full, 0,
                             world_.clock.now());
    } else if (auto* answered = std::get_if<daemon::SubmitAnswered>(&output)) {
        listener_.submit_answered(*answered);
    } else if (auto* unanswered = std::get_if<daemon::SubmitUnanswered>(&output)) {
        world_.say("hall link {}: no answer came for outbound {}", identity_.name, unanswered->tag);
        listener_.submit_unanswered(*unanswered);
    } else if (auto* news = std::get_if<daemon::AnswerNews>(&output)) {
        daemon::AnswersTraced traced;
        traced.fate = news->fate;
        for (const auto& answer : news->answers)
            traced.answers.push_back({answer.inbound_id, utc_of(answer.at), utc_of(answer.proven_at.value_or(answer.at))});
        const auto* const what = news->fate == daemon::AnswerFate::read   ? "read by the SMSC"
                                 : news->fate == daemon::AnswerFate::safe ? "safe"
                                                                          : "in doubt";
        world_.say("hall link {}: {}: the answer to inbound {}{}", identity_.name, what,
                   news->answers.front().inbound_id,
                   news->answers.size() > 1 ? fmt::format(" and {} more", news->answers.size() - 1) : "");
        listener_.answers_traced(std::move(traced));
    } else if (std::holds_alternative<daemon::SessionBound>(output)) {
        bound_since_ = world_.clock.now();
        tell("bound", "");
    } else if (auto* close = std::get_if<daemon::CloseLink>(&output)) {
        closing_ = std::move(*close);
    } else if (auto* remark = std::get_if<daemon::Remark>(&output)) {
        world_.say("hall link {}: {}: {}", identity_.name, remark->event, remark->detail);
    }
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

void HallLink::tell(const std::string& event, const std::string& detail) {
    world_.say("hall link {}: {} {}", identity_.name, event, detail);
    if (event + detail == last_told_) return;
    last_told_ = event + detail;
    listener_.changed({settings_.name, identity_.name, event, detail, world_.clock.utc()});
}

UtcTime HallLink::utc_of(Instant moment) const {
    return world_.clock.utc() - std::chrono::duration_cast<Millis>(world_.clock.now() - moment);
}

bool HallLink::can_submit() { return session_ && !closing_ && session_->can_submit(world_.clock.now()); }

bool HallLink::submit(const codecs::SubmitSm& pdu, std::int64_t outbound_id) {
    if (!session_->submit(pdu, outbound_id, world_.clock.now())) return false;
    world_.say("hall link {} submits outbound {}", identity_.name, outbound_id);
    submitted_.push_back(outbound_id);
    return true;
}

void HallLink::pause_submits(Millis for_how_long) {
    if (session_) session_->pause_submits(world_.clock.now() + for_how_long);
}

void HallLink::throttled() {
    if (session_) session_->throttled(world_.clock.now());
}

void HallLink::rebind(const std::string& why) {
    if (session_) session_->give_up(why, world_.clock.now());
}

std::optional<Instant> HallLink::next_submit_at() const {
    if (!bound() || closing_ || !session_->has_room()) return std::nullopt;
    return session_->next_submit_at();
}

void HallLink::answer(const daemon::TextAnswer& answer) {
    if (!session_ || closing_ || answer.session.session != session_number_) {
        world_.say("hall link {}: the answer to seq {} has lost its connection", identity_.name, answer.sequence_number);
        return;
    }
    session_->answer(answer.command, answer.sequence_number, answer.status, answer.inbound_id, world_.clock.now());
}

void HallLink::refuse_texts() {
    refusing_texts_ = true;
    if (session_) session_->refuse_texts();
}

void HallLink::stop() {
    stopped_ = true;
    if (session_) {
        session_->unbind(world_.clock.now());
        drive();
    } else {
        ++session_number_;
    }
}

void HallLink::die(bool machine_gone) {
    ++session_number_;
    if (!connection_) return;
    if (machine_gone) {
        connection_->attach(Side::hall, {});
        connection_->cut(false, false);
    } else {
        connection_->close(Side::hall);
    }
}

}  // namespace hall::simulation
