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

    /// The part is about to be submitted, and must not be submitted twice. Without a time: it was refused for now,
    /// so nobody has it.
    void record_announced(std::int64_t outbound_id, std::optional<std::int64_t> at);

    /// The part was submitted, nobody knows whether it was taken, and it waits for a person.
    void record_held(std::int64_t outbound_id, std::optional<std::int64_t> submitted_at, int attempts);

    /// A held part is to go again, marked as maybe repeated, whatever became of its dialogue. False when no such
    /// part is held.
    bool release_held(std::int64_t outbound_id);

    /// The parts of a text's reply that were given up because the SMSC never answered them wait again, marked as
    /// maybe repeated. Returns them.
    std::vector<WaitingOutboundRow> revive_unanswered(std::int64_t text_id);

    /// The replies to a text, oldest first; no notices.
    std::vector<AnsweredRow> of_text(std::int64_t text_id);

    /// The ids of parts that are not settled, oldest first, without those that are set aside: what a restart has to send.
    /// Reads the index alone, so that no row hinders another.
    std::vector<std::int64_t> waiting();
    /// One of them; nothing when it is settled, or its reply is not there.
    std::optional<WaitingOutboundRow> find_waiting(std::int64_t outbound_id);

private:
    static WaitingOutboundRow read_waiting(Statement& statement);

    Database& database_;
    Statement insert_reply_;
    Statement insert_part_;
    Statement update_part_;
    Statement update_reply_;
    Statement update_announced_;
    Statement update_held_;
    Statement update_released_;
    Statement update_useful_;
    Statement update_revived_;
    Statement update_revived_reply_;
    Statement select_of_text_;
    Statement select_waiting_;
    Statement select_waiting_one_;
    Statement select_waiting_of_text_;
};

}  // namespace hall::store
