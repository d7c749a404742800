#pragma once
// One SMPP session of an ESME as a state machine without I/O: what just happened goes in, what to do next
// comes out. The connection executes it; tests (and the simulation) drive it without a socket.
// Must not know sockets, clocks, the store or the menu. [SMPP v3.4, 2.2, 2.7, 7.2]

#include "codecs/smpp/frame.hpp"
#include "codecs/smpp/pdu.hpp"
#include "codecs/time.hpp"
#include "daemon/clerk/event.hpp"
#include "daemon/smpp/answer_proof.hpp"
#include "daemon/smpp/answer_watch.hpp"
#include "daemon/smpp/send_rate.hpp"

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace hall::daemon {

struct SessionSettings {
    codecs::BindRole role = codecs::BindRole::transceiver;
    std::string system_id;
    std::string password;
    std::string system_type;
    Millis enquire_link{};
    Millis response_timeout{};
    std::size_t window = 10;
    std::uint32_t rate = 0;  // submits a second; 0: no limit
    std::uint8_t interface_version = 0x34;
    Millis doubt{};  // see AnswerProof
};

/// What the connection has to do, in this order.
struct SendFrame {
    Bytes frame;
};
/// The bind was accepted.
struct SessionBound {
    std::string peer;                            // the SMSC's system_id
    std::optional<std::uint32_t> peer_version;   // sc_interface_version
};
/// A deliver_sm or data_sm to be answered with answer().
struct TextDelivered {
    codecs::CommandId command = codecs::CommandId::deliver_sm;
    std::uint32_t sequence_number = 0;
    codecs::ShortMessage message;
};
/// The SMSC answered a submit.
struct SubmitAnswered {
    std::int64_t tag = 0;
    codecs::CommandStatus status = codecs::CommandStatus::ok;
    std::string message_id;
    std::size_t destination = 0;  // tells destinations apart
    Instant sent{};
};
/// A submit whose answer did not come in time, or will not come any more. It may have been taken.
struct SubmitUnanswered {
    std::int64_t tag = 0;
    bool timed_out = false;  // the link lives, the SMSC kept silent; otherwise the link was lost
};
/// A submit is overdue, see AnswerWatch: its place in the window is free. Its answer, or SubmitUnanswered, still follows.
struct PlaceGivenBack {
    std::int64_t tag = 0;
};
/// What is known of answers to texts that were given earlier; see AnswerFate.
struct AnswerNews {
    AnswerFate fate = AnswerFate::read;
    std::vector<GivenAnswer> answers;
};
/// Close the connection once everything before is written.
struct CloseLink {
    std::string event;   // "unbound", "bind_refused", "timeout", "protocol_error": for log and history
    std::string detail;
    // What it says about the next attempt to connect.
    enum class Return { soon, patient, slow } come_back = Return::soon;
};
/// Something worth a line in the log.
struct Remark {
    std::string event;
    std::string detail;
};
using SessionOutput =
    std::variant<SendFrame, SessionBound, TextDelivered, SubmitAnswered, SubmitUnanswered, PlaceGivenBack, AnswerNews,
                 CloseLink, Remark>;

class Session {
public:
    explicit Session(SessionSettings settings);

    enum class State { idle, binding, bound, unbinding, closed };
    State state() const { return state_; }

    /// The connection stands: sends the bind.
    void connected(Instant now);

    /// A whole frame came; `since`: the earliest moment at which it may have come (a machine that stood still reads
    /// late). As a sign of the SMSC's life it counts from there.
    void received(const codecs::Frame& frame, Instant now, Instant since);

    /// The stream cannot be cut into frames any more: generic_nack, then close. [3.2.1.1]
    void framing_lost(const codecs::Header& header);

    /// The connection is gone: every unanswered submit comes out as SubmitUnanswered. A text whose answer was not
    /// reported as AnswerFate::safe may be delivered again.
    void disconnected();

    /// Time has come to next_deadline().
    void timer(Instant now);

    /// When timer() must be called next.
    std::optional<Instant> next_deadline() const;

    /// Whether a submit may go out at this moment (bound for sending, window and rate allow).
    bool can_submit(Instant now);

    /// Whether the window has room and the session lives on: then only the rate or a pause can forbid a submit.
    bool has_room() const {
        return state_ == State::bound && !leaving_ && settings_.role != codecs::BindRole::receiver &&
               submits_in_flight_ < settings_.window;
    }

    /// The earliest moment at which neither the rate nor a pause forbids a submit; it may be past.
    Instant next_submit_at() const;

    /// Sends one submit_sm; can_submit() must have said yes. `tag` comes back with its end. Returns its
    /// sequence number; 0 when the PDU cannot be encoded (nothing is sent then).
    std::uint32_t submit(const codecs::SubmitSm& pdu, std::int64_t tag, Instant now);

    /// Holds submits back until `until`.
    void pause_submits(Instant until) { rate_.pause(until); }

    /// Whether that answer meant "throttled"; see SendRate.
    SendRate::Judgement judge(const SubmitAnswered& answer, bool throttled, Instant now) {
        return rate_.answered(throttled, answer.destination, answer.sent, now);
    }

    /// Submits a second to which the SMSC has brought this session down; nothing when it has not.
    std::optional<double> reduced_to() const { return rate_.reduced_to(); }

    /// Gives the session up because the SMSC's answers make no sense in it; a new one may mend that. Submits that
    /// are unanswered may still be answered first.
    void give_up(const std::string& why, Instant now);

    /// Answers a text delivered earlier in this session.
    /// `inbound_id` comes back in AnswerNews; 0 for a text of which nothing was recorded.
    void answer(codecs::CommandId command, std::uint32_t sequence_number, codecs::CommandStatus status,
                std::int64_t inbound_id, Instant now);

    /// From now on new texts are answered "try later" (the hall is going to stop).
    void refuse_texts() { refusing_texts_ = true; }

    /// Ends the session politely: unbind, wait for its answer, close.
    void unbind(Instant now);

    /// Whether the session has shown that it works: a text came, or the SMSC answered an enquire_link, or a submit
    /// otherwise than by finding fault with the session. An accepted bind alone shows nothing.
    bool worked() const { return worked_; }

    /// Submits that hold a place in the window; and those that wait for an answer beside it.
    std::size_t unanswered_submits() const { return submits_in_flight_; }
    std::size_t overdue_submits() const { return given_back_; }

    /// What is to be done since the last call, in order.
    std::vector<SessionOutput> take_outputs();

private:
    enum class Waiting { bind, submit, enquire_link, unbind };
    struct Request {
        Waiting kind;
        std::int64_t tag;
        std::uint64_t number;  // counts requests, for AnswerProof
        Instant sent;
        std::size_t destination = 0;  // of a submit; see SubmitAnswered
        bool given_back = false;      // its place in the window
    };

    void send(codecs::CommandStatus status, std::uint32_t sequence_number, codecs::PduBody body);
    std::uint32_t request(codecs::PduBody body, Waiting kind, std::int64_t tag, Instant now);
    void close(std::string event, std::string detail, CloseLink::Return come_back = CloseLink::Return::soon);

    Instant sign_of_life(const codecs::Header& header, Instant since) const;
    void handle_request(const codecs::Header& header, codecs::Pdu& pdu, Instant now);
    void handle_text(codecs::CommandId command, std::uint32_t sequence_number, codecs::ShortMessage message,
                     Instant now);
    void handle_response(const codecs::Header& header, codecs::Pdu* pdu, Instant now);
    void handle_late_response(const codecs::Header& header, codecs::Pdu* pdu, Instant now);
    void handle_submit_response(const Request& request, codecs::CommandStatus status, codecs::Pdu* pdu, Instant now);
    void prove(const Request& request, Instant now);
    void give_places_back(Instant now);
    bool may_give_back() const;
    bool may_be_stuck() const;
    void leave_window(const Request& request);
    bool waits(std::uint32_t sequence) const { return waiting_.contains(sequence); }
    std::optional<Instant> ask_at() const;
    void leave_if_idle(Instant now);
    void trace(AnswerFate fate, std::vector<GivenAnswer> answers);
    void handle_bind_response(codecs::CommandStatus status, const codecs::Pdu* pdu, Instant now);

    SessionSettings settings_;
    State state_ = State::idle;
    bool refusing_texts_ = false;
    std::uint32_t last_sequence_ = 0;
    std::unordered_map<std::uint32_t, Request> waiting_;
    std::deque<std::pair<Instant, std::uint32_t>> deadlines_;  // in order: one time-out serves all requests
    // Submits whose time is over: an answer that comes all the same still says that the part was taken.
    std::unordered_map<std::uint32_t, Request> late_;
    std::deque<std::uint32_t> late_order_;
    std::uint64_t requests_ = 0;
    AnswerProof proof_;
    std::size_t submits_in_flight_ = 0;
    std::size_t given_back_ = 0;
    AnswerWatch watch_;
    Instant last_heard_{};
    bool enquiring_ = false;
    bool worked_ = false;
    bool leaving_ = false;  // given up: unbinds when the window is empty
    SendRate rate_;
    std::vector<SessionOutput> outputs_;
};

}  // namespace hall::daemon
