#pragma once
// Everything that can change the hall's state, as values in one queue, and what the clerk gives back for
// them after its commit.

#include "codecs/smpp/pdu.hpp"
#include "codecs/time.hpp"

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
};

/// How a part of a reply ended: taken by the SMSC, refused for good, or given up (too old, or never answered).
enum class Settlement { accepted, refused, expired };

/// A submit_sm came to its end.
struct SubmitSettled {
    std::int64_t outbound_id = 0;
    std::string smsc;
    Settlement how = Settlement::accepted;
    int attempts = 1;
    bool maybe_repeated = false;
    std::optional<codecs::CommandStatus> status;  // the last answer, if there was one
    std::string message_id;
    UtcTime submitted_at;
    UtcTime answered_at;
};

/// Responses to these inbound rows were handed to the kernel.
struct AnswersWritten {
    std::vector<std::int64_t> inbound_ids;
    UtcTime at;
};

/// A link came up, went down, was refused ...
struct LinkChanged {
    std::string smsc;
    std::string link;
    std::string event;
    std::string detail;
    UtcTime at;
};

using Event = std::variant<TextArrived, SubmitSettled, AnswersWritten, LinkChanged>;

/// The response that a text gets, now that its fate is on disk (or that the store refused it).
struct TextAnswer {
    SessionId session;
    codecs::CommandId command = codecs::CommandId::deliver_sm;
    std::uint32_t sequence_number = 0;
    codecs::CommandStatus status = codecs::CommandStatus::ok;
    std::int64_t inbound_id = 0;  // 0 when nothing was recorded
};

/// A committed part of a reply, on its way to the SMSC.
struct OutboundPart {
    std::int64_t id = 0;
    std::string smsc;
    codecs::SubmitSm pdu;
    UtcTime created_at;
    int attempts = 0;
    int silences = 0;  // submits that the SMSC never answered on a living link
    bool maybe_repeated = false;
};

/// What one batch came to. Nothing in it may be acted on before the batch's commit has returned.
struct BatchResult {
    std::vector<TextAnswer> answers;
    std::vector<OutboundPart> outbox;
};

}  // namespace hall::daemon
