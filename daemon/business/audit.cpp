#include "daemon/business/audit.hpp"

#include "campaigns/course.hpp"
#include "daemon/business/subscription_mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace hall::daemon {

namespace {

using store::ChargeRow;
using store::SubscriptionRow;
using Tell = store::AuditReader::Tell;

std::string day_text(std::optional<std::int64_t> day) {
    return day ? campaigns::format_date(day_of(*day)) : std::string("never");
}

/// Without gap from the anchor on, for good. A trial costs nothing and has none.
bool phases_follow(const SubscriptionRow& row) {
    if (row.phases.empty()) return row.until.has_value();
    auto from = std::optional(row.anchor);
    for (const auto& phase : row.phases) {
        if (from != phase.from_day || phase.price < 0) return false;
        if (phase.until_day && *phase.until_day <= phase.from_day) return false;
        from = phase.until_day;
    }
    return !from;
}

class SubscriptionAudit {
public:
    /// `aside`: the ids of those that are set aside.
    SubscriptionAudit(const campaigns::Catalogue* catalogue, std::set<std::int64_t> aside, const Tell& tell)
        : catalogue_(catalogue), aside_(std::move(aside)), tell_(tell) {}

    void take(const SubscriptionRow& row, const std::vector<ChargeRow>& charges) {
        check_charges(row, charges);
        check_course(row);
        check_others(row);
    }

private:
    void check_charges(const SubscriptionRow& row, const std::vector<ChargeRow>& charges);
    void check_course(const SubscriptionRow& row);
    void check_others(const SubscriptionRow& row);
    bool exclude_each_other(const SubscriptionRow& one, const SubscriptionRow& other) const;

    const campaigns::Catalogue* catalogue_;
    const std::set<std::int64_t> aside_;
    const Tell& tell_;
    std::vector<SubscriptionRow> his_;  // those of one number so far
};

void SubscriptionAudit::check_charges(const SubscriptionRow& row, const std::vector<ChargeRow>& charges) {
    if (!phases_follow(row)) {
        tell_(fmt::format("subscription {}: its prices do not follow each other from its first month on", row.id));
        return;
    }
    if (static_cast<int>(charges.size()) != row.months_charged)
        tell_(fmt::format("subscription {}: {} months count as charged, {} were", row.id, row.months_charged,
                          charges.size()));
    std::vector<campaigns::PricePhase> phases;
    for (const auto& phase : row.phases)
        phases.push_back({day_of(phase.from_day), day_of(phase.until_day), phase.price});
    int month = 0;
    for (const auto& charge : charges) {
        if (charge.month != month++) {
            tell_(fmt::format("subscription {}: month {} was charged after month {}", row.id, charge.month, month - 2));
            return;
        }
        const auto begins = campaigns::month_begin(day_of(row.anchor), charge.month);
        std::int64_t price = 0;
        try {
            if (!phases.empty()) price = campaigns::price_at(phases, begins);
        } catch (const std::exception& error) {
            tell_(fmt::format("subscription {}, month {}: {}", row.id, charge.month, error.what()));
            return;
        }
        if (phases.empty() || charge.amount != price)
            tell_(fmt::format("subscription {}, month {}: charged {}, its price is {}", row.id, charge.month,
                              charge.amount, price));
        if (charge.day < day_number(begins))
            tell_(fmt::format("subscription {}, month {}: charged on {}, it begins on {}", row.id, charge.month,
                              day_text(charge.day), day_text(day_number(begins))));
    }
}

void SubscriptionAudit::check_course(const SubscriptionRow& row) {
    const bool trial = row.phases.empty();
    if ((row.state == "trial" && !trial) || ((row.state == "active" || row.state == "suspended") && trial))
        tell_(fmt::format("subscription {}: {}, and it has {}", row.id, row.state, trial ? "no price" : "a price"));
    const bool runs = row.state == "active" || row.state == "ending" || row.state == "trial";
    if (!runs || catalogue_ == nullptr) return;
    std::optional<std::int64_t> due;
    try {
        const auto event = campaigns::next_event(from_row(row), catalogue_->charging);
        if (event) due = day_number(event->day);
    } catch (const std::exception& error) {
        tell_(error.what());
        return;
    }
    if (aside_.contains(row.id)) return;  // it waits for a person, and is told of
    if (due != row.next_day)
        tell_(fmt::format("subscription {}: something is due on {}, it is looked at on {}", row.id, day_text(due),
                          day_text(row.next_day)));
}

// A trial may run beside another tier; of one package there is one of whatever kind.
bool SubscriptionAudit::exclude_each_other(const SubscriptionRow& one, const SubscriptionRow& other) const {
    if (one.package == other.package) return true;
    if (catalogue_ == nullptr || one.phases.empty() || other.phases.empty()) return false;
    const auto* package = catalogue_->find(one.package);
    const auto* theirs = catalogue_->find(other.package);
    return package != nullptr && theirs != nullptr && !package->family.empty() && package->family == theirs->family;
}

void SubscriptionAudit::check_others(const SubscriptionRow& row) {
    if (row.state == "pending" || row.state == "refused") return;
    if (!his_.empty() && his_.front().number != row.number) his_.clear();
    for (const auto& other : his_) {
        const auto begins = std::max(row.starts, other.starts);
        const bool together = (!row.until || begins < *row.until) && (!other.until || begins < *other.until);
        if (together && exclude_each_other(row, other))
            tell_(fmt::format("subscriptions {} and {}: he has both on {}", other.id, row.id, day_text(begins)));
    }
    his_.push_back(row);
}

}  // namespace

void audit(store::AuditReader& book, const campaigns::Catalogue* catalogue, const Tell& tell) {
    book.check_rows(tell);
    SubscriptionAudit subscriptions(catalogue, book.check_aside(tell), tell);
    book.each_subscription([&](const SubscriptionRow& row, const std::vector<ChargeRow>& charges) {
        subscriptions.take(row, charges);
    });
    if (catalogue == nullptr) return;
    for (const auto& offer : catalogue->offers) book.check_offer(offer.id, offer.most, offer.most_each, tell);
    if (catalogue->referrals.empty()) return;
    // The limits are of all packages together, and each package may state its own.
    int most_a_day = 0;
    int most_a_month = 0;
    for (const auto& terms : catalogue->referrals) {
        most_a_day = std::max(most_a_day, terms.most_a_day);
        most_a_month = std::max(most_a_month, terms.most_a_month);
    }
    book.check_invitations(most_a_day, most_a_month, tell);
}

std::vector<std::string> differences(store::AuditReader& book, const campaigns::Catalogue* catalogue) {
    std::vector<std::string> all;
    audit(book, catalogue, [&all](const std::string& difference) { all.push_back(difference); });
    return all;
}

}  // namespace hall::daemon
