#pragma once
// What the SMSC said of messages it had taken: each receipt, and the parts of replies that they speak of.
// For the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/database.hpp"

#include <string>
#include <vector>

namespace hall::store {

/// One receipt as it was understood.
struct ReceiptRow {
    std::int64_t inbound_id = 0;
    std::string smsc;
    std::string subscriber;
    std::string message_id;  // as the receipt writes it; empty: it names none
    std::string state;       // "enroute", "delivered", ...
    std::optional<std::string> error;
    std::int64_t received_at = 0;
    std::optional<std::int64_t> outbound_id;  // the part it speaks of, if that is known
    std::string status;                       // "parked", "applied", "repeated", "stale", "unmatched"
    bool plain = false;                       // it came as an ordinary message, which anybody can write
};

/// A receipt that waits for the submit it speaks of to be recorded.
struct ParkedReceiptRow {
    std::int64_t id = 0;
    ReceiptRow receipt;
};

/// A part of a reply that the SMSC took and owes a receipt for, or has sent one for.
struct SentPartRow {
    std::int64_t outbound_id = 0;
    std::string smsc;
    std::string subscriber;
    std::string message_id;     // of submit_sm_resp
    std::string receipt_state;  // "awaited": none has come
};

class Receipts {
public:
    explicit Receipts(Database& database);

    /// From now on a receipt for this part is awaited; gives the part back. Nothing, and nothing is changed, when
    /// the SMSC has not accepted it, when none was asked for, or when it is awaited already.
    std::optional<SentPartRow> await_receipt(std::int64_t outbound_id);

    /// Writes down a receipt and returns its id.
    std::int64_t record_receipt(const ReceiptRow& row);

    /// Parts that this SMSC took under exactly this id at `since` or later, the latest first, at most 20.
    std::vector<SentPartRow> parts_with_id(std::string_view smsc, std::string_view message_id, std::int64_t since);

    /// Parts sent to this subscriber (canonical number) over any SMSC and taken at `since` or later, the latest
    /// first. Looks at the replies to his last 1,000 texts.
    std::vector<SentPartRow> parts_sent_to(std::string_view subscriber, std::int64_t since);

    /// The part has got to `state`, by a receipt that came at `at`.
    void record_state(std::int64_t outbound_id, std::string_view state, const std::optional<std::string>& error,
                      std::int64_t at);

    /// Receipts that wait for a submit to this subscriber to be recorded, the first to come first, at most 200.
    std::vector<ParkedReceiptRow> parked_of(std::string_view subscriber);

    /// Receipts that have waited since `moment` or longer, the first to come first, at most `limit`.
    std::vector<ParkedReceiptRow> parked_until(std::int64_t moment, std::int64_t limit);

    /// When the parked receipt that waits longest came.
    std::optional<std::int64_t> oldest_parked();

    /// The parked receipt speaks of this part; `status` ("applied", "repeated", "stale") is what it did to it.
    void record_matched(std::int64_t receipt_id, std::int64_t outbound_id, std::string_view status);

    /// Nobody knows what the parked receipt speaks of.
    void record_unmatched(std::int64_t receipt_id);

    /// How many receipts have this status.
    std::int64_t count(std::string_view status);

private:
    Database& database_;
    Statement update_awaited_;
    Statement select_part_;
    Statement insert_receipt_;
    Statement select_with_id_;
    Statement select_sent_to_;
    Statement update_state_;
    Statement select_parked_of_;
    Statement select_parked_until_;
    Statement select_oldest_parked_;
    Statement update_receipt_;
    Statement select_count_;
};

}  // namespace hall::store
