#pragma once
// What the hall has to tell unasked and its SMSC has not taken yet: one row a subject and kind, so that a newer one takes
// the place of an older. A row that holds a subscription's charge back stays until its SMSC has taken it.
// For the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hall::store {

struct NoticeRow {
    std::int64_t id = 0;         // given by the store
    std::string subject = {};    // subscription-12, referral-7 ...
    std::string kind = {};       // the name of its text
    std::string subscriber = {};
    std::int64_t text_id = 0;    // its cause
    std::string smsc = {};
    std::string hall_number = {};
    std::string body = {};
    std::int64_t since = 0;      // by the real clock
    std::int64_t not_before = 0;
    int tries = 0;               // that the SMSC did not take
    std::optional<std::int64_t> reply_id = {};  // on its way as; nothing: it waits
    std::optional<std::int64_t> holds = {};     // the subscription that is not charged until it is taken
};

/// How many there are, and the oldest of those that hold charges back.
struct NoticeTotals {
    std::int64_t waiting = 0;  // not on their way
    std::int64_t holding = 0;  // on their way or not
    std::int64_t holding_since = 0;
    std::int64_t holding_id = 0;
    std::int64_t held_subscription = 0;
    bool operator==(const NoticeTotals&) const = default;
};

class Notices {
public:
    explicit Notices(Database& database);

    /// In place of the one of the same subject and kind, whose `since` it keeps.
    void record(const NoticeRow& row);

    /// Those for `smsc` that wait and may be sent at `now`, oldest first.
    std::vector<NoticeRow> due(std::string_view smsc, std::int64_t now, std::int64_t most);

    /// When the first that waits for `smsc` may be sent.
    std::optional<std::int64_t> next_at(std::string_view smsc);

    /// It is on its way as this reply.
    void record_sent(std::int64_t id, std::int64_t reply_id);

    /// Its SMSC did not take it: it waits again, until `not_before`.
    void record_not_taken(std::int64_t id, std::int64_t not_before);

    void forget(std::int64_t id);

    /// The one that is on its way as this reply.
    std::optional<NoticeRow> sent_as(std::int64_t reply_id);

    /// Those on their way whose replies have come to their ends, and whether the SMSC took them.
    struct Ended {
        NoticeRow row;
        bool taken = false;
    };
    std::vector<Ended> ended();

    /// Whether this subscription's charge is held back.
    bool holds(std::int64_t subscription_id);

    /// What waits for SMSCs that are not among `smscs` waits for the first of them.
    void reroute(const std::vector<std::string>& smscs);

    NoticeTotals totals();

    /// For operators: those that hold charges back first, then the oldest.
    std::vector<NoticeRow> all(std::int64_t limit);

    /// For operators: `id` may be sent at once. False when none of that number waits.
    bool hurry(std::int64_t id);

private:
    static NoticeRow read(Statement& statement);

    Database& database_;
    Statement upsert_;
    Statement select_due_;
    Statement select_next_;
    Statement update_sent_;
    Statement update_not_taken_;
    Statement delete_;
    Statement select_sent_as_;
    Statement select_ended_;
    Statement select_holds_;
    Statement select_totals_;
    Statement select_oldest_;
};

}  // namespace hall::store
