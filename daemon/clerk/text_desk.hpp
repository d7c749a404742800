#pragma once
// One text from PDU to reply, inside the clerk's open transaction: write it down, join its parts, have it answered,
// write down the answer. Must not know links or threads.

#include "codecs/text/read_text.hpp"
#include "codecs/text/reassembly.hpp"
#include "daemon/clerk/abroad_senders.hpp"
#include "daemon/clerk/answer_desk.hpp"
#include "daemon/clerk/business_floor.hpp"
#include "daemon/clerk/clerk_settings.hpp"
#include "daemon/clerk/event.hpp"
#include "daemon/clerk/loop_brake.hpp"
#include "daemon/clerk/receipt_desk.hpp"
#include "daemon/clerk/redelivery.hpp"
#include "daemon/clerk/repeat_desk.hpp"
#include "daemon/store/store.hpp"

#include <optional>

namespace hall::daemon {

class TextDesk {
public:
    TextDesk(store::Store& store, const ClerkSettings& settings, Redelivery& redelivery, ReceiptDesk& receipts,
             BusinessFloor& business, ReplyWriter& writer, RowGuard& rows, LoopBrake& brake);

    /// Fills the memory of waiting parts from the store: at start, and after a batch was rolled back. Inside a transaction:
    /// a part that is not as it was written is set aside.
    void restore();

    /// Deals with one text. Everything it writes is in the open transaction; what has to leave once that is
    /// committed is appended to `out`. Throws StoreError; any other exception means that this one text
    /// cannot be dealt with.
    void take(const TextArrived& event, UtcTime now, BatchResult& out);

    /// The way out for a text on which take() failed: it is written down as it came, marked failed, and the
    /// subscriber hears that something went wrong. Throws StoreError.
    void take_as_failed(const TextArrived& event, UtcTime now, BatchResult& out);

    /// Marks the parts of long texts whose time is over.
    void give_up_expired(UtcTime now);

    /// When give_up_expired() will next have work.
    std::optional<UtcTime> next_expiry() const { return parts_.next_expiry(); }

    const AbroadSenders& abroad() const { return abroad_; }

    /// Grows with each change of what is remembered of waiting parts: whoever takes a text's writing back knows by it whether
    /// restore() must follow.
    std::uint64_t changes() const { return changes_; }

private:
    struct WholeText;
    /// Deals with a PDU that repeats an earlier one. False when that one came to nothing: then this one counts.
    bool take_repeat(const TextArrived& event, store::InboundRow& row, const store::InDoubtRow& first,
                     const std::optional<codecs::PartInfo>& part, UtcTime now, BatchResult& out);
    void join_part(const TextArrived& event, WholeText whole, store::InboundRow row, const codecs::PartInfo& part,
                   UtcTime now, BatchResult& out);
    codecs::Sender sender_of(const TextArrived& event) const;
    store::InboundRow row_of(const TextArrived& event, const std::string& subscriber, UtcTime now) const;
    static codecs::ReadText read_by_parts(const WholeText& text, const ReplyStyle& style);
    /// Writes the whole text and its reply down; returns the text's id.
    std::int64_t answer_text(const TextArrived& event, const WholeText& text, UtcTime now, BatchResult& out);
    /// Written down, and not answered: this has been said too often.
    void silence(std::int64_t text_id, const std::string& subscriber, const char* why, UtcTime now);
    bool may_be_silent(const Reply& reply);
    void send(const TextArrived& event, const std::string& subscriber, Reply reply, UtcTime now, BatchResult& out);

    store::Store& store_;
    const ClerkSettings& settings_;
    Redelivery& redelivery_;
    ReceiptDesk& receipts_;
    BusinessFloor& business_;
    ReplyWriter& writer_;
    RowGuard& rows_;
    LoopBrake& brake_;
    AbroadSenders abroad_;
    AnswerDesk answers_;
    RepeatDesk repeats_;
    codecs::Reassembler parts_;
    std::uint64_t changes_ = 0;
};

}  // namespace hall::daemon
