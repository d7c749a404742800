#pragma once
// The SMSC's end of one connection: bind, timers, texts delivered and not yet answered. What to deliver and what
// becomes of submits is decided by SimSmsc.

#include "codecs/smpp/frame.hpp"
#include "codecs/smpp/pdu.hpp"
#include "tests/simulation/parcel.hpp"
#include "tests/simulation/sim_network.hpp"

#include <map>
#include <memory>

namespace hall::simulation {

class SimSmsc;

class SmscSession : public std::enable_shared_from_this<SmscSession> {
public:
    /// `index`: which of the SMSCs it belongs to.
    SmscSession(World& world, const Plan& plan, SimSmsc& smsc, std::size_t index, std::shared_ptr<Connection> connection);

    /// Begins to listen.
    void start();

    std::uint64_t id() const { return connection_->id(); }
    std::size_t smsc() const { return index_; }
    bool bound() const { return state_ == State::bound; }
    /// What the hall submits over it arrives.
    bool takes_submits() const {
        return bound() && role_ != codecs::BindRole::receiver && connection_->open() &&
               connection_->stalled_until() <= world_.clock.now();
    }
    Instant stalled_until() const { return connection_->stalled_until(); }
    /// Whether this connection was never disturbed and is bound at this moment.
    bool in_order() const { return bound() && connection_->undisturbed(); }
    bool can_deliver() const {
        return bound() && role_ != codecs::BindRole::transmitter && in_flight_.size() < plan_.deliver_window;
    }
    void deliver(Parcel& parcel);

    /// Answers a submit_sm.
    void answer_submit(std::uint32_t sequence, codecs::CommandStatus status, const std::string& message_id);

    void stall(Instant until);
    /// The line breaks; see Connection::cut.
    void cut(bool hall_hears, bool smsc_hears);
    /// The SMSC takes its leave: unbind, and when that is answered, close.
    void unbind();
    /// The SMSC closes, by chance in the middle of a PDU.
    void close(const char* why);
    /// The SMSC is dead: the session is gone without a word from this end.
    void vanish();

private:
    enum class State { open, bound, unbinding, over };
    struct Delivery {
        Parcel* parcel;
        Instant sent;
        bool late = false;  // given up by the SMSC's patience
    };

    void read(ByteView bytes);
    void handle(const codecs::Frame& frame);
    void handle_bind(codecs::BindRole role, std::uint32_t sequence);
    void handle_answer(const codecs::Header& header);
    void send(codecs::CommandStatus status, std::uint32_t sequence, codecs::PduBody body);
    void arm_patience(std::uint32_t sequence);
    void watch();
    void end(bool hall_silent);

    World& world_;
    const Plan& plan_;
    SimSmsc& smsc_;
    const std::size_t index_;
    std::shared_ptr<Connection> connection_;
    codecs::FrameBuffer frames_{100000};
    State state_ = State::open;
    codecs::BindRole role_ = codecs::BindRole::transceiver;
    std::map<std::uint32_t, Delivery> in_flight_;
    std::map<std::uint32_t, Delivery> late_;
    Instant last_heard_{};
    Instant enquired_{};
};

}  // namespace hall::simulation
