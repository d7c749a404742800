// What is for a time: what is over, and a window that does not end with the offer that it is for.

#include "campaigns/calendar.hpp"
#include "daemon/config/review/reviews.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::daemon {

namespace {

std::string text_of(campaigns::Date day) {
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

/// A day on which something is open, or an offer runs, for the last time.
campaigns::Date last_day(UtcTime until, campaigns::Zone zone) { return campaigns::date_of(until - Millis(1), zone); }

/// The end of the window of an item: its own, or that of a menu above it.
std::optional<campaigns::Date> window_end(const menus::Menu& menu, const menus::MenuNode& node) {
    std::optional<campaigns::Date> end;
    for (const auto* at = &node; at != nullptr; at = at->parent ? &menu.nodes[*at->parent] : nullptr) {
        if (!at->open || !at->open->until) continue;
        const campaigns::Zone zone{std::chrono::duration_cast<std::chrono::minutes>(at->open->zone)};
        const auto day = last_day(*at->open->until, zone);
        if (!end || day < *end) end = day;
    }
    return end;
}

/// The offer of the package that ends last; nullptr when there is none, or one without an end.
const campaigns::Offer* last_offer(const campaigns::Catalogue& catalogue, const std::string& package) {
    const campaigns::Offer* last = nullptr;
    for (const auto& offer : catalogue.offers) {
        if (std::find(offer.packages.begin(), offer.packages.end(), package) == offer.packages.end()) continue;
        if (!offer.until) return nullptr;
        if (last == nullptr || *last->until < *offer.until) last = &offer;
    }
    return last;
}

void compare_with_offers(const ReviewSubject& subject, codecs::Diagnostics& diagnostics) {
    for (const auto& node : subject.menu.nodes) {
        const auto package = node.arguments.find("package");
        if (node.action != "order" || package == node.arguments.end()) continue;
        const auto closes = window_end(subject.menu, node);
        const auto* offer = last_offer(*subject.catalogue, package->second);
        if (!closes || offer == nullptr) continue;
        const auto ends = *offer->until;
        if (*closes != ends)
            diagnostics.add(node.place, review_rules::window_and_offer,
                            {node.id, text_of(*closes), offer->id, package->second, text_of(ends)});
    }
}

}  // namespace

void review_times(const ReviewSubject& subject, UtcTime now, codecs::Diagnostics& diagnostics) {
    for (const auto& node : subject.menu.nodes) {
        if (!node.open || !node.open->until || now < *node.open->until) continue;
        const campaigns::Zone zone{std::chrono::duration_cast<std::chrono::minutes>(node.open->zone)};
        diagnostics.add(node.place, review_rules::window_over,
                        {node.id, text_of(campaigns::date_of(*node.open->until, zone))});
    }
    if (subject.catalogue == nullptr) return;
    compare_with_offers(subject, diagnostics);
    const auto today = campaigns::date_of(now, subject.settings.business.zone);
    for (const auto& offer : subject.catalogue->offers)
        if (offer.until && *offer.until < today)
            diagnostics.add(offer.place, review_rules::offer_over,
                            {offer.id, text_of(*offer.until + std::chrono::days(1))});
}

}  // namespace hall::daemon
