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
    std::function<void(std::vector<std::int64_t>)> answers_written;
    std::function<void(const daemon::SubmitAnswered&)> submit_answered;
    std::function<void(const daemon::SubmitUnanswered&)> submit_unanswered;
    std::function<void()> may_submit;
    std::function<void(daemon::LinkChanged)> changed;
};

class HallLink : public std::enable_shared_from_this<HallLink> {
public:
    /// Asks for a connection to the SMSC; nullptr: refused.
    using Dial = std::function<std::shared_ptr<Connection>()>;

    HallLink(World& world, const Plan& plan, Witness& witness, std::size_t index, const daemon::SmscSettings& smsc,
             std::string name, Dial dial, HallLinkListener listener);

    void start() { connect(); }
    bool can_submit();
    bool submit(const codecs::SubmitSm& pdu, std::int64_t outbound_id);
    void pause_submits(Millis for_how_long);
    std::optional<Instant> next_submit_at() const;
    void answer(const daemon::TextAnswer& answer);
    void flush() { drive(); }
    bool bound() const { return session_ && session_->state() == daemon::Session::State::bound; }
    std::size_t unanswered_submits() const { return session_ ? session_->unanswered_submits() : 0; }

    /// The process dies: the kernel closes the connection, or nobody does.
    void die(bool machine_gone);

private:
    void connect();
    void open_session(std::shared_ptr<Connection> connection);
    void read(ByteView bytes);
    void drive();
    void execute(daemon::SessionOutput& output);
    void write();
    void arm_timer();
    void lose(const std::string& event, const std::string& detail, bool refused);
    void tell(const std::string& event, const std::string& detail);

    World& world_;
    const Plan& plan_;
    Witness& witness_;
    const std::size_t index_;
    const daemon::SmscSettings settings_;
    const std::string name_;
    const Dial dial_;
    const HallLinkListener listener_;

    Instant bound_since_{};
    daemon::Backoff backoff_;
    std::shared_ptr<Connection> connection_;
    std::optional<daemon::Session> session_;
    std::uint64_t session_number_ = 0;
    std::optional<Instant> armed_;
    codecs::FrameBuffer frames_;
    Bytes queued_;
    std::vector<std::int64_t> queued_answers_;
    std::deque<std::int64_t> submitted_;  // ids of submits whose frames are still to come out of the session
    std::optional<daemon::CloseLink> closing_;
    std::string last_told_;
    bool driving_ = false;
};

}  // namespace hall::simulation
