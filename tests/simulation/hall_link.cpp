#include "tests/simulation/hall_link.hpp"

#include "codecs/smpp/frame.hpp"

namespace hall::simulation {

using namespace std::chrono_literals;

namespace {

constexpr auto settled_after = 10s;  // as in Link

daemon::SessionSettings session_settings(const daemon::SmscSettings& smsc) {
    return {codecs::BindRole::transceiver, smsc.system_id,        smsc.password, smsc.system_type,
            smsc.enquire_link,             smsc.response_timeout, smsc.window,   smsc.rate};
}

}  // namespace

HallLink::HallLink(World& world, const Plan& plan, Witness& witness, std::size_t index,
                   const daemon::SmscSettings& smsc, std::string name, Dial dial, HallLinkListener listener)
    : world_(world),
      plan_(plan),
      witness_(witness),
      index_(index),
      settings_(smsc),
      name_(std::move(name)),
      dial_(std::move(dial)),
      listener_(std::move(listener)),
      backoff_(smsc.reconnect_from, smsc.reconnect_to, world.random.next()),
      frames_(smsc.max_pdu) {}

void HallLink::connect() {
    const auto attempt = ++session_number_;
    world_.clock.after(plan_.latency_to, [weak = weak_from_this(), attempt] {
        const auto self = weak.lock();
        if (!self || attempt != self->session_number_) return;
        if (auto connection = self->dial_()) {
            self->open_session(std::move(connection));
        } else {
            self->lose("connect_failed", "refused", false);
        }
    });
}

void HallLink::open_session(std::shared_ptr<Connection> connection) {
    connection_ = std::move(connection);
    const auto attempt = session_number_;
    connection_->attach(Side::hall, {[weak = weak_from_this(), attempt](ByteView bytes) {
                                         const auto self = weak.lock();
                                         if (self && attempt == self->session_number_) self->read(bytes);
                                     },
                                     [weak = weak_from_this(), attempt] {
                                         const auto self = weak.lock();
                                         if (self && attempt == self->session_number_)
                                             self->lose("lost", "closed by the SMSC", false);
                                     }});
    frames_ = codecs::FrameBuffer(settings_.max_pdu);
    armed_.reset();
    session_.emplace(session_settings(settings_));
    session_->connected(world_.clock.now());
    drive();
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
        if (frame->inbound_id != 0) queued_answers_.push_back(frame->inbound_id);
    } else if (auto* text = std::get_if<daemon::TextDelivered>(&output)) {
        daemon::TextArrived arrived;
        arrived.session = {index_, session_number_};
        arrived.smsc = settings_.name;
        arrived.link = name_;
        arrived.command = text->command;
        arrived.sequence_number = text->sequence_number;
        arrived.message = std::move(text->message);
        arrived.received_at = world_.clock.utc();
        if (!listener_.text(std::move(arrived)))
            session_->answer(text->command, text->sequence_number, codecs::CommandStatus::message_queue_full, 0);
    } else if (auto* answered = std::get_if<daemon::SubmitAnswered>(&output)) {
        listener_.submit_answered(*answered);
    } else if (auto* unanswered = std::get_if<daemon::SubmitUnanswered>(&output)) {
        listener_.submit_unanswered(*unanswered);
    } else if (std::holds_alternative<daemon::SessionBound>(output)) {
        bound_since_ = world_.clock.now();
        tell("bound", "");
    } else if (auto* close = std::get_if<daemon::CloseLink>(&output)) {
        closing_ = std::move(*close);
    } else if (auto* remark = std::get_if<daemon::Remark>(&output)) {
        world_.say("hall link {}: {}: {}", name_, remark->event, remark->detail);
    }
}

void HallLink::write() {
    if (!session_) return;
    if (!queued_.empty()) {
        connection_->write(Side::hall, queued_);
        queued_.clear();
        // The kernel has it; the handler that says so comes a moment later.
        world_.clock.after(0ms, [weak = weak_from_this(), attempt = session_number_,
                                 answers = std::exchange(queued_answers_, {})] {
            const auto self = weak.lock();
            if (!self || attempt != self->session_number_ || !self->session_) return;
            if (!answers.empty()) self->listener_.answers_written(answers);
            self->listener_.may_submit();
        });
    }
    if (closing_) lose(closing_->event, closing_->detail, closing_->refused);
}

void HallLink::arm_timer() {
    const auto deadline = session_->next_deadline();
    if (!deadline || (armed_ && *armed_ <= *deadline)) return;
    armed_ = *deadline;
    world_.clock.at(*deadline, [weak = weak_from_this(), attempt = session_number_, when = *deadline] {
        const auto self = weak.lock();
        if (!self || attempt != self->session_number_ || !self->session_ || self->armed_ != when) return;
        self->armed_.reset();
        self->session_->timer(self->world_.clock.now());
        self->drive();
    });
}

void HallLink::lose(const std::string& event, const std::string& detail, bool refused) {
    const auto keep = shared_from_this();
    tell(event, detail);
    ++session_number_;
    if (connection_) connection_->close(Side::hall);
    connection_.reset();
    queued_.clear();
    queued_answers_.clear();
    submitted_.clear();
    closing_.reset();
    if (session_) {
        session_->disconnected();
        auto outputs = session_->take_outputs();
        session_.reset();
        for (const auto& output : outputs)
            if (const auto* unanswered = std::get_if<daemon::SubmitUnanswered>(&output))
                listener_.submit_unanswered(*unanswered);
        if (bound_since_ != Instant{} && world_.clock.now() - bound_since_ > settled_after) backoff_.reset();
        bound_since_ = {};
    }
    world_.clock.after(refused ? backoff_.longest() : backoff_.next(), [weak = weak_from_this(),
                                                                        attempt = session_number_] {
        const auto self = weak.lock();
        if (self && attempt == self->session_number_) self->connect();
    });
}

void HallLink::tell(const std::string& event, const std::string& detail) {
    world_.say("hall link {}: {} {}", name_, event, detail);
    if (event + detail == last_told_) return;
    last_told_ = event + detail;
    listener_.changed({settings_.name, name_, event, detail, world_.clock.utc()});
}

bool HallLink::can_submit() { return session_ && !closing_ && session_->can_submit(world_.clock.now()); }

bool HallLink::submit(const codecs::SubmitSm& pdu, std::int64_t outbound_id) {
    if (!session_->submit(pdu, outbound_id, world_.clock.now())) return false;
    submitted_.push_back(outbound_id);
    return true;
}

void HallLink::pause_submits(Millis for_how_long) {
    if (session_) session_->pause_submits(world_.clock.now() + for_how_long);
}

std::optional<Instant> HallLink::next_submit_at() const {
    if (!bound()) return std::nullopt;
    return session_->next_submit_at();
}

void HallLink::answer(const daemon::TextAnswer& answer) {
    if (!session_ || closing_ || answer.session.session != session_number_) {
        world_.say("hall link {}: the answer to seq {} has lost its connection", name_, answer.sequence_number);
        return;
    }
    session_->answer(answer.command, answer.sequence_number, answer.status, answer.inbound_id);
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
