#pragma once
// What the store takes and gives: plain rows. The store knows no PDU and no menu; the clerk maps between its
// values and these. Times are milliseconds since 1970 UTC.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hall::store {

using Blob = std::vector<std::uint8_t>;

/// An SMPP address as it stood in the PDU.
struct AddressRow {
    std::string digits;
    int ton = 0;
    int npi = 0;
};

struct PartRow {
    std::string scheme;  // "udh8", "udh16", "sar"
    int reference = 0;
    int total = 0;
    int sequence = 0;
};

/// One deliver_sm or data_sm as it came.
struct InboundRow {
    std::string smsc;
    std::string link;
    std::int64_t received_at = 0;
    std::int64_t recorded_at = 0;
    std::string command;  // "deliver_sm", "data_sm"
    std::uint32_t sequence_number = 0;
    std::string service_type;
    AddressRow source;
    AddressRow destination;
    int esm_class = 0;
    int protocol_id = 0;
    int priority_flag = 0;
    int data_coding = 0;
    Blob short_message;
    Blob tlvs;
    std::string subscriber;
    std::string kind;  // "text", "part", "receipt"
    std::optional<PartRow> part;
    std::string status;  // "read", "waiting", "repeated", "receipt", "ignored", "failed"
    std::optional<std::int64_t> text_id;  // the whole text it is, if that is known already
    std::int64_t session = 0;             // the connection it came over
    std::int64_t waiting_since = 0;       // the SMSC may have counted from then; at most received_at, unless the clock was set since
    std::optional<std::int64_t> fingerprint;  // of what a redelivery keeps; nothing: a redelivery does not matter
    std::optional<std::int64_t> repeat_of;    // the first delivery of the same PDU
};

/// An earlier delivery whose answer the SMSC may not have seen.
struct InDoubtRow {
    std::int64_t id = 0;
    std::int64_t session = 0;
    std::int64_t waiting_since = 0;
    std::string status;                   // a repeat's: that of the delivery it repeats
    std::optional<std::int64_t> text_id;  // likewise
    std::optional<std::int64_t> repeat_of;
};

/// How the run before this one ended.
struct RunRow {
    std::int64_t id = 0;        // of this run
    bool after_crash = false;   // the one before it ended without saying so
};

/// A part that waits for its fellows, as it is found again after a restart.
struct WaitingPartRow {
    std::int64_t id = 0;
    std::int64_t received_at = 0;
    std::optional<std::int64_t> repeated_at;  // when it was last delivered again
    std::string destination;
    std::string subscriber;
    int esm_class = 0;
    Blob short_message;
    Blob tlvs;
    PartRow part;
    int data_coding = 0;
};

/// A whole text as it was understood.
struct TextRow {
    std::string smsc;
    std::string subscriber;
    std::string hall_number;
    std::int64_t received_at = 0;
    std::int64_t decided_at = 0;
    std::size_t parts = 1;
    std::string alphabet;
    std::optional<std::string> body;
    std::string meaning;
    std::optional<std::string> node;
    std::optional<std::string> action;
    std::optional<std::string> outcome;
    std::optional<std::int64_t> version = std::nullopt;  // of the hall's files, that decided it
};

/// What a text was understood as, for when it comes again.
struct SaidRow {
    std::int64_t id = 0;
    std::string subscriber;
    std::string hall_number;
    std::optional<std::string> body;
    std::string meaning;
    std::optional<std::string> action;
    std::optional<std::string> outcome;
};

/// A reply to a text, and what became of it.
struct AnsweredRow {
    std::string body;
    std::int64_t created_at = 0;
    std::optional<std::int64_t> useful_until;
    bool open = false;        // not settled
    bool unanswered = false;  // a part was given up: the SMSC never said whether it took it
    bool again = false;       // it answers a repeat
};

struct ReplyRow {
    std::int64_t text_id = 0;
    std::string smsc;
    std::string subscriber;
    AddressRow source;
    AddressRow destination;
    std::string body;
    std::string alphabet;
    int data_coding = 0;
    std::size_t parts = 1;
    int registered_delivery = 0;
    std::int64_t created_at = 0;
    std::optional<std::int64_t> useful_until;
    std::optional<std::string> notice = {};  // the name of its text, where it is no reply but tells of something later
    std::optional<std::int64_t> answers_repeat = {};  // the PDU that repeated the text, where that was answered again
    bool replaceable = false;  // it had no effect, so a newer one may take its place
};

/// One part of a reply, ready to be submitted.
struct OutboundRow {
    std::int64_t id = 0;  // given by the store
    std::int64_t reply_id = 0;
    int part = 1;
    int esm_class = 0;
    Blob short_message;
    Blob tlvs;
    std::optional<std::int64_t> announced_at = std::nullopt;  // from when on it may have left; nothing: it has not
};

/// A part that was never settled, with what its reply says about it; found again after a restart.
struct WaitingOutboundRow {
    OutboundRow part;
    std::string smsc;
    AddressRow source;
    AddressRow destination;
    int data_coding = 0;
    int registered_delivery = 0;
    std::string subscriber;
    bool notice = false;
    bool replaceable = false;
    std::int64_t created_at = 0;
    std::optional<std::int64_t> useful_until;
    bool maybe_repeated = false;
    bool announced = false;
    bool held = false;
};

/// What became of a submit_sm in the end.
struct SettledRow {
    std::int64_t outbound_id = 0;
    std::string status;  // "accepted", "refused", "expired"
    std::optional<std::string> reason;  // why it expired: "too_old", "unanswered", "dialogue_over", "replaced", "emptied",
                                      // "number_cancelled", "given_up"
    int attempts = 1;
    bool maybe_repeated = false;
    std::optional<std::int64_t> submitted_at;
    std::int64_t answered_at = 0;
    std::optional<std::uint32_t> command_status;
    std::string message_id;
};

/// A part that waits for a person.
struct HeldRow {
    std::int64_t outbound_id = 0;
    std::int64_t created_at = 0;
    std::int64_t submitted_at = 0;  // 0: not known
    std::string smsc;
    std::string subscriber;
    int part = 1;
    int parts = 1;
    std::string body;  // of the whole reply
};

struct DialogueRow {
    std::string node;
    std::int64_t expires_at = 0;
    std::string shown = {};  // what his digits choose; see menus/answer/dialogue.hpp
    int page = 0;            // of a list that is cut into pages, from 0; -1: a list of codes that were offered
};

/// A deliver_sm or data_sm that made no sense and was refused, as it came.
struct RefusedRow {
    std::int64_t at = 0;
    std::string smsc;
    std::string link;
    std::string command;  // "deliver_sm", "data_sm"
    std::uint32_t sequence_number = 0;
    std::uint32_t command_status = 0;  // what the SMSC heard
    std::string why;
    Blob pdu;
};

struct LinkEventRow {
    std::int64_t at = 0;
    std::string smsc;
    std::string link;
    std::string event;
    std::string detail;
};

/// One line of a subscriber's history, newest first; see view v_messages.
struct MessageRow {
    std::int64_t at = 0;
    bool inbound = false;
    std::string subscriber;
    std::string hall_number;
    std::string smsc;
    std::optional<std::string> body;
    std::int64_t parts = 0;
    std::string alphabet;
    std::string status;
    std::optional<std::string> meaning;
    std::optional<std::string> node;
    std::optional<std::string> action;
    std::optional<std::string> outcome;
    std::int64_t text_id = 0;
    std::optional<std::int64_t> reply_id;
    bool maybe_repeated = false;
    std::optional<std::int64_t> command_status;  // the SMSC's last refusal, if there was one
};

}  // namespace hall::store
