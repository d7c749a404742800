// What was for a time, and is over.

#include "campaigns/calendar.hpp"
#include "daemon/config/review/reviews.hpp"

#include <fmt/format.h>

namespace hall::daemon {

namespace {

std::string text_of(campaigns::Date day) {
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
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
    const auto today = campaigns::date_of(now, subject.settings.business.zone);
    for (const auto& offer : subject.catalogue->offers)
        if (offer.until && *offer.until <= today)
            diagnostics.add(offer.place, review_rules::offer_over, {offer.id, text_of(*offer.until)});
}

}  // namespace hall::daemon
