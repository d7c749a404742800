#pragma once
// What a subscription costs, and when: an offer's promise written out as phases from one day to another. They are
// made once, when the order is taken, and kept with it: whatever becomes of the offer afterwards, the subscriber pays
// what he was told. Pure.

#include "campaigns/calendar.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace hall::campaigns {

/// From `from` on, until the day before `until` (nothing: for good), a month costs `price` fen.
struct PricePhase {
    Date from;
    std::optional<Date> until;
    std::int64_t price = 0;
    bool operator==(const PricePhase&) const = default;
};

/// One step of an offer: for so many months, so many percent of the monthly price (0: free).
struct OfferStep {
    int months = 0;
    int percent = 100;
    bool operator==(const OfferStep&) const = default;
};

/// `percent` of a price, to the nearest fen, half a fen upwards.
std::int64_t percent_of(std::int64_t price, int percent);

/// The phases of a package at `monthly` fen, taken under `steps` (none: the plain price), whose first month begins at
/// `anchor`. They follow each other without gap, and the last has no end.
std::vector<PricePhase> phases_of(std::int64_t monthly, const std::vector<OfferStep>& steps, Date anchor);

/// What the month that begins at `day` costs. Throws std::out_of_range before the first phase.
std::int64_t price_at(const std::vector<PricePhase>& phases, Date day);

/// When month number `index` (from 0) of a subscription begins.
inline Date month_begin(Date anchor, int index) { return months_later(anchor, index); }

/// How many months of a subscription have begun by the end of `today`; 0 before the anchor.
int months_begun(Date anchor, Date today);

/// The day on which the price changes for the last time, if it does: what the subscriber must be told beforehand.
std::optional<Date> return_to_full_price(const std::vector<PricePhase>& phases);

}  // namespace hall::campaigns
