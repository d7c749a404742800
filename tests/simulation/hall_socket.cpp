#include "tests/simulation/hall_socket.hpp"

#include <algorithm>
#include <utility>

namespace hall::simulation {

void HallSocket::soon(std::function<void()> what) {
    world_.hall_after(Millis{0}, [weak = weak_from_this(), number = number_, then = std::move(what)] {
        const auto self = weak.lock();
        if (self && self->number_ == number) then();
    });
}

void HallSocket::connect(std::uint16_t port, std::function<void(const Failure&)> done) {
    if (world_.random.chance(plan_.lost_connect)) return;  // the SYN is lost, again and again
    world_.hall_after(plan_.latency_to, [weak = weak_from_this(), number = number_, port, call = std::move(done)] {
        const auto self = weak.lock();
        if (!self || self->number_ != number) return;
        self->connection_ = self->dial_(port);
        if (self->connection_) {
            self->attach();
            call(std::nullopt);
        } else {
            call("refused");
        }
    });
}

void HallSocket::attach() {
    connection_->attach(Side::hall, {[weak = weak_from_this(), number = number_](ByteView bytes) {
                                         const auto self = weak.lock();
                                         if (!self || self->number_ != number) return;
                                         self->unread_.insert(self->unread_.end(), bytes.begin(), bytes.end());
                                         self->answer_read();
                                     },
                                     [weak = weak_from_this(), number = number_] {
                                         const auto self = weak.lock();
                                         if (!self || self->number_ != number) return;
                                         self->ended_ = true;
                                         self->answer_read();
                                     }});
}

void HallSocket::read(std::span<std::uint8_t> room, std::function<void(const Failure&, std::size_t)> done) {
    read_ = {room, std::move(done)};
    answer_read();
}

void HallSocket::answer_read() {
    if (!read_ || (unread_.empty() && !ended_)) return;
    if (world_.clock.now() < world_.hall_frozen_until) {
        soon([this] { answer_read(); });
        return;
    }
    const auto read = *std::exchange(read_, std::nullopt);
    const auto count = std::min(read.room.size(), unread_.size());
    const auto end = unread_.begin() + static_cast<std::ptrdiff_t>(count);
    std::copy(unread_.begin(), end, read.room.begin());
    unread_.erase(unread_.begin(), end);
    // The bytes are out of the kernel; the handler has others before it, and a freeze may come between.
    const auto when = world_.clock.now() + world_.random.between(Millis{0}, Millis{3});
    world_.hall_at(when, [weak = weak_from_this(), number = number_, read, count] {
        const auto self = weak.lock();
        if (self && self->number_ == number)
            read.done(count > 0 ? Failure() : Failure("closed by the SMSC"), count);
    });
}

void HallSocket::write(ByteView bytes, std::function<void(const Failure&)> done) {
    connection_->write(Side::hall, bytes);
    // A line that stands still takes what fits into the kernel's buffers, or nothing.
    const auto when = world_.random.chance(0.5) ? world_.clock.now() : connection_->stalled_until();
    world_.hall_at(when, [weak = weak_from_this(), number = number_, call = std::move(done)] {
        const auto self = weak.lock();
        if (self && self->number_ == number) call(std::nullopt);
    });
}

void HallSocket::close() {
    ++number_;
    read_.reset();
    unread_.clear();
    ended_ = false;
    if (connection_) connection_->close(Side::hall);
    connection_.reset();
}

void HallSocket::die(bool machine_gone) {
    if (machine_gone && connection_) {
        connection_->attach(Side::hall, {});
        connection_->cut(false, false);
        connection_.reset();
    }
    close();
}

}  // namespace hall::simulation
