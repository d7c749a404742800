#pragma once
// What the hall answers: each reply, and each submit_sm it takes, until it is settled.
// For the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/database.hpp"
#include "daemon/store/rows.hpp"

namespace hall::store {

class Replies {
public:
    explicit Replies(Database& database);

    /// Writes down a reply whose `parts` parts follow, and returns its id.
    std::int64_t record_reply(const ReplyRow& row);

    /// Writes down one part of a reply and returns its id.
    std::int64_t record_part(const OutboundRow& row);

    /// The part was accepted, refused for good or given up; the reply is settled with its last part. Settling a
    /// part a second time changes nothing.
    void record_settled(const SettledRow& row);

    /// Parts that are not settled, oldest first: what a restart has to send.
    std::vector<WaitingOutboundRow> waiting();

private:
    Database& database_;
    Statement insert_reply_;
    Statement insert_part_;
    Statement update_part_;
    Statement update_reply_;
    Statement select_waiting_;
};

}  // namespace hall::store
