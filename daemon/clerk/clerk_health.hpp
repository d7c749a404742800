#pragma once
// How the clerk is, at the end of a batch: what status, metrics and log tell of it. Plain values; no numbers of subscribers
// and no texts. The clerk fills it (Clerk::health), the control room keeps the last one.

#include "codecs/time.hpp"
#include "daemon/clerk/clock_watch.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hall::daemon {

struct ClerkHealth {
    // The store takes nothing: since when, and what it said last.
    std::optional<UtcTime> store_failing_since = {};
    std::string store_failing_why = {};
    // Parts of replies for SMSCs that the settings no longer name; the oldest was written then.
    std::size_t orphans = 0;
    std::optional<UtcTime> orphans_since = {};

    // Nothing is charged, ordered, expired or sent unasked meanwhile.
    std::optional<ClockDoubt> clock_doubt = {};

    // SMSCs whose texts are refused, because as many parts of replies wait for them as the hall bears.
    std::vector<std::string> outboxes_full = {};

    // A page of the database file is damaged: since when that is known, and what SQLite said.
    std::optional<UtcTime> damaged_since = {};
    std::string damage = {};

    // Texts that could not be dealt with and are kept as failed: when the last ones came, ten at most; why the last one failed.
    std::vector<UtcTime> texts_failed_at = {};
    std::string text_failed_why = {};

    // Rows that could not be dealt with and wait for a person; since when, and subscriptions among them.
    std::size_t rows_aside = 0;
    std::optional<UtcTime> aside_since = {};
    std::optional<UtcTime> charges_aside_since = {};

    // The oldest that is due in the business and not done.
    std::optional<UtcTime> due_since = {};

    // Notices that their SMSCs have no room for yet, and those that charges wait for, on their way or not.
    std::int64_t notices_waiting = 0;
    std::int64_t notices_holding = 0;
    std::optional<UtcTime> oldest_holding_since = {};
    std::int64_t oldest_holding = 0;            // its id
    std::int64_t oldest_held_subscription = 0;

    // Numbers that are not answered for now, because they said, or would have been told, the same over and over.
    std::size_t silenced = 0;
    std::optional<UtcTime> silenced_since = {};
    std::uint64_t texts_silenced = 0;  // since the start

    // Senders of an SMSC that announce numbers of other countries which would be subscribers' if read nationally.
    std::map<std::string, std::size_t> read_abroad = {};

    bool operator==(const ClerkHealth&) const = default;
};

}  // namespace hall::daemon
