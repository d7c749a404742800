#include "tests/simulation/hall_link.hpp"

#include "codecs/smpp/frame.hpp"

namespace hall::simulation {

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
