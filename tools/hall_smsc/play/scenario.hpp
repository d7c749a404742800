#pragma once
// What a scenario file says, as values with their defaults: nothing goes wrong unless the file asks for it.
// Must not know YAML, nor how a fault is brought about.

#include "codecs/smpp/status.hpp"
#include "tools/hall_smsc/play/draws.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hall::tools {

/// Something a subscriber may text. `{n}` in it is the text's number.
struct Word {
    std::string text;
    std::size_t parts = 1;  // padded with `filler` until it takes at least so many
    std::string filler;
    bool answered = true;  // the hall owes it a reply
    std::string answer_contains = {};  // what its own reply contains; empty: as TextsWish says
    std::string when = {};             // of one that follows: only on a reply that contains this; empty: on any
    std::vector<Word> then = {};       // at most one: what he texts when the reply has come, as a yes to a question
};

struct TextsWish {
    double rate = 10;  // texts a second
    std::optional<std::size_t> count;
    std::size_t subscribers = 100;
    std::vector<Word> words{{"42", 1, "", true}};
    std::vector<Word> long_words;
    double long_share = 0;
    double repeat = 0;  // share of texts that the subscriber honestly sends once more
    Span repeat_after{Millis{1000}, Millis{5000}};
    Millis timeout{10000};        // a subscriber who was acknowledged waits so long for the reply
    std::string answer_contains;  // `{n}` stands for the text's number; empty: the next message is the reply
};

/// Faults on the way of texts and receipts to the hall.
struct DeliverFaults {
    Millis redeliver_after{5000};  // how long the SMSC waits for deliver_sm_resp
    Span redeliver_within{Millis{100}, Millis{2000}};
    double lose_answers = 0;
    double twice = 0;
    Span delay;
    bool reorder = false;
};

struct SubmitFaults {
    std::size_t per_second = 0;  // 0: no limit
    std::vector<std::pair<codecs::CommandStatus, double>> statuses;
    codecs::CommandStatus always = codecs::CommandStatus::ok;  // what the first `always_for` subscribers' submits hear
    std::size_t always_for = 0;
    double lose_answers = 0;  // taken, never answered
    double never = 0;         // neither taken nor answered
    double late_share = 0;
    Millis late_by{0};
    Span answer_delay;
    bool reorder_answers = false;
    std::size_t window = 0;  // 0: any number may be unanswered
};

/// A point of the curve that congestion_state follows, in straight lines, from the begin of the play.
struct CongestionPoint {
    Millis at{0};
    double state = 0;  // 0 to 100 [SMPP v5.0, 4.8.4.18]
};

struct LinkFaults {
    std::optional<Millis> drop_every;
    double mid_frame = 0;  // share of the drops
    std::optional<Millis> silent_every;
    Millis silent_for{0};
    std::optional<Millis> unbind_every;
    std::size_t split_writes = 0;  // longest piece in octets; 0: whole
    codecs::CommandStatus refuse_bind = codecs::CommandStatus::ok;
    Millis refuse_for{0};
    bool refuse_from_start = false;  // otherwise after each link that was lost or dropped
    std::optional<std::uint8_t> interface_version = 0x34;
    std::vector<CongestionPoint> congestion;
};

enum class ReceiptVariant : std::uint8_t {
    tlv,            // receipted_message_id and message_state alone
    text,           // both text and TLVs
    no_tlv,         // the text alone
    text_shuffled,  // its fields in another order
    lower_case,     // labels and words in lower case
    hex_id,         // decimal in the submit answer, hexadecimal here
    decimal_id,     // hexadecimal in the submit answer, decimal here
    zero_padded,    // with zeros in front
    early,          // before the submit answer
    other_link,     // not on the link that submitted
    twice,
    backwards,     // ENROUTE behind the final state
    intermediate,  // an intermediate notification before the final state
    plain,         // an ordinary message: esm_class 0, the text alone
};

struct ReceiptWish {
    double share = 0;
    Span delay{Millis{100}, Millis{1000}};
    double undelivered = 0;  // share of messages that are not delivered in the end
    std::vector<ReceiptVariant> variants{ReceiptVariant::tlv};
};

struct Scenario {
    std::string about;
    std::optional<std::uint64_t> seed;
    std::optional<Millis> run;  // neither this nor texts.count: until told to end
    Millis quiet{3000};
    Millis settle{60000};
    TextsWish texts;
    DeliverFaults deliver;
    SubmitFaults submit;
    LinkFaults links;
    ReceiptWish receipts;
};

/// "tlv", "text_shuffled" ...; all of them in order.
std::string_view to_string(ReceiptVariant variant);
const std::vector<ReceiptVariant>& all_receipt_variants();

}  // namespace hall::tools
