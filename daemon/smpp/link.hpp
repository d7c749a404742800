#pragma once
// One connection to an SMSC in one role, kept up for ever: connects, runs a Session over the socket, and begins again
// with a growing, jittered wait, or with the next host. A thin executor; what SMPP demands is decided in Session.
// Must not know Asio: the simulation runs links as they are. I/O thread only.

#include "daemon/clerk/event.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/smpp/backoff.hpp"
#include "daemon/smpp/network.hpp"
#include "daemon/smpp/session.hpp"
#include "daemon/smpp/submit_tally.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace hall::daemon {

/// What a link tells the rest of the daemon. Called on the I/O thread, also from within flush() and stop(); a
/// listener may call the link back.
struct LinkListener {
    std::function<bool(TextArrived)> text;  // false: no room, the SMSC hears its when_unable
    std::function<void(PduRefused)> refused;
    std::function<void(AnswersTraced)> answers_traced;
    std::function<void(const SubmitAnswered&)> submit_answered;
    std::function<void(const SubmitUnanswered&)> submit_unanswered;
    std::function<void(std::int64_t tag, std::uint32_t sequence_number)> submitted;  // what a capture will show
    std::function<void()> may_submit;  // bound, or the window has room again
    std::function<void(LinkChanged)> changed;
};

class Link {
public:
    struct Identity {
        std::size_t index = 0;  // comes back in SessionId
        std::string name;       // the SMSC's name, with what tells its links apart
        std::size_t host = 0;   // which of the SMSC's hosts is tried first
    };
    /// `doubt`: see AnswerProof. `network` must live as long as the link.
    Link(Network& network, Identity identity, const SmscSettings& smsc, codecs::BindRole role, Millis doubt,
         LinkListener listener);

    /// Begins to connect; from then on the link looks after itself.
    void start();

    /// See Session. can_submit() is false while no session is bound.
    bool can_submit();
    bool submit(const codecs::SubmitSm& pdu, std::int64_t tag);
    void pause_submits(Millis for_how_long);
    /// What an answer that came on this link meant: "throttled", or a refusal for good.
    void judge(const SubmitAnswered& answer, bool throttled, bool refused);
    void rebind(const std::string& why);
    /// Nothing when something else than the rate or a pause holds submits back.
    std::optional<Instant> next_submit_at() const;

    /// Answers a text, if the session it came in is still the present one; otherwise the answer is dropped
    /// (the SMSC will repeat the text). Call flush() after the last of several.
    void answer(const TextAnswer& answer);

    /// Executes what submit() and answer() left to do, in one write.
    void flush() { drive(); }

    /// New texts are answered with the SMSC's when_unable from now on.
    void refuse_texts();

    /// Unbinds, closes and does not come back. `closed()` says when that is done.
    void stop();
    bool closed() const { return stopped_ && !session_; }
    /// Why the connection is about to be closed, once its peer has taken what is written to it.
    const std::optional<CloseLink>& closing() const { return closing_; }
    bool bound() const { return session_ && session_->state() == Session::State::bound; }
    /// What became of this link's submits lately; submits whose answers are overdue; the submits a second to which the SMSC
    /// has brought it down, if it has.
    SubmitCounts lately() { return tally_.counts(network_.now()); }
    /// Since when this link has taken nothing of several subscribers, see SubmitCounts.
    std::optional<UtcTime> nothing_taken_since() {
        const auto since = lately().nothing_taken_since;
        return since ? std::optional(utc_of(*since)) : std::nullopt;
    }
    std::size_t window() const { return settings_.window; }
    std::size_t overdue_submits() const { return session_ ? session_->overdue_submits() : 0; }
    std::optional<double> reduced_to() const { return session_ ? session_->reduced_to() : std::nullopt; }

    /// The present attempt or session; each has another number.
    std::uint64_t session_number() const { return session_number_; }
    std::size_t index() const { return identity_.index; }
    const std::string& name() const { return identity_.name; }
    const std::string& smsc() const { return settings_.name; }
    bool sends() const { return role_ != codecs::BindRole::receiver; }
    bool receives() const { return role_ != codecs::BindRole::transmitter; }

private:
    void connect();
    void open_session();
    void read();
    void take_in(std::size_t count, const Socket::Failure& failure);
    void note_arrival(bool drained);
    void drive();
    void execute(SessionOutput& output);
    void write();
    void arm_timer();
    void lose(const CloseLink& how);
    void lose(const std::string& event, const std::string& detail) { lose(CloseLink{event, detail}); }
    void end_session();
    Millis wait_before_next(CloseLink::Return come_back);
    const HostSettings& host() const { return settings_.hosts[host_ % settings_.hosts.size()]; }
    void tell(const std::string& event, const std::string& detail);
    void count_unanswered(std::size_t destination);
    UtcTime utc_of(Instant moment) const;

    Network& network_;
    const Identity identity_;
    const SmscSettings settings_;
    const codecs::BindRole role_;
    const Millis doubt_;
    const LinkListener listener_;

    const std::unique_ptr<Socket> socket_;
    // The limit of an attempt, then the session's deadlines, then the wait before the next attempt.
    const std::unique_ptr<Timer> timer_;
    std::optional<Instant> armed_;  // timer_ runs for a deadline of the session
    bool reading_ = false;  // a read is under way; none is while too much waits to be written
    Instant read_since_{};     // when the present read began
    Instant drained_at_{};     // when the socket was last known to hold nothing more
    Instant waiting_since_{};  // of what the last read brought: the earliest moment at which it may have come
    Backoff backoff_;
    std::size_t host_;                 // counts on; modulo the number of hosts
    std::size_t failed_attempts_ = 0;  // since the first host was tried
    bool worked_ = false;              // the session that ended last was a good one
    std::optional<Session> session_;
    std::uint64_t session_number_ = 0;  // of the present attempt or session; see SessionId
    codecs::FrameBuffer frames_;
    std::size_t room_ = 0;  // of the present read
    Bytes queued_;
    Bytes writing_;
    std::optional<CloseLink> closing_;  // close once everything queued is written
    bool closing_armed_ = false;        // timer_ limits how long that may take
    std::string last_told_;
    SubmitTally tally_;
    std::optional<Instant> unanswered_told_at_;
    bool refusing_texts_ = false;
    bool stopped_ = false;
    bool driving_ = false;
};

}  // namespace hall::daemon
