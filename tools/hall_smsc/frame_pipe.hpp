#pragma once
// One TCP connection as SMPP frames. What was written waits in one buffer while the other is on its way, so a
// burst of PDUs costs one system call. On request it behaves as badly as a connection can: small pieces, silence,
// an end in the middle of a frame.
// Must not know what a PDU means.

#include "codecs/smpp/frame.hpp"
#include "codecs/time.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace hall::tools {

/// Told what comes out of a pipe; all calls come from the io thread.
class FrameUser {
public:
    virtual ~FrameUser() = default;
    virtual void take(const codecs::Frame& frame) = 0;
    /// Where the next PDU begins is not known any more. [SMPP v3.4, 3.2.1.1]
    virtual void framing_lost() = 0;
    enum class End : std::uint8_t { by_peer, after_flush, cut };
    /// The connection is closed. The last call.
    virtual void ended(End how) = 0;
};

class FramePipe : public std::enable_shared_from_this<FramePipe> {
public:
    FramePipe(boost::asio::ip::tcp::socket socket, std::size_t max_pdu, FrameUser& user);

    void start();

    /// Queues whole frames; they leave when the current handler is done. False: they will not leave.
    bool send(ByteView frame);

    /// Nothing more is read; closes when all is written.
    void end_after_flush();

    /// Closes at once; what waits to be written is lost, and the user is told nothing more.
    void close();

    bool open() const { return socket_.is_open(); }
    bool ending() const { return ending_; }
    boost::asio::any_io_executor executor() { return socket_.get_executor(); }

    /// From now on writes go out in pieces as long as `piece_size` says, at least 1 octet each.
    void write_in_pieces(std::function<std::size_t()> piece_size) { piece_size_ = std::move(piece_size); }

    /// Neither reads nor writes for `span`, then goes on where it stopped: a half-open connection.
    void fall_silent(Millis span);
    bool silent() const { return silent_; }
    void wake();

    /// Of the next frame only this share (from 0 to 1, at least an octet, never all) leaves; then the connection ends.
    void cut_next_frame(double share) { cut_at_ = share; }

private:
    void read();
    void take_frames();
    void flush_later();
    void flush();
    void peer_gone();
    void end(FrameUser::End how);

    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer silence_timer_;
    FrameUser& user_;
    codecs::FrameBuffer frames_;
    Bytes waiting_;  // to be written next
    Bytes writing_;  // on its way
    std::size_t written_ = 0;
    std::function<std::size_t()> piece_size_;
    std::optional<double> cut_at_;
    bool flush_posted_ = false;
    bool reading_ = false;
    bool writing_now_ = false;
    bool ending_ = false;
    bool cut_ = false;
    bool silent_ = false;
    bool peer_gone_ = false;
};

}  // namespace hall::tools
