#pragma once
// TCP connections between the hall and the SMSC in virtual time: bytes arrive in order, late and in pieces; a
// connection can be cut, with what was in flight lost, or fall silent without either end hearing of it.

#include "codecs/result.hpp"
#include "tests/simulation/plan.hpp"
#include "tests/simulation/world.hpp"

#include <array>
#include <deque>
#include <functional>
#include <memory>

namespace hall::simulation {

enum class Side : std::size_t { hall, smsc };

class Connection : public std::enable_shared_from_this<Connection> {
public:
    /// What one end hears. An end that has let go hears nothing any more.
    struct End {
        std::function<void(ByteView)> bytes;
        std::function<void()> closed;
    };

    Connection(World& world, const Plan& plan, std::uint64_t id);

    /// Unique in the history.
    std::uint64_t id() const { return id_; }

    void attach(Side side, End end) { ends_[index(side)] = std::move(end); }
    void write(Side from, ByteView bytes);

    /// This end closes: it hears nothing more; the other end gets what was written (or, by chance, less), then
    /// hears of it.
    void close(Side from);

    /// The line breaks. An end that does not hear of it must find out by its timers.
    void cut(bool hall_hears, bool smsc_hears);

    /// Nothing arrives before `until`, in either direction; nothing is lost unless the line breaks meanwhile.
    void stall(Instant until);

    /// In the past, or the end of the last stall.
    Instant stalled_until() const { return stalled_until_; }

    bool open() const { return !cut_ && !closed_[0] && !closed_[1]; }
    /// Never stalled, cut or closed.
    bool undisturbed() const { return open() && stalled_until_ == Instant{}; }

private:
    struct Piece {
        Instant arrives;
        Bytes content;
    };
    struct Direction {
        std::deque<Piece> under_way;
        Instant free_at{};                       // when the last byte written so far arrives
        Instant lost_after = Instant::max();     // what would arrive later does not
    };
    static std::size_t index(Side side) { return static_cast<std::size_t>(side); }
    static Side other(Side side) { return side == Side::hall ? Side::smsc : Side::hall; }
    Millis latency();
    void flow(Side from);
    void flow_at(Side from, Instant when);
    void lose_in_flight(Direction& direction);
    void tell_closed(Side side, Instant when);

    World& world_;
    const Plan& plan_;
    std::uint64_t id_;
    std::array<End, 2> ends_;
    std::array<Direction, 2> from_;  // by the side that writes
    std::array<bool, 2> closed_{};
    bool cut_ = false;
    Instant stalled_until_{};
};

}  // namespace hall::simulation
