#pragma once
// What subscribers sent: each PDU as it came, and each whole text as it was understood.
// For the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/book_rows.hpp"
#include "daemon/store/database.hpp"
#include "daemon/store/rows.hpp"

namespace hall::store {

class Texts {
public:
    explicit Texts(Database& database);

    /// Writes down a PDU and returns its id.
    std::int64_t record_inbound(const InboundRow& row);

    /// Writes down a whole text and returns its id.
    std::int64_t record_text(const TextRow& row);

    /// It is not answered, because it, or what it would be answered, came too often: "equal_texts", "equal_replies".
    void record_silenced(std::int64_t text_id, std::string_view why);

    /// What an action that the text asked for has come to.
    void record_outcome(std::int64_t text_id, std::string_view outcome);

    /// Where and how a text came; nothing when there is no such text.
    std::optional<TextOriginRow> origin(std::int64_t text_id);

    /// What it was understood as.
    std::optional<SaidRow> said(std::int64_t text_id);

    /// The PDU `inbound_id` is (a part of) the text `text_id`, and is dealt with.
    void record_read(std::int64_t inbound_id, std::int64_t text_id);

    /// The part is held already, under `first`; this one adds nothing.
    void record_repeated(std::int64_t inbound_id, std::int64_t first);

    /// The part came to a receipt together with its fellows.
    void record_receipt(std::int64_t inbound_id);

    /// The parts never became a whole text.
    void record_given_up(std::int64_t inbound_id);

    /// The SMSC is known since `proven_at` to have read the response to this PDU, which was written at `at`. When
    /// that is longer than `patience` after the PDU may have come, the SMSC may deliver it again all the same.
    void record_answered(std::int64_t inbound_id, std::int64_t at, std::int64_t proven_at, std::int64_t patience);

    /// Deliveries after `since` of the same PDU as `row` (its fingerprint decides, and its addresses, classes and
    /// content beside it) whose answers are in doubt; oldest first.
    std::vector<InDoubtRow> in_doubt(const InboundRow& row, std::int64_t since);

    /// A doubt is over: the PDU was delivered again.
    void record_doubt_resolved(std::int64_t inbound_id);

    /// Doubts about PDUs that came before `before` are over.
    void forget_doubts(std::int64_t before);

    /// The hall's time leaps by that many milliseconds: doubts stay as old as they are. What the rows say of when their
    /// PDUs came stays.
    void move_doubts(std::int64_t by);

    /// PDUs that the SMSC may deliver again.
    std::int64_t count_in_doubt();

    /// Parts that still wait for their fellows, oldest first, without those that are set aside.
    std::vector<WaitingPartRow> waiting_parts();

private:
    Database& database_;
    Statement insert_inbound_;
    Statement insert_text_;
    Statement update_outcome_;
    Statement update_silenced_;
    Statement select_origin_;
    Statement select_said_;
    Statement update_read_;
    Statement update_status_;
    Statement update_repeated_;
    Statement update_answered_;
    Statement update_resolved_;
    Statement update_forgotten_;
    Statement move_doubts_;
    Statement select_in_doubt_;
    Statement count_in_doubt_;
    Statement select_waiting_;
};

}  // namespace hall::store
