#pragma once
// What subscribers sent: each PDU as it came, and each whole text as it was understood.
// For the clerk's thread, inside its transaction. Every function throws StoreError.

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

    /// The PDU `inbound_id` is (a part of) the text `text_id`, and is dealt with.
    void record_read(std::int64_t inbound_id, std::int64_t text_id);

    /// The part is held already; this one adds nothing.
    void record_repeated(std::int64_t inbound_id);

    /// The parts never became a whole text.
    void record_given_up(std::int64_t inbound_id);

    /// The response to this PDU was handed to the kernel at `at`.
    void record_answered(std::int64_t inbound_id, std::int64_t at);

    /// Parts that still wait for their fellows, oldest first.
    std::vector<WaitingPartRow> waiting_parts();

private:
    Database& database_;
    Statement insert_inbound_;
    Statement insert_text_;
    Statement update_read_;
    Statement update_status_;
    Statement update_answered_;
    Statement select_waiting_;
};

}  // namespace hall::store
