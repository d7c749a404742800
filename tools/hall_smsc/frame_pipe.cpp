#include "tools/hall_smsc/frame_pipe.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace hall::tools {

namespace asio = boost::asio;

namespace {

constexpr std::size_t read_size = 65536;

}  // namespace

FramePipe::FramePipe(asio::ip::tcp::socket socket, std::size_t max_pdu, FrameUser& user)
    : socket_(std::move(socket)), silence_timer_(socket_.get_executor()), user_(user), frames_(max_pdu) {
    waiting_.reserve(read_size);
    writing_.reserve(read_size);
}

void FramePipe::start() {
    read();
}

void FramePipe::read() {
    if (reading_ || peer_gone_ || silent_ || ending_ || !open()) return;
    reading_ = true;
    const auto room = frames_.prepare(read_size);
    socket_.async_read_some(asio::buffer(room.data(), room.size()),
                            [self = shared_from_this()](const boost::system::error_code& error, std::size_t count) {
                                self->reading_ = false;
                                if (!self->open()) return;
                                if (error) return self->peer_gone();
                                self->frames_.commit(count);
                                self->take_frames();
                                self->read();
                            });
}

void FramePipe::take_frames() {
    while (!ending_ && !silent_ && open()) {
        const auto next = frames_.next();
        if (std::holds_alternative<codecs::NeedMoreBytes>(next)) return;
        if (const auto* frame = std::get_if<codecs::Frame>(&next)) {
            user_.take(*frame);
        } else {
            user_.framing_lost();
        }
    }
}

bool FramePipe::send(ByteView frame) {
    if (frame.empty() || !open() || cut_) return false;
    if (cut_at_) {
        const auto wished = static_cast<std::size_t>(*cut_at_ * static_cast<double>(frame.size()));
        frame = frame.first(std::clamp<std::size_t>(wished, 1, frame.size() - 1));
        cut_ = true;
        end_after_flush();
    }
    waiting_.insert(waiting_.end(), frame.begin(), frame.end());
    flush_later();
    return !cut_;
}

void FramePipe::flush() {
    if (!open() || silent_ || writing_now_) return;
    if (written_ == writing_.size()) {
        if (waiting_.empty()) {
            if (ending_) end(cut_ ? FrameUser::End::cut : FrameUser::End::after_flush);
            return;
        }
        writing_.clear();
        writing_.swap(waiting_);
        written_ = 0;
    }
    std::size_t size = writing_.size() - written_;
    if (piece_size_) size = std::min(size, std::max<std::size_t>(piece_size_(), 1));
    writing_now_ = true;
    socket_.async_write_some(asio::buffer(writing_.data() + written_, size),
                             [self = shared_from_this()](const boost::system::error_code& error, std::size_t count) {
                                 self->writing_now_ = false;
                                 if (!self->open()) return;
                                 if (error) return self->peer_gone();
                                 self->written_ += count;
                                 self->flush();
                             });
}

void FramePipe::flush_later() {
    if (flush_posted_) return;
    flush_posted_ = true;
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        self->flush_posted_ = false;
        self->flush();
    });
}

void FramePipe::end_after_flush() {
    ending_ = true;
    flush_later();
}

void FramePipe::peer_gone() {
    peer_gone_ = true;
    if (!silent_) end(FrameUser::End::by_peer);  // a link that is half-open hears of it when it wakes
}

void FramePipe::end(FrameUser::End how) {
    close();
    user_.ended(how);
}

void FramePipe::close() {
    silence_timer_.cancel();
    boost::system::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
}

void FramePipe::fall_silent(Millis span) {
    if (!open() || ending_) return;
    silent_ = true;
    silence_timer_.expires_after(span);
    silence_timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
        if (!error) self->wake();
    });
}

void FramePipe::wake() {
    if (!silent_ || !open()) return;
    silent_ = false;
    silence_timer_.cancel();
    take_frames();
    if (peer_gone_ && open()) return end(FrameUser::End::by_peer);
    flush();
    read();
}

}  // namespace hall::tools
