#pragma once
// Between a subscription as campaigns decides about it and its row.

#include "campaigns/catalogue.hpp"
#include "campaigns/facts.hpp"
#include "daemon/business/hall_day.hpp"
#include "daemon/store/book_rows.hpp"

namespace hall::daemon {

campaigns::Subscription from_row(const store::SubscriptionRow& row);

/// Writes the state and the course of `one` into its row; the promise stays as it is.
void put_course(const campaigns::Subscription& one, const campaigns::ChargingTerms& terms, store::SubscriptionRow& row);

std::vector<store::PhaseRow> to_rows(const std::vector<campaigns::PricePhase>& phases);

}  // namespace hall::daemon
