#pragma once
// One link of the SMSC: the part of a session that every SMSC does by itself (bind, enquire_link, unbind, refusing
// what it does not know), and the ways in which a scenario spoils it.
// Must not know what is in a message.

#include "tools/hall_smsc/frame_pipe.hpp"
#include "tools/hall_smsc/smsc.hpp"

namespace hall::tools {

class Connection final : public FrameUser, public std::enable_shared_from_this<Connection> {
public:
    Connection(boost::asio::ip::tcp::socket socket, LinkId id, Smsc& smsc);

    void start() { pipe_->start(); }

    /// Queues whole frames; they leave when the current handler is done. False: they will not leave.
    bool send(ByteView frame);

    /// Asks the hall to let go (unbound links are closed at once).
    void begin_unbind();

    LinkId id() const { return id_; }
    bool bound() const { return role_.has_value(); }
    bool receives() const { return role_ && *role_ != codecs::BindRole::transmitter && !pipe_->ending(); }
    bool transmits() const { return role_ && *role_ != codecs::BindRole::receiver; }

    // What a scenario does to it.

    /// Closes at once, as when an SMSC dies: what waits to be written is lost.
    void drop();
    /// The next frame is cut off and the connection ends there; an enquire_link when none comes within a second.
    void drop_in_mid_frame(double share);
    /// Neither reads nor writes for `span`.
    void fall_silent(Millis span) { pipe_->fall_silent(span); }
    void wake() { pipe_->wake(); }
    bool silent() const { return pipe_->silent(); }

    void take(const codecs::Frame& frame) override;
    void framing_lost() override;
    void ended(End how) override;

private:
    void take_bind(const codecs::Frame& frame);
    void take_submit(const codecs::Frame& frame);
    void send_pdu(std::uint32_t sequence, codecs::PduBody body,
                  codecs::CommandStatus status = codecs::CommandStatus::ok);
    void refuse_bind(std::uint32_t sequence, codecs::BindResp answer, codecs::CommandStatus status,
                     const std::string& reason);
    void close(const std::string& reason, LinkEvent what);
    void enquire_later();

    std::shared_ptr<FramePipe> pipe_;
    boost::asio::steady_timer timer_;  // for enquire_link
    boost::asio::steady_timer cut_timer_;
    LinkId id_;
    Smsc& smsc_;
    bool closed_ = false;
    bool enquiring_ = false;
    bool unbinding_ = false;  // an unbind came, or the answer to ours
    std::optional<codecs::BindRole> role_;
};

}  // namespace hall::tools
