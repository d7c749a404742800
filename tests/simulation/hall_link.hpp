#pragma once
// What daemon/smpp/link does with Asio, over a simulated connection: the real Session, FrameBuffer and Backoff under
// the same decisions in the same order. Where Link changes, this changes.

#include "daemon/clerk/event.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/smpp/backoff.hpp"
#include "daemon/smpp/session.hpp"
#include "tests/simulation/sim_network.hpp"
#include "tests/simulation/witness.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace hall::simulation {

/// What a link tells the rest of the hall; see daemon::LinkListener.
struct HallLinkListener {
    std::function<bool(daemon::TextArrived)> text;
    std::function<void(daemon::AnswersTraced)> answers_traced;
    std::function<void(const daemon::SubmitAnswered&)> submit_answered;
    std::function<void(const daemon::SubmitUnanswered&)> submit_unanswered;
    std::function<void()> may_submit;
    std::function<void(daemon::LinkChanged)> changed;
};

class HallLink : public std::enable_shared_from_this<HallLink> {
public:
    /// Asks for a connection to the SMSC; nullptr: refused.
    using Dial = std::function<std::shared_ptr<Connection>()>;

    struct Identity {
        std::size_t index = 0;
        std::string name;
        codecs::BindRole role = codecs::BindRole::transceiver;
    };
    HallLink(World& world, const Plan& plan, Witness& witness, Identity identity, const daemon::SmscSettings& smsc,
             Millis doubt, Dial dial, HallLinkListener listener);

    void start() { connect(); }
    bool can_submit();
    bool submit(const codecs::SubmitSm& pdu, std::int64_t outbound_id);
    void pause_submits(Millis for_how_long);
    void throttled();
    void rebind(const std::string& why);
    std::optional<Instant> next_submit_at() const;
    void answer(const daemon::TextAnswer& answer);
    void flush() { drive(); }
    bool bound() const { return session_ && session_->state() == daemon::Session::State::bound; }
    bool sends() const { return identity_.role != codecs::BindRole::receiver; }

    /// The orderly end.
    void refuse_texts();
    void stop();
    bool closed() const { return stopped_ && !session_; }

    /// The process dies: the kernel closes the connection, or nobody does.
    void die(bool machine_gone);

private:
    void connect();
    void open_session(std::shared_ptr<Connection> connection);
    void hear(std::uint64_t attempt, ByteView bytes);
    void hear_close(std::uint64_t attempt);
    void read();
    void drive();
    void execute(daemon::SessionOutput& output);
    void write();
    void arm_timer();
    void lose(const daemon::CloseLink& how);
    void end_session();
    Millis wait_before_next(daemon::CloseLink::Return come_back);
    UtcTime utc_of(Instant moment) const;
    void tell(const std::string& event, const std::string& detail);

    World& world_;
    const Plan& plan_;
    Witness& witness_;
    const Identity identity_;
    const daemon::SmscSettings settings_;
    const Millis doubt_;
    const Dial dial_;
    const HallLinkListener listener_;

    Instant bound_since_{};
    daemon::Backoff backoff_;
    std::shared_ptr<Connection> connection_;
    std::optional<daemon::Session> session_;
    std::uint64_t session_number_ = 0;
    std::optional<Instant> armed_;
    codecs::FrameBuffer frames_;
    Bytes unread_;
    Bytes queued_;
    std::deque<std::int64_t> submitted_;  // ids of submits whose frames are still to come out of the session
    std::optional<daemon::CloseLink> closing_;
    std::string last_told_;
    bool refusing_texts_ = false;
    bool stopped_ = false;
    bool driving_ = false;
};

}  // namespace hall::simulation
