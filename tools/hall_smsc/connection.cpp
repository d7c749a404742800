#include "tools/hall_smsc/connection.hpp"

#include "codecs/smpp/pdu_codec.hpp"
#include "tools/hall_smsc/wire.hpp"

#include <fmt/format.h>
#include <boost/asio/post.hpp>

namespace hall::tools {

namespace asio = boost::asio;
using codecs::CommandId;
using codecs::CommandStatus;

namespace {

// A link that is to end in mid-frame and has nothing to say ends in an enquire_link of its own.
constexpr auto cut_at_latest = std::chrono::seconds(1);

std::string_view name_of(codecs::BindRole role) {
    switch (role) {
        case codecs::BindRole::transmitter:
            return "transmitter";
        case codecs::BindRole::receiver:
            return "receiver";
        case codecs::BindRole::transceiver:
            break;
    }
    return "transceiver";
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, LinkId id, Smsc& smsc)
    : pipe_(std::make_shared<FramePipe>(std::move(socket), smsc.settings_.max_pdu, *this)),
      timer_(pipe_->executor()),
      cut_timer_(pipe_->executor()),
      id_(id),
      smsc_(smsc) {
    if (smsc.settings_.piece_size) pipe_->write_in_pieces(smsc.settings_.piece_size);
}

void Connection::framing_lost() {
    smsc_.user_->remark("the hall sent an impossible command_length; the link is closed");
    send_pdu(0, codecs::GenericNack{}, CommandStatus::invalid_command_length);
    pipe_->end_after_flush();
}

void Connection::ended(End how) {
    switch (how) {
        case End::by_peer:
            return unbinding_ ? close("", LinkEvent::unbound)
                              : close("the hall closed the connection", LinkEvent::lost);
        case End::after_flush:
            return close("", unbinding_ ? LinkEvent::unbound : LinkEvent::lost);
        case End::cut:
            return close("", LinkEvent::dropped);
    }
}

void Connection::take(const codecs::Frame& frame) {
    const codecs::Header& header = frame.header;
    ++smsc_.pdus_;
    switch (header.command_id) {
        case CommandId::submit_sm:
        case CommandId::data_sm:
            return take_submit(frame);
        case CommandId::deliver_sm_resp:
        case CommandId::generic_nack:
            return smsc_.user_->delivery_answered(id_, header);
        case CommandId::enquire_link:
            ++smsc_.enquire_links_;
            return send_pdu(header.sequence_number, codecs::EnquireLinkResp{});
        case CommandId::enquire_link_resp:
            enquiring_ = false;
            return;
        case CommandId::bind_receiver:
        case CommandId::bind_transmitter:
        case CommandId::bind_transceiver:
            return take_bind(frame);
        case CommandId::unbind:
            unbinding_ = true;
            send_pdu(header.sequence_number, codecs::UnbindResp{});
            return pipe_->end_after_flush();
        case CommandId::unbind_resp:
            return close("", LinkEvent::unbound);
        // Texts are handed over at once, so there is never one to be asked about, taken back or replaced.
        case CommandId::query_sm:
        case CommandId::cancel_sm:
        case CommandId::replace_sm:
            send(codecs::encode_refusal(header, CommandStatus::invalid_message_id));
            return;
        default:
            break;
    }
    if (codecs::is_response(header.command_id)) return;
    send(codecs::encode_refusal(header, CommandStatus::invalid_command_id));
}

void Connection::refuse_bind(std::uint32_t sequence, codecs::BindResp answer, CommandStatus status,
                             const std::string& reason) {
    smsc_.user_->remark(fmt::format("a bind as {} was refused: {}", name_of(answer.role), reason));
    send_pdu(sequence, std::move(answer), status);
    smsc_.user_->link_event(id_, LinkEvent::refused);
}

void Connection::take_bind(const codecs::Frame& frame) {
    const auto pdu = codecs::decode_pdu(frame.header, frame.body);
    if (!pdu) {
        send(codecs::encode_refusal(frame.header, pdu.error().answer));
        return;
    }
    const auto& bind = std::get<codecs::Bind>(pdu->body);
    const SmscSettings& settings = smsc_.settings_;
    codecs::BindResp answer{bind.role, settings.system_id, {}};
    if (role_) return send_pdu(pdu->sequence_number, std::move(answer), CommandStatus::already_bound);
    if (bind.system_id != settings.system_id || bind.password != settings.password) {
        const std::string fault =
            bind.system_id != settings.system_id
                ? fmt::format("its system_id is '{}', expected '{}'", bind.system_id, settings.system_id)
                : fmt::format("its password for system_id '{}' is wrong", bind.system_id);
        return refuse_bind(pdu->sequence_number, std::move(answer), CommandStatus::bind_failed, fault);
    }
    if (const CommandStatus status = smsc_.user_->bind_wanted(); status != CommandStatus::ok) {
        return refuse_bind(pdu->sequence_number, std::move(answer), status, codecs::to_string(status));
    }
    if (settings.interface_version) {
        answer.tlvs.add_u8(codecs::Tag::sc_interface_version, *settings.interface_version);
    }
    send_pdu(pdu->sequence_number, std::move(answer));
    role_ = bind.role;
    enquire_later();
    smsc_.bound(*this);
}

void Connection::take_submit(const codecs::Frame& frame) {
    if (!transmits()) {
        send(codecs::encode_refusal(frame.header, CommandStatus::invalid_bind_status));
        return;
    }
    const auto status = smsc_.user_->submitted(id_, frame);
    if (!status) return;
    if (*status != CommandStatus::ok) {
        send(codecs::encode_refusal(frame.header, *status));
        return;
    }
    const MessageIdResponse answer(frame.header, ++smsc_.last_message_id_);
    send(answer.bytes());
}

void Connection::send_pdu(std::uint32_t sequence, codecs::PduBody body, CommandStatus status) {
    const auto frame = codecs::encode_pdu({status, sequence, std::move(body)});
    if (!frame) return close("an answer could not be written: " + frame.error().what, LinkEvent::dropped);
    send(*frame);
}

bool Connection::send(ByteView frame) {
    if (frame.empty()) return false;
    ++smsc_.pdus_;
    return pipe_->send(frame);
}

void Connection::begin_unbind() {
    if (!role_) return close("", LinkEvent::dropped);
    send_pdu(smsc_.next_sequence(), codecs::Unbind{});
}

void Connection::drop() {
    close("", LinkEvent::dropped);
}

void Connection::drop_in_mid_frame(double share) {
    pipe_->cut_next_frame(share);
    cut_timer_.expires_after(cut_at_latest);
    cut_timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
        if (!error && self->pipe_->open()) self->send_pdu(self->smsc_.next_sequence(), codecs::EnquireLink{});
    });
}

void Connection::close(const std::string& reason, LinkEvent what) {
    if (closed_) return;
    closed_ = true;
    // smsc_ lets go of this object below, and callers up the stack still use it.
    asio::post(pipe_->executor(), [self = shared_from_this()] {});
    const auto role = std::exchange(role_, std::nullopt);
    timer_.cancel();
    cut_timer_.cancel();
    pipe_->close();
    if (role && !reason.empty() && !smsc_.closed_) smsc_.user_->remark(reason);
    smsc_.gone(id_, role, what);
}

void Connection::enquire_later() {
    if (smsc_.settings_.enquire.count() == 0) return;
    timer_.expires_after(smsc_.settings_.enquire);
    timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
        if (error || !self->pipe_->open() || self->pipe_->ending()) return;
        if (self->silent()) return self->enquire_later();
        if (self->enquiring_) {
            return self->close("the hall left enquire_link unanswered; the link is closed", LinkEvent::lost);
        }
        self->enquiring_ = true;
        self->send_pdu(self->smsc_.next_sequence(), codecs::EnquireLink{});
        self->enquire_later();
    });
}

}  // namespace hall::tools
