#pragma once
// What the hall submits during a play: judged, answered (or not) when the scenario says, put together into whole
// replies, and followed by receipts.
// Must not know which text a reply belongs to.

#include "codecs/text/message_content.hpp"
#include "codecs/text/reassembly.hpp"
#include "tools/hall_smsc/play/deliveries.hpp"
#include "tools/hall_smsc/play/link_troubles.hpp"
#include "tools/hall_smsc/play/receipt_writer.hpp"
#include "tools/hall_smsc/play/recorder.hpp"
#include "tools/hall_smsc/play/submit_desk.hpp"
#include "tools/hall_smsc/post_settings.hpp"

namespace hall::tools {

/// The scenario's name of a subscriber's number, and back; counted from 0.
std::string subscriber_number(std::uint32_t index);
std::optional<std::uint32_t> subscriber_of_number(std::string_view digits, std::size_t subscribers);

/// Told what the play has to act on.
class SubmitUser {
public:
    virtual ~SubmitUser() = default;
    /// A whole message was taken; `subscriber` is nothing when the number is none of the scenario's.
    virtual void message_taken(std::optional<std::uint32_t> subscriber, const std::string& text) = 0;
    /// What the scenario wished happened to a submit for this subscriber.
    virtual void submit_ill_fated(std::uint32_t subscriber) = 0;
    /// Deliveries were added that must leave before anything else does.
    virtual void hand_now() = 0;
    virtual void remark_submit(const std::string& sentence) = 0;
};

class SubmitSide {
public:
    struct Parts {
        const Scenario& scenario;
        const PostSettings& post;
        Smsc& smsc;
        FaultPlan& plan;
        LinkTroubles& troubles;
        Deliveries& deliveries;
        Recorder& recorder;
        PlayReport& report;
    };
    /// All of `parts` must outlive this object.
    SubmitSide(const Parts& parts, SubmitUser& user);

    /// A submit_sm or data_sm; the status of an answer at once, or nothing when this side answers.
    std::optional<codecs::CommandStatus> submitted(LinkId link, const codecs::Frame& frame, Instant now);

    void link_lost(LinkId link);
    /// Sends the answers that are due.
    void look(Instant now);
    std::size_t pending() const { return desk_.pending(); }

private:
    /// The fields of a submit_sm or data_sm that matter here.
    struct Submitted {
        codecs::Address source;
        codecs::Address destination;
        std::uint8_t registered_delivery = 0;
        codecs::Alphabet alphabet = codecs::Alphabet::gsm7;
        codecs::MessageContent content;
    };

    static Submitted fields_of(const codecs::Pdu& pdu, const PostSettings& post);
    void count(const SubmitVerdict& verdict, Instant now);
    void take_content(const Submitted& submitted, std::optional<std::uint32_t> subscriber);
    void plan_receipts_of(const Submitted& submitted, const ReceiptFate& fate, const MessageIds& ids, LinkId link,
                          Millis after, Instant now);
    void send_answer(const PendingAnswer& answer, Instant now);

    Parts parts_;
    SubmitUser& user_;
    SubmitDesk desk_;
    codecs::Reassembler waiting_parts_;
    std::int64_t last_part_ = 0;
    std::uint32_t serial_ = 0;
    std::optional<Instant> first_;
};

}  // namespace hall::tools
