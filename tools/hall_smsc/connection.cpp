#include "tools/hall_smsc/connection.hpp"

#include "codecs/smpp/pdu_codec.hpp"
#include "tools/hall_smsc/wire.hpp"

#include <fmt/format.h>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace hall::tools {

namespace asio = boost::asio;
using codecs::CommandId;
using codecs::CommandStatus;

namespace {

constexpr std::size_t read_size = 65536;

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
    : socket_(std::move(socket)),
      enquire_timer_(socket_.get_executor()),
      id_(id),
      smsc_(smsc),
      frames_(smsc.settings_.max_pdu) {
    waiting_.reserve(read_size);
    writing_.reserve(read_size);
}

void Connection::start() {
    read();
}

void Connection::read() {
    const auto room = frames_.prepare(read_size);
    socket_.async_read_some(asio::buffer(room.data(), room.size()),
                            [self = shared_from_this()](const boost::system::error_code& error, std::size_t count) {
                                if (!self->socket_.is_open()) return;
                                if (error) return self->close("the hall closed the connection");
                                self->frames_.commit(count);
                                self->take_frames();
                                if (self->socket_.is_open() && !self->ending_) self->read();
                            });
}

void Connection::take_frames() {
    while (!ending_ && socket_.is_open()) {
        const auto next = frames_.next();
        if (std::holds_alternative<codecs::NeedMoreBytes>(next)) return;
        if (const auto* frame = std::get_if<codecs::Frame>(&next)) {
            ++smsc_.pdus_;
            take(*frame);
            continue;
        }
        // Where the next PDU begins is not known any more. [SMPP v3.4, 3.2.1.1]
        smsc_.user_->remark("the hall sent an impossible command_length; the link is closed");
        send_pdu(0, codecs::GenericNack{}, CommandStatus::invalid_command_length);
        end_after_flush();
    }
}

void Connection::take(const codecs::Frame& frame) {
    const codecs::Header& header = frame.header;
    switch (header.command_id) {
        case CommandId::submit_sm:
        case CommandId::data_sm:
            return take_submit(frame);
        case CommandId::deliver_sm_resp:
        case CommandId::generic_nack:
            return smsc_.user_->delivery_answered(header);
        case CommandId::enquire_link:
            return send_pdu(header.sequence_number, codecs::EnquireLinkResp{});
        case CommandId::enquire_link_resp:
            enquiring_ = false;
            return;
        case CommandId::bind_receiver:
        case CommandId::bind_transmitter:
        case CommandId::bind_transceiver:
            return take_bind(frame);
        case CommandId::unbind:
            send_pdu(header.sequence_number, codecs::UnbindResp{});
            return end_after_flush();
        case CommandId::unbind_resp:
            return close("the hall unbound");
        // Texts are handed over at once, so there is never one to be asked about, taken back or replaced.
        case CommandId::query_sm:
        case CommandId::cancel_sm:
        case CommandId::replace_sm:
            return send(codecs::encode_refusal(header, CommandStatus::invalid_message_id));
        default:
            break;
    }
    if (codecs::is_response(header.command_id)) return;
    send(codecs::encode_refusal(header, CommandStatus::invalid_command_id));
}

void Connection::take_bind(const codecs::Frame& frame) {
    const auto pdu = codecs::decode_pdu(frame.header, frame.body);
    if (!pdu) return send(codecs::encode_refusal(frame.header, pdu.error().answer));
    const auto& bind = std::get<codecs::Bind>(pdu->body);
    codecs::BindResp answer{bind.role, smsc_.settings_.system_id, {}};
    if (role_) return send_pdu(pdu->sequence_number, std::move(answer), CommandStatus::already_bound);
    const SmscSettings& settings = smsc_.settings_;
    if (bind.system_id != settings.system_id || bind.password != settings.password) {
        const std::string fault =
            bind.system_id != settings.system_id
                ? fmt::format("its system_id is '{}', expected '{}'", bind.system_id, settings.system_id)
                : fmt::format("its password for system_id '{}' is wrong", bind.system_id);
        smsc_.user_->remark(fmt::format("a bind as {} was refused: {}", name_of(bind.role), fault));
        return send_pdu(pdu->sequence_number, std::move(answer), CommandStatus::bind_failed);
    }
    answer.tlvs.add_u8(codecs::Tag::sc_interface_version, 0x34);
    send_pdu(pdu->sequence_number, std::move(answer));
    role_ = bind.role;
    enquire_later();
    smsc_.bound(*this);
}

void Connection::take_submit(const codecs::Frame& frame) {
    if (!transmits()) return send(codecs::encode_refusal(frame.header, CommandStatus::invalid_bind_status));
    const CommandStatus status = smsc_.user_->submitted(frame);
    if (status != CommandStatus::ok) return send(codecs::encode_refusal(frame.header, status));
    const MessageIdResponse answer(frame.header, ++smsc_.last_message_id_);
    send(answer.bytes());
}

void Connection::send_pdu(std::uint32_t sequence, codecs::PduBody body, CommandStatus status) {
    const auto frame = codecs::encode_pdu({status, sequence, std::move(body)});
    if (!frame) return close("an answer could not be written: " + frame.error().what);
    send(*frame);
}

void Connection::send(ByteView frame) {
    if (frame.empty() || !socket_.is_open()) return;
    ++smsc_.pdus_;
    waiting_.insert(waiting_.end(), frame.begin(), frame.end());
    if (flush_posted_) return;
    flush_posted_ = true;
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        self->flush_posted_ = false;
        self->flush();
    });
}

void Connection::flush() {
    if (!writing_.empty() || !socket_.is_open()) return;
    if (waiting_.empty()) {
        if (ending_) close("the link was ended");
        return;
    }
    writing_.swap(waiting_);
    asio::async_write(socket_, asio::buffer(writing_),
                      [self = shared_from_this()](const boost::system::error_code& error, std::size_t) {
                          self->writing_.clear();
                          if (!self->socket_.is_open()) return;
                          if (error) return self->close("the hall closed the connection");
                          self->flush();
                      });
}

void Connection::end_after_flush() {
    ending_ = true;
    enquire_timer_.cancel();
}

void Connection::begin_unbind() {
    if (!role_) return close("");
    send_pdu(smsc_.next_sequence(), codecs::Unbind{});
}

void Connection::close(const std::string& reason) {
    if (!socket_.is_open()) return;
    const auto self = shared_from_this();  // smsc_ drops its own reference below
    const bool was_receiver = role_ && *role_ != codecs::BindRole::transmitter;
    enquire_timer_.cancel();
    boost::system::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
    if (role_ && !reason.empty() && !ending_ && !smsc_.closed_) smsc_.user_->remark(reason);
    role_.reset();
    smsc_.gone(id_, was_receiver);
}

void Connection::enquire_later() {
    if (smsc_.settings_.enquire.count() == 0) return;
    enquire_timer_.expires_after(smsc_.settings_.enquire);
    enquire_timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
        if (error || !self->socket_.is_open() || self->ending_) return;
        if (self->enquiring_) return self->close("the hall left enquire_link unanswered; the link is closed");
        self->enquiring_ = true;
        self->send_pdu(self->smsc_.next_sequence(), codecs::EnquireLink{});
        self->enquire_later();
    });
}

}  // namespace hall::tools
