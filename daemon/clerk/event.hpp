#pragma once
// Everything that can change the hall's state, as values in one queue, and what the clerk gives back for
// them after its commit.

#include "codecs/smpp/pdu.hpp"
#include "codecs/time.hpp"
#include "daemon/back_end/back_end.hpp"
#include "daemon/clerk/clerk_health.hpp"
#include "daemon/clerk/clock_watch.hpp"
#include "daemon/clerk/live_parts.hpp"
#include "daemon/store/versions.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hall::daemon {

/// Which connection a PDU came over. A link that reconnects gets a new session number, so that an answer
/// can never go out on a connection that did not ask for it.
struct SessionId {
    std::size_t link = 0;
    std::uint64_t session = 0;
    bool operator==(const SessionId&) const = default;
};

/// A deliver_sm or data_sm. data_sm comes in the same shape: its content is in message_payload anyway.
struct TextArrived {
    SessionId session;
    std::string smsc;
    std::string link;
    codecs::CommandId command = codecs::CommandId::deliver_sm;
    std::uint32_t sequence_number = 0;
    codecs::ShortMessage message;
    UtcTime received_at;
    std::optional<UtcTime> waiting_since;  // at the earliest it lay in our socket since then; nothing: received_at
};

/// Whether it is a subscriber's, or a part of one: it is answered, and has effects. A receipt has none, in whatever shape.
bool is_text(const codecs::ShortMessage& message);

/// What came of a part of a reply: the SMSC took it, or refused it for good; it was tried for too long, the SMSC
/// never answered it, the dialogue it belongs to is over; its subscriber has asked for so much since that it gave way, or
/// his number was cancelled; an operator emptied the lane; or it is held for a person (not the end yet).
enum class Settlement { accepted, refused, too_old, unanswered, dialogue_over, replaced, emptied, recalled, held };

/// Whether the SMSC decided it, by its answer or by never giving one: the others of its subscriber can go on.
inline bool is_by_the_smsc(Settlement how) {
    return how == Settlement::accepted || how == Settlement::refused || how == Settlement::unanswered;
}

/// A deliver_sm or data_sm that makes no sense was refused. It is written down as it came, for whoever asks after it.
struct PduRefused {
    std::string smsc;
    std::string link;
    codecs::CommandId command = codecs::CommandId::deliver_sm;
    std::uint32_t sequence_number = 0;
    codecs::CommandStatus status = codecs::CommandStatus::ok;  // what the SMSC heard
    std::string why;
    Bytes pdu;
    UtcTime at;
};

/// A submit_sm came to its end.
struct SubmitSettled {
    std::int64_t outbound_id = 0;
    std::string smsc;
    Settlement how = Settlement::accepted;
    int attempts = 1;
    bool maybe_repeated = false;
    std::optional<codecs::CommandStatus> status;  // the last answer, if there was one
    std::string message_id;
    std::optional<UtcTime> submitted_at;  // nothing: it never left
    UtcTime answered_at;
};

/// These parts are about to be submitted and must never be submitted twice: once that is on disk they are given
/// back as BatchResult::released.
struct SubmitsAnnounced {
    std::string smsc;
    std::vector<std::int64_t> outbound_ids;
    UtcTime at;
};

/// The SMSC said for now that it will not take these announced parts: nobody has them.
struct AnnouncementsVoid {
    std::vector<std::int64_t> outbound_ids;
};

/// A subscriber's replies have begun to wait because his destination takes nothing for now. Until one of his submits comes
/// to its end.
struct LaneRests {
    std::string smsc;
    std::string subscriber;  // canonical
};

/// What is known of an answer that was given to a connection.
enum class AnswerFate {
    read,      // the SMSC has read it
    safe,      // and has lived on since: it will not forget it
    doubtful,  // it had read it, but the connection ended too soon afterwards to be sure
};

/// News of answers to recorded texts. An answer of which nothing is heard was perhaps never read.
struct AnswersTraced {
    struct Answer {
        std::int64_t inbound_id = 0;
        UtcTime answered_at;
        UtcTime proven_at;  // known to have been read
    };
    AnswerFate fate = AnswerFate::read;
    std::vector<Answer> answers;
};

/// A link came up, went down, was refused ...
struct LinkChanged {
    std::string smsc;
    std::string link;
    std::string event;
    std::string detail;
    UtcTime at;
};

/// Another version of the hall's files was read and found good. It comes into force between this event's neighbours:
/// what stands before it in the queue is decided by the old version, what stands behind it by the new one.
struct ConfigurationLoaded {
    std::uint64_t ticket = 0;  // comes back in ConfigurationOutcome
    LiveParts parts;
    store::VersionRow version;  // without id and moment
    std::vector<store::VersionFileRow> files;
};

