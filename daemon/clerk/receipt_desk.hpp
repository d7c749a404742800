#pragma once
// One receipt from PDU to the part of a reply that it speaks of, inside the clerk's open transaction: read it,
// find the part, move its state on, or park the receipt until the submit is recorded. Must not know links or
// threads; a receipt that is odd, late or nobody's is written down and counted, never an error.

#include "codecs/text/receipt.hpp"
#include "daemon/business/row_guard.hpp"
#include "daemon/clerk/clerk_settings.hpp"
#include "daemon/clerk/event.hpp"
#include "daemon/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hall::daemon {

class ReceiptDesk {
public:
    ReceiptDesk(store::Store& store, const ClerkSettings& settings, RowGuard& rows);

    /// Finds out what is parked: at start, and after a batch was rolled back. Throws StoreError.
    void restore();

    /// Deals with a PDU that codecs::message_type() calls a receipt, or that is a plain one (codecs::is_plain_receipt), and that
    /// was written down as `inbound_id`. Throws StoreError.
    void take(const TextArrived& event, std::int64_t inbound_id);

    /// To be called once it is recorded that the SMSC accepted this part. If a receipt was asked for, it is awaited
    /// from here on, and the parked receipts of this subscriber are tried again. Throws StoreError.
    void submit_accepted(std::int64_t outbound_id);

    /// Tries receipts that were parked for 10 minutes one last time, and marks those that nothing is known of.
    /// Does nothing before next_expiry(). Throws StoreError.
    void give_up_parked(UtcTime now);

    /// When give_up_parked() will next have work.
    std::optional<UtcTime> next_expiry() const { return next_expiry_; }

private:
    struct Sought;
    bool is_number(const std::string& subscriber) const;
    std::vector<std::string> parties_of(const codecs::ShortMessage& message, std::string_view smsc) const;
    std::optional<store::SentPartRow> find_part(const Sought& sought) const;
    /// Moves the part on, as far as the receipt is news; returns what it was, as the store words it.
    std::string apply(store::SentPartRow& part, const store::ReceiptRow& receipt);

    store::Store& store_;
    const ClerkSettings& settings_;
    RowGuard& rows_;
    std::optional<UtcTime> next_expiry_;
};

}  // namespace hall::daemon
