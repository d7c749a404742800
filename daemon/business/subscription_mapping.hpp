#pragma once
// Between a subscription as campaigns decides about it and its row.

#include "campaigns/catalogue.hpp"
#include "campaigns/facts.hpp"
#include "daemon/business/hall_day.hpp"
#include "daemon/store/book_rows.hpp"

namespace hall::daemon {

/// Throws std::runtime_error that says what is wrong with a row that nobody could go on with.
campaigns::Subscription from_row(const store::SubscriptionRow& row);

/// Of somebody else than who texts: what is bad of it is not his fault, and is left out.
std::vector<campaigns::Subscription> sound_ones(const std::vector<store::SubscriptionRow>& rows);

/// Writes the state and the course of `one` into its row; the promise stays as it is.
void put_course(const campaigns::Subscription& one, const campaigns::ChargingTerms& terms, store::SubscriptionRow& row);

std::vector<store::PhaseRow> to_rows(const std::vector<campaigns::PricePhase>& phases);

}  // namespace hall::daemon