/// Something was asked of the running hall that changed nothing.
struct ControlNoted {
    store::ControlRow row;
};

/// Somebody wants rows that are set aside to be tried again.
struct AsideRetried {
    std::uint64_t ticket = 0;  // comes back in AsideOutcome
    std::string who;
    std::optional<std::int64_t> id;  // nothing: all of them, behind `after`, a bounded number at a time
    std::int64_t after = 0;
};

/// A person says that the machine's clock is right. It counts for what stands behind it in the queue.
struct ClockAccepted {
    std::string who;
    UtcTime at;                // what the clock said when he did
    std::uint64_t ticket = 0;  // comes back in ClockOutcome
};

using Event = std::variant<TextArrived, PduRefused, SubmitSettled, SubmitsAnnounced, AnnouncementsVoid, LaneRests, AnswersTraced,
                           LinkChanged, BackEndAnswer, ConfigurationLoaded, ControlNoted, ClockAccepted, AsideRetried>;

/// The response that a text gets, now that its fate is on disk (or that the store refused it).
struct TextAnswer {
    SessionId session;
    codecs::CommandId command = codecs::CommandId::deliver_sm;
    std::uint32_t sequence_number = 0;
    codecs::CommandStatus status = codecs::CommandStatus::ok;
    std::int64_t inbound_id = 0;  // 0 when nothing was recorded
    bool his_own = false;         // refused because of what waits for its sender himself, see ClerkSettings::open_replies
};

/// The response for a text of which nothing was recorded.
inline TextAnswer refusal_of(const TextArrived& text, codecs::CommandStatus status) {
    return {text.session, text.command, text.sequence_number, status, 0, false};
}

/// What stands behind a reply, and so what may become of it when its subscriber asks for more than he is sent.
enum class ReplyKind {
    told,         // what the business did or refused: he is told whatever happens
    replaceable,  // it had no effect (a menu, a list, a question, a query's answer): a newer one may take its place
    notice,       // the hall sends it unasked, behind the replies; told whatever happens
};

/// A committed part of a reply, on its way to the SMSC.
struct OutboundPart {
    std::int64_t id = 0;
    std::int64_t reply_id = 0;
    std::string smsc;
    std::string subscriber;  // canonical: an SMSC may write the same number in more than one way
    codecs::SubmitSm pdu;
    ReplyKind kind = ReplyKind::told;
    UtcTime created_at;
    std::optional<UtcTime> useful_until;  // nothing: as long as replies are tried at all
    int attempts = 0;
    int silences = 0;  // submits that the SMSC never answered on a living link
    bool maybe_repeated = false;
    bool announced = false;  // see SubmitsAnnounced
};

/// A part that was announced and may leave now.
struct ReleasedPart {
    std::string smsc;
    std::int64_t outbound_id = 0;
};

/// A part that must not be submitted any more: its subscriber's number was cancelled.
struct RecalledPart {
    std::string smsc;
    std::int64_t outbound_id = 0;
};

/// A package that has left the catalogue, and how many still have it.
struct PackageGone {
    std::string package = {};
    std::int64_t subscriptions = 0;
};

/// What became of a ConfigurationLoaded.
struct ConfigurationOutcome {
    std::uint64_t ticket = 0;
    store::VersionRow version;  // now in force, unless it failed
    std::string failed;         // why nothing has changed; empty: it is in force
    std::vector<PackageGone> gone;
};

/// What became of an AsideRetried.
struct AsideOutcome {
    std::uint64_t ticket = 0;
    std::size_t tried = 0;
    std::vector<std::string> failed;  // a line for each row that is still set aside
    std::int64_t last = 0;            // the id of the last one that was tried
    bool more = false;                // there are more behind it
};

/// What one batch came to. Nothing in it may be acted on before the batch's commit has returned.
struct BatchResult {
    std::vector<TextAnswer> answers;
    std::vector<OutboundPart> outbox;
    std::vector<ReleasedPart> released;
    std::vector<RecalledPart> recalled;
    std::vector<BackEndRequest> asked;
    std::vector<ConfigurationOutcome> configured;
    std::vector<AsideOutcome> retried;
    std::vector<ClockOutcome> clock_accepted;
    std::size_t pdus_refused = 0;    // written down
    std::size_t never_answered = 0;  // texts of senders that are not answered, written down
    std::optional<ClerkHealth> health;  // nothing: as it was

    bool empty() const {
        return answers.empty() && outbox.empty() && released.empty() && recalled.empty() && asked.empty() &&
               configured.empty() && retried.empty() && clock_accepted.empty() && pdus_refused == 0 && never_answered == 0 &&
               !health;
    }
    /// Takes over what another one came to, behind its own.
    void append(BatchResult other);
};

}  // namespace hall::daemon
