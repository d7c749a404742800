#pragma once
// One link of the SMSC: a socket, its frames, and the part of a session that every SMSC does by itself (bind,
// enquire_link, unbind, refusing what it does not know). What was written waits in one buffer while the other is
// on its way, so a burst of PDUs costs one system call.
// Must not know what is in a message.

#include "tools/hall_smsc/smsc.hpp"

namespace hall::tools {

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(boost::asio::ip::tcp::socket socket, LinkId id, Smsc& smsc);

    void start();

    /// Queues whole frames; they leave when the current handler is done.
    void send(ByteView frame);

    /// Asks the hall to let go (unbound links are closed at once).
    void begin_unbind();

    LinkId id() const { return id_; }
    bool receives() const { return role_ && *role_ != codecs::BindRole::transmitter && !ending_; }
    bool transmits() const { return role_ && *role_ != codecs::BindRole::receiver; }

private:
    void read();
    void take_frames();
    void take(const codecs::Frame& frame);
    void take_bind(const codecs::Frame& frame);
    void take_submit(const codecs::Frame& frame);
    void send_pdu(std::uint32_t sequence, codecs::PduBody body,
                  codecs::CommandStatus status = codecs::CommandStatus::ok);
    void flush();
    void end_after_flush();
    void close(const std::string& reason);
    void enquire_later();

    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer enquire_timer_;
    LinkId id_;
    Smsc& smsc_;
    codecs::FrameBuffer frames_;
    Bytes waiting_;  // to be written next
    Bytes writing_;  // on its way
    bool flush_posted_ = false;
    bool ending_ = false;  // nothing more is read; closes when all is written
    bool enquiring_ = false;
    std::optional<codecs::BindRole> role_;
};

}  // namespace hall::tools
