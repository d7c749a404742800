#include "tests/simulation/smsc_session.hpp"

#include "codecs/smpp/pdu_codec.hpp"
#include "tests/simulation/sim_smsc.hpp"

namespace hall::simulation {

using codecs::CommandId;
using codecs::CommandStatus;
using namespace std::chrono_literals;

SmscSession::SmscSession(World& world, const Plan& plan, SimSmsc& smsc, std::size_t index,
                         std::shared_ptr<Connection> connection)
    : world_(world), plan_(plan), smsc_(smsc), index_(index), connection_(std::move(connection)) {}

void SmscSession::stall(Instant until) {
    connection_->stall(until);
    smsc_.changed(*this);
}

void SmscSession::cut(bool hall_hears, bool smsc_hears) {
    connection_->cut(hall_hears, smsc_hears);
    smsc_.changed(*this);
}

void SmscSession::start() {
    last_heard_ = enquired_ = world_.clock.now();
    const auto self = weak_from_this();
    connection_->attach(Side::smsc, {[self](ByteView bytes) {
                                         if (const auto session = self.lock()) session->read(bytes);
                                     },
                                     [self] {
                                         if (const auto session = self.lock()) session->end(false);
                                     }});
    watch();
}

void SmscSession::read(ByteView bytes) {
    const auto keep = shared_from_this();
    const auto room = frames_.prepare(bytes.size());
    std::copy(bytes.begin(), bytes.end(), room.begin());
    frames_.commit(bytes.size());
    while (state_ != State::over) {
        const auto next = frames_.next();
        if (const auto* frame = std::get_if<codecs::Frame>(&next)) {
            handle(*frame);
        } else if (std::holds_alternative<codecs::FramingLost>(next)) {
            world_.breach("the hall speaks SMPP", "the SMSC cannot cut the hall's bytes into PDUs");
            close("framing lost");
        } else {
            break;
        }
    }
}

void SmscSession::handle(const codecs::Frame& frame) {
    const auto& header = frame.header;
    last_heard_ = world_.clock.now();
    auto pdu = codecs::decode_pdu(header, frame.body);
    if (!pdu) {
        world_.breach("the hall speaks SMPP", fmt::format("connection {}: {} cannot be decoded: {}", id(),
                                                          codecs::to_string(header.command_id), pdu.error().what));
        return;
    }
    if (const auto* bind = std::get_if<codecs::Bind>(&pdu->body)) {
        handle_bind(bind->role, header.sequence_number);
    } else if (const auto* submit = std::get_if<codecs::SubmitSm>(&pdu->body)) {
        if (state_ == State::unbinding) return;  // it crossed with our unbind
        if (bound() && role_ != codecs::BindRole::receiver) {
            smsc_.submitted(*this, header.sequence_number, *submit);
        } else {
            world_.breach("the hall speaks SMPP", fmt::format("connection {}: submit_sm without a bind for it", id()));
        }
    } else if (std::holds_alternative<codecs::EnquireLink>(pdu->body)) {
        send(CommandStatus::ok, header.sequence_number, codecs::EnquireLinkResp{});
    } else if (std::holds_alternative<codecs::Unbind>(pdu->body)) {
        send(CommandStatus::ok, header.sequence_number, codecs::UnbindResp{});
        world_.say("connection {}: the hall unbinds", id());
        smsc_.taken_leave(*this);
        connection_->close(Side::smsc);
        end(false);
    } else if (std::holds_alternative<codecs::DeliverSmResp>(pdu->body) ||
               std::holds_alternative<codecs::DataSmResp>(pdu->body)) {
        handle_answer(header);
    } else if (std::holds_alternative<codecs::UnbindResp>(pdu->body)) {
        smsc_.taken_leave(*this);
        connection_->close(Side::smsc);
        end(false);
    } else if (!std::holds_alternative<codecs::EnquireLinkResp>(pdu->body)) {
        world_.breach("the hall speaks SMPP", fmt::format("connection {}: unexpected {} {}", id(),
                                                          codecs::to_string(header.command_id),
                                                          codecs::to_string(header.command_status)));
    }
}

void SmscSession::handle_bind(codecs::BindRole role, std::uint32_t sequence) {
    role_ = role;
    const auto status = smsc_.answer_to_bind(*this);
    world_.say("connection {}: the hall binds, the SMSC answers {}", id(), codecs::to_string(status));
    if (status == CommandStatus::ok) {
        state_ = State::bound;
        smsc_.changed(*this);
        send(status, sequence, codecs::BindResp{role, "SMSC", {}});
        smsc_.pump();
    } else {
        world_.counts.add(Count::refused_binds);
        send(status, sequence, codecs::BindResp{role, "", {}});
        connection_->close(Side::smsc);
        end(false);
    }
}

void SmscSession::deliver(Parcel& parcel) {
    const auto sequence = smsc_.next_sequence();
    const auto now = world_.clock.now();
    in_flight_[sequence] = {&parcel, now};
    ++parcel.in_flight;
    ++parcel.deliveries;
    parcel.state = Parcel::State::under_way;
    if (parcel.first_sent == Instant{}) parcel.first_sent = now;
    world_.counts.add(Count::deliveries);
    if (parcel.deliveries > 1) world_.counts.add(Count::redeliveries);
    world_.say("connection {}: SMSC -> hall {} seq {}, {}, time {}", id(), parcel.as_data_sm ? "data_sm" : "deliver_sm",
               sequence, smsc_.name_of(parcel), parcel.deliveries);
    if (parcel.as_data_sm) {
        codecs::DataSm data;
        const auto& message = parcel.message;
        data.source = message.source;
        data.destination = message.destination;
        data.esm_class = message.esm_class;
        data.data_coding = message.data_coding;
        data.tlvs.add(codecs::Tag::message_payload, message.short_message);
        send(CommandStatus::ok, sequence, std::move(data));
    } else {
        send(CommandStatus::ok, sequence, codecs::DeliverSm{parcel.message});
    }
    smsc_.delivered(*this, parcel, sequence);
    arm_patience(sequence);
}

void SmscSession::arm_patience(std::uint32_t sequence) {
    world_.clock.after(plan_.patience, [weak = weak_from_this(), sequence] {
        const auto self = weak.lock();
        if (!self || self->state_ == State::over) return;
        const auto found = self->in_flight_.find(sequence);
        if (found == self->in_flight_.end()) return;
        const auto delivery = found->second;
        self->in_flight_.erase(found);
        self->late_[sequence] = delivery;
        self->world_.say("connection {}: the SMSC's patience with seq {} is over", self->id(), sequence);
        const bool sluggish = self->plan_.batch_limit < 10 && self->plan_.commit_to > 20ms;
        if (self->in_order() && !sluggish && self->world_.troubled_until < delivery.sent)
            self->world_.breach("a text is never met with silence",
                                fmt::format("connection {}: no answer to seq {}, {}, though nothing was wrong", self->id(),
                                            sequence, self->smsc_.name_of(*delivery.parcel)));
        --delivery.parcel->in_flight;
        self->smsc_.not_answered(*delivery.parcel);
        self->smsc_.pump();
    });
}

void SmscSession::handle_answer(const codecs::Header& header) {
    const auto sequence = header.sequence_number;
    const auto late = late_.find(sequence);
    const auto found = in_flight_.find(sequence);
    const auto status = codecs::to_string(header.command_status);
    if (found == in_flight_.end() && late == late_.end()) {
        world_.breach("one answer for each text", fmt::format("connection {}: {} {} for seq {}, which waits for none",
                                                              id(), codecs::to_string(header.command_id), status,
                                                              sequence));
        return;
    }
    const bool in_time = found != in_flight_.end();
    const auto delivery = in_time ? found->second : late->second;
    auto& parcel = *delivery.parcel;
    world_.say("connection {}: SMSC reads answer {} to seq {}, {}{}", id(), status, sequence, smsc_.name_of(parcel),
               in_time ? "" : ", late");
    smsc_.answered(*this, sequence, header.command_status);
    if (in_time) {
        in_flight_.erase(found);
        --parcel.in_flight;
    } else {
        late_.erase(late);
        world_.counts.add(Count::late_answers);
        if (!plan_.late_answer_counts) return;
    }
    const auto took = std::chrono::duration_cast<Millis>(world_.clock.now() - delivery.sent);
    if (header.command_status == CommandStatus::ok) {
        smsc_.acknowledged(*this, parcel, sequence, took);
    } else {
        smsc_.refused(parcel, header.command_status);
    }
    smsc_.pump();
}

void SmscSession::answer_submit(std::uint32_t sequence, CommandStatus status, const std::string& message_id) {
    if (state_ == State::over) return;
    send(status, sequence, codecs::SubmitSmResp{message_id, {}});
}

void SmscSession::send(CommandStatus status, std::uint32_t sequence, codecs::PduBody body) {
    const auto frame = codecs::encode_pdu({status, sequence, std::move(body)});
    if (!frame) throw std::logic_error("the simulated SMSC made a PDU that cannot be: " + frame.error().what);
    connection_->write(Side::smsc, *frame);
}

// Asks now and then whether the hall is there, and gives up one that has been silent for too long.
void SmscSession::watch() {
    const auto step = std::min(plan_.smsc_enquire_link, plan_.smsc_inactivity) / 2;
    world_.clock.after(step, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self || self->state_ == State::over) return;
        const auto now = self->world_.clock.now();
        if (now - self->last_heard_ > self->plan_.smsc_inactivity) {
            self->close("silent for too long");
            return;
        }
        if (self->bound() && now - self->enquired_ >= self->plan_.smsc_enquire_link) {
            self->enquired_ = now;
            self->send(CommandStatus::ok, self->smsc_.next_sequence(), codecs::EnquireLink{});
        }
        self->watch();
    });
}

void SmscSession::unbind() {
    if (!bound()) return;
    world_.say("connection {}: the SMSC unbinds", id());
    state_ = State::unbinding;
    smsc_.changed(*this);
    send(CommandStatus::ok, smsc_.next_sequence(), codecs::Unbind{});
}

void SmscSession::close(const char* why) {
    if (state_ == State::over) return;
    world_.say("connection {}: the SMSC closes it: {}", id(), why);
    if (world_.random.chance(0.3)) {
        const Bytes half_a_header = {0, 0, 0, 16, 0, 0};
        connection_->write(Side::smsc, half_a_header);
    }
    connection_->close(Side::smsc);
    end(false);
}

void SmscSession::vanish() {
    connection_->attach(Side::smsc, {});
    end(true);
}

void SmscSession::end(bool hall_silent) {
    if (state_ == State::over) return;
    const auto keep = shared_from_this();
    if (!hall_silent) world_.say("connection {}: over at the SMSC", id());
    state_ = State::over;
    for (auto& [sequence, delivery] : in_flight_) {
        --delivery.parcel->in_flight;
        smsc_.not_answered(*delivery.parcel);
    }
    in_flight_.clear();
    late_.clear();
    smsc_.ended(*this);
}

}  // namespace hall::simulation
